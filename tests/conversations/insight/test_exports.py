from __future__ import annotations

import csv
import hashlib
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from canvass.core import jobs
from conversations.insight.exports import FORMULA_STARTS, ask_export, delete_expired, export_path, neutralise
from conversations.insight.models import DoorCount, Export, Intake
from conversations.insight.tasks import weekly_intake
from tests.factories import make_campaign, make_user

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "|x", "\t=1", "\r\n=1", " =1", "\ufeff=1", "＝1", "－1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_becomes_text(cell):
    assert neutralise(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "12", "-0.4167", "+3", "Kerkstraat", "a=b", "1-2"])
def test_numbers_and_words_stay_as_they_are(cell):
    assert neutralise(cell) == cell


@given(st.text())
def test_no_cell_starts_a_formula_after_its_blanks(cell):
    shown = neutralise(cell).lstrip()
    if shown[:1] in FORMULA_STARTS:
        assert shown.isascii()
        float(shown)


@pytest.fixture
def made(db, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    monkeypatch.setattr(jobs, "_heartbeat", lambda run, stop: None)
    campaign = make_campaign(name="=Wonen")
    coordinator = make_user(role="coordinator", organisation=campaign.organisation)
    DoorCount.objects.create(campaign=campaign, area="BU01", period="2026-W10", outcome="not_home", count=7)
    export = ask_export(campaign=campaign, kind="doors", purpose="year report", by=coordinator, now=timezone.now())
    assert jobs.run(job_id=export.job_id)
    export.refresh_from_db()
    return export


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_file_holds_the_totals_and_its_fingerprint_fits(made):
    content = export_path(made).read_bytes()
    assert rows(content)[1:] == [["BU01", "2026-W10", "not_home", "7"]]
    assert made.sha256 == hashlib.sha256(content).hexdigest()
    assert made.rows == 1


def test_only_who_asked_can_download_it_and_only_for_three_days(made, client):
    url = reverse("insight:download", args=[made.pk])
    client.force_login(make_user(role="coordinator", organisation=made.campaign.organisation))
    assert client.get(url).status_code == 404
    client.force_login(made.asked_by)
    response = client.get(url)
    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbf")
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(url).status_code == 404


def test_an_expired_file_goes_from_the_disk(made):
    assert delete_expired(now=made.expires_at) == 1
    assert not export_path(made).exists()


def test_a_small_campaign_exports_no_number_about_opinions(made):
    export = ask_export(campaign=made.campaign, kind="outcomes", purpose="look", by=made.asked_by, now=timezone.now())
    jobs.run(job_id=export.job_id)
    table = rows(export_path(export).read_bytes())
    change = next(row for row in table if row[0] in ("change", "verschil", "verandering"))
    assert change[3:] == ["", "", "", ""]


def test_the_form_asks_what_it_is_for(made, client):
    client.force_login(made.asked_by)
    url = reverse("insight:exports", args=[made.campaign_id])
    assert client.post(url, {"kind": "doors", "purpose": ""}).status_code == 422
    assert Export.objects.count() == 1


def test_an_hour_without_an_intake_takes_no_file_away_and_an_intake_only_those_about_talks(made):
    weekly_intake()
    figures = ask_export(
        campaign=made.campaign, kind="outcomes", purpose="year report", by=made.asked_by, now=timezone.now()
    )
    assert jobs.run(job_id=figures.job_id)
    weekly_intake()
    figures.refresh_from_db()
    assert export_path(figures).exists()
    Intake.objects.update(week="2020-W01")
    weekly_intake()
    figures.refresh_from_db()
    made.refresh_from_db()
    assert (figures.file_name, made.file_name != "") == ("", True)
