"""The file page: guess, correct, analyse; nothing of the file stays anywhere."""

from __future__ import annotations

import csv
import io
import random
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conversations.insight.comparison.reading import MOST_BYTES
from conversations.insight.comparison.uploading import InMemoryOnly
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
CANARY = "Kerkstraat-17-huisarts"


def made_file(*, rows: int = 300, effect: float = 1.0, extra: str = "") -> bytes:
    chance = random.Random(4)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["arm", "household", "delivered", "before", "after"])
    for i in range(rows):
        arm = i % 2
        done = int(arm and chance.random() < 0.7)
        before = chance.randint(0, 10)
        after = "" if chance.random() < 0.1 else round(before + effect * done + chance.gauss(0, 1), 3)
        writer.writerow([arm, f"h{i // 3}-{CANARY}", done, before, after])
    return (out.getvalue() + extra).encode()


@pytest.fixture
def coordinator(client):
    client.force_login(make_user(role="coordinator", organisation=make_organisation()))
    return client


def send(client, content: bytes, *, url: str = "check", htmx: bool = False, **data):
    headers = {"accept-language": "en"} | ({"hx-request": "true"} if htmx else {})
    file = SimpleUploadedFile("experiment.csv", content, content_type="text/csv")
    return client.post(reverse(f"insight:comparison:{url}"), {"file": file, **data}, headers=headers)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_one_click_analyses_a_file_with_telling_names(coordinator):
    response = send(coordinator, made_file(effect=3.0), drawn="on", arm="arm", outcome="after", cluster="household")
    assert response.status_code == 200
    text = words(response)
    assert "Every estimate" in text
    assert "may be called an effect" in text
    assert "nan" not in text.lower().split()


def test_without_a_lot_nothing_causal_is_said(coordinator):
    text = words(send(coordinator, made_file()))
    assert "nothing may be said about where it comes from" in text
    assert "effect of the conversation" not in text


def test_few_answers_stand_in_the_way_too(coordinator):
    text = words(send(coordinator, made_file(rows=150), drawn="on", arm="arm", outcome="after"))
    assert "Not every check holds" in text
    assert "effect of" not in text


def test_choosing_a_file_shows_its_columns_and_first_rows(coordinator):
    response = send(coordinator, made_file(), url="columns", htmx=True)
    html = response.content.decode()
    assert response.status_code == 200
    assert re.search(r'<option value="after" selected', html)
    assert re.search(r'<option value="household" selected', html)
    assert "300 rows" in html
    assert "<html" not in html


def test_wrong_rows_are_listed_and_can_be_left_out(coordinator):
    content = made_file(extra="1,h999,1,4,seven\n1,h998,1,4,<script>\n")
    response = send(coordinator, content)
    assert response.status_code == 422
    html = response.content.decode()
    assert "2 rows cannot be read" in html
    assert "&lt;script&gt;" in html
    assert "<script>" not in html.split("<main")[1]
    chosen = {"arm": "arm", "outcome": "after", "skip": "on"}
    assert "Left out: 2 rows" in words(send(coordinator, content, **chosen))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"arm": "arm", "outcome": "arm"}, "One column cannot be two things"),
        ({"arm": "before", "outcome": "after", "treatment": "3", "control": "3"}, "Every estimate"),
        ({"arm": "household", "outcome": "after"}, "does not hold two groups"),
        ({"arm": "nowhere", "outcome": "after"}, "That did not work yet"),
    ],
)
def test_a_choice_that_cannot_be_is_explained(coordinator, data, said):
    assert said in words(send(coordinator, made_file(), **data))


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 50, b"a,a\n1,2\n"])
def test_what_is_no_table_is_a_sentence_and_not_a_fault(coordinator, content):
    assert send(coordinator, content).status_code == 422
    assert send(coordinator, content, url="columns", htmx=True).status_code == 200


def test_too_large_a_file_is_cut_off_and_said_so(coordinator):
    response = send(coordinator, b"a,b\n" + b"1,2\n" * (MOST_BYTES // 2))
    assert response.status_code == 422
    assert "larger than 5 MB" in words(response)


def test_no_file_at_all(coordinator):
    response = coordinator.post(reverse("insight:comparison:check"), {})
    assert response.status_code == 422


def test_nothing_of_the_file_is_written_or_logged(coordinator, tmp_path, settings, caplog, monkeypatch):
    settings.MEDIA_ROOT = settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    from django.core.files import uploadedfile

    def no_file(*args, **kwargs):
        raise AssertionError("a file was written")

    monkeypatch.setattr(uploadedfile.TemporaryUploadedFile, "__init__", no_file)
    response = send(coordinator, made_file())
    assert response.status_code == 200
    assert list(tmp_path.iterdir()) == []
    assert CANARY not in caplog.text
    assert InMemoryOnly.__module__ in str(response.wsgi_request.upload_handlers)


def test_the_form_is_guarded_against_other_sites():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(role="coordinator", organisation=make_organisation()))
    for url in ("check", "columns"):
        assert send(client, made_file(), url=url).status_code == 403
