"""Asking, seeing how far it is, stopping, downloading; and what is noted of it."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import record_authentication
from cryptography.exceptions import InvalidTag
from django.urls import reverse
from django.utils import timezone

from canvass.core.keyring.ring import unseal
from canvass.core.models import Job
from conversations.insight.exporting.keeping import delete_expired, folder, sealed_path, withdraw
from conversations.insight.models import DoorCount, Export, Intake
from conversations.insight.tasks import weekly_intake
from tests.conversations.insight.exporting.made import ask, make, plain, sealed_export
from tests.factories import make_campaign, make_neighbourhood, make_user
from volunteers.people.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def campaign():
    found = make_campaign(name="=Wonen")
    DoorCount.objects.create(campaign=found, area="BU01", period="2026-W10", outcome="not_home", count=7)
    DoorCount.objects.create(campaign=found, area="-", period="2026-W10", outcome="conversation", count=2)
    return found


@pytest.fixture
def coordinator(campaign, client):
    user = make_user(role="coordinator", organisation=campaign.organisation)
    client.force_login(user)
    return user


def second_step(client, user):
    session = client.session
    record_authentication(SimpleNamespace(session=session), user, "mfa", type="totp")
    session.save()


def page(client, campaign, **query):
    return client.get(reverse("insight:exports", args=[campaign.pk]), query).content.decode()


def send(client, campaign, **fields):
    given = {"kind": "doors", "format": "csv", "purpose": "year report"}
    return client.post(reverse("insight:exports", args=[campaign.pk]), given | fields)


def download(client, export, name="download"):
    return client.get(reverse(f"insight:{name}", args=[export.pk]))


def test_from_asking_to_the_file(client, campaign, coordinator):
    assert send(client, campaign).status_code == 302
    export = Export.objects.get()
    assert "waiting its turn" in page(client, campaign)
    make(export)
    assert export.file_name in page(client, campaign)
    answer = download(client, export)
    content = b"".join(answer.streaming_content)
    assert content == plain(export)
    assert int(answer["Content-Length"]) == len(content)
    assert answer["Content-Disposition"] == f'attachment; filename="{export.file_name}"'
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:] == [
        ["", "2026-W10", "conversation", "2"],
        ["BU01", "2026-W10", "not_home", "7"],
    ]
    codebook = b"".join(download(client, export, "codebook").streaming_content).decode()
    assert "not_home" in codebook
    said = AuditEntry.objects.filter(organisation=campaign.organisation).values_list("verb", "subject")
    assert set(said) == {("asked export", f"doors csv {export.pk}"), ("downloaded export", str(export.pk))}


@pytest.mark.parametrize("name", ['a"; filename="b', "a\r\nX-Evil: 1", "../../a", "Wonen é 漢", ";="])
def test_the_name_of_a_file_is_letters_digits_and_hyphens(client, campaign, coordinator, name):
    campaign.name = name
    campaign.save()
    export = make(ask(campaign, coordinator))
    assert re.fullmatch(r"[a-z0-9.-]+\.csv", export.file_name)
    assert download(client, export)["Content-Disposition"] == f'attachment; filename="{export.file_name}"'


def test_nothing_on_the_disk_can_be_read_without_the_rows_key(campaign, coordinator):
    export = make(ask(campaign, coordinator))
    for path in folder().iterdir():
        assert b"2026-W10" not in path.read_bytes()
        assert b"not_home" not in path.read_bytes()
    with pytest.raises(InvalidTag):
        unseal(bytes(export.wrapped_key), name="export|another")


def test_the_form_asks_what_it_is_for_and_refuses_a_file_that_does_not_exist(client, campaign, coordinator):
    assert send(client, campaign, purpose="").status_code == 422
    answer = send(client, campaign, kind="outcomes", format="geojson")
    assert answer.status_code == 422
    assert "do not come as that" in answer.content.decode()
    assert not Export.objects.exists()


def test_another_choice_of_contents_offers_its_own_files(client, campaign, coordinator):
    assert 'value="geojson"' not in page(client, campaign)
    url = reverse("insight:exports", args=[campaign.pk])
    fragment = client.get(url, {"kind": "doors"}, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert fragment.index('value="xlsx"') < fragment.index('value="csv"') < fragment.index('value="geojson"')


def test_doors_on_the_map_have_their_shape_where_there_is_one(campaign, coordinator):
    area = make_neighbourhood(code="BU01")
    export = make(ask(campaign, coordinator, "doors", "geojson"))
    found = json.loads(plain(export))
    nowhere, there = (feature["properties"] for feature in found["features"])
    assert (nowhere["area"], nowhere["doors"], found["features"][0]["geometry"]) == ("", 2, None)
    assert (there["area"], there["name"], there["not_home"], there["doors"]) == ("BU01", area.name, 7, 7)
    assert found["features"][1]["geometry"]["type"] == "MultiPolygon"
    explained = {row["column"] for row in csv.DictReader(io.StringIO(plain(export, "codebook").decode("utf-8-sig")))}
    assert explained == set(there)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_small_campaign_exports_no_number_about_opinions(campaign, coordinator, file_format):
    content = plain(make(ask(campaign, coordinator, "outcomes", file_format)))
    if file_format == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        change = next(row for row in rows if row[0] == "change")
        assert change[2:] == ["too few conversations", "", "", "", ""]
    assert content


def test_only_who_asked_can_download_it_and_only_for_three_days(client, campaign, coordinator):
    export = make(ask(campaign, coordinator))
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    assert download(client, export).status_code == 404
    client.force_login(coordinator)
    assert download(client, export).status_code == 200
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert download(client, export).status_code == 404
    assert "deleted after three days" in page(client, campaign)


def test_an_expired_file_goes_from_the_disk_with_its_key_and_so_does_what_has_none(campaign, coordinator):
    export, other = make(ask(campaign, coordinator)), make(ask(campaign, coordinator))
    (folder() / "3f2b8a52-0d0c-4f5e-9d6e-3b6c5c1f9a10.csv").write_text("plain, of before")
    Export.objects.filter(pk=export.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert delete_expired(now=timezone.now()) == 1
    export.refresh_from_db()
    assert (export.wrapped_key, export.file_name) == (None, "")
    assert {path.name.split(".")[0] for path in folder().iterdir()} == {str(other.pk)}


def test_what_a_worker_left_three_times_is_cleared_away(campaign, coordinator):
    export = sealed_export(campaign, asked_by=coordinator)
    job = Job.objects.create(kind="export", key="k", state="failed", not_before=timezone.now())
    Export.objects.update(file_name="", job_id=job.pk)
    assert delete_expired(now=timezone.now()) == 1
    assert not sealed_path(export).exists()


def test_stopping_is_asked_twice(client, campaign, coordinator):
    export = ask(campaign, coordinator)
    url = reverse("insight:export-stop", args=[export.pk])
    assert "Stop this export?" in client.get(url).content.decode()
    assert Job.objects.get().state == "new"
    client.post(url)
    assert Job.objects.get().state == "cancelled"
    assert "Nothing half done was kept." in page(client, campaign)


def test_a_running_one_shows_its_bar_and_asks_for_itself(client, campaign, coordinator):
    export = ask(campaign, coordinator)
    Job.objects.update(state="running", lease_until=timezone.now(), done_units=250, total_units=1000)
    url = reverse("insight:export-progress", args=[export.pk])
    row = client.get(url, headers=HTMX).content.decode()
    assert 'max="100" value="25"' in row
    assert f'hx-get="{url}"' in row
    Job.objects.update(cancel_requested=True)
    assert "Stopping…" in client.get(url, headers=HTMX).content.decode()
    Job.objects.update(state="failed", lease_until=None, error="KeyError: 'x'")
    row = client.get(url, headers=HTMX).content.decode()
    assert "Something went wrong on our side" in row
    assert "hx-get" not in row


def test_single_conversations_are_for_an_admin_who_signed_in_twice(client, campaign, coordinator):
    second_step(client, coordinator)
    assert 'value="records"' not in page(client, campaign)
    assert send(client, campaign, kind="records").status_code == 422
    admin = make_user(role="admin", organisation=campaign.organisation)
    client.force_login(admin)
    assert 'value="records"' not in page(client, campaign)
    assert "signed in with a second step" in page(client, campaign)
    assert send(client, campaign, kind="records").status_code == 422
    second_step(client, admin)
    assert 'value="records"' in page(client, campaign)
    assert send(client, campaign, kind="records").status_code == 302
    export = sealed_export(campaign, asked_by=admin, kind="records")
    assert download(client, export).status_code == 200
    client.logout()
    client.force_login(admin)
    assert download(client, export).status_code == 302
    assert AuditEntry.objects.filter(verb="downloaded export").count() == 1
    admin.memberships.update(role="coordinator")
    second_step(client, admin)
    assert download(client, export).status_code == 404


def test_an_intake_takes_away_what_told_the_figures_of_before(client, campaign, coordinator):
    weekly_intake()
    figures = make(ask(campaign, coordinator, "outcomes"))
    weekly_intake()
    figures.refresh_from_db()
    assert sealed_path(figures).exists(), "an hour without an intake"
    Intake.objects.update(week="2020-W01")
    weekly_intake()
    figures.refresh_from_db()
    assert (figures.file_name, figures.wrapped_key) == ("", None)
    assert "taken back" in page(client, campaign)


def test_what_was_taken_back_cannot_be_read_even_from_a_copy_of_the_disk(campaign, coordinator):
    export = make(ask(campaign, coordinator, "outcomes"))
    withdraw(campaign=campaign)
    export.refresh_from_db()
    assert sealed_path(export).exists(), "it goes when the erasure is committed"
    with pytest.raises(FileNotFoundError):
        plain(export)


def test_a_file_that_is_gone_answers_like_one_that_never_was(client, campaign, coordinator):
    export = make(ask(campaign, coordinator))
    sealed_path(export).write_bytes(b"something else")
    assert download(client, export).status_code == 404
    sealed_path(export).unlink()
    assert download(client, export).status_code == 404
