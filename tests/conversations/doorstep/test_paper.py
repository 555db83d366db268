"""Paper for a whole shift: one file made by a job, kept two days, with slips that say nothing about where."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from canvass.core import jobs
from canvass.core.models import Job
from conversations.doorstep import paper
from conversations.doorstep.slips import slip_words
from tests.factories import make_assignment, make_turf, make_user

pytestmark = pytest.mark.django_db
SMALLEST = 11 * 96 / 72


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def shift():
    return make_assignment(turf=make_turf(doors=6)).duo.shift


@pytest.fixture
def desk(client, shift):
    user = make_user(role="coordinator", organisation=shift.campaign.organisation)
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def words(document):
    return [
        (box.text, box.style["font_size"])
        for page in document.pages
        for box in page._page_box.descendants()
        if type(box).__name__ == "TextBox"
    ]


def work(shift, *, slips=1):
    job = paper.ask_sheets(shift=shift, slips=slips, by=make_user())
    with translation.override("en"):
        result = paper.write_sheets(jobs.JobRun(job.pk, job.payload, None, None, 1))
    Job.objects.filter(pk=job.pk).update(state="done", finished_at=timezone.now(), result=result)
    return job


def test_a_slip_fits_one_page_and_names_no_place(shift):
    with translation.override("en"):
        document = paper.slip_document(slip_words(shift.campaign), shift)
    assert len(document.pages) == 1
    laid_out = words(document)
    said = " ".join(text for text, _size in laid_out)
    turf = shift.duos.first().assignments.first().turf
    for secret in (turf.name, turf.plan.neighbourhood.name, shift.meeting_place):
        assert secret not in said
    for asked in ("There is room", "Care", "Money", "They get it for free", "rather not", "Card given"):
        assert asked in said
    assert min(size for text, size in laid_out if text.strip()) >= SMALLEST - 0.01


def test_one_file_holds_every_duos_sheet_and_its_slips(shift):
    make_assignment(shift=shift, turf=make_turf(campaign=shift.campaign, doors=4))
    job = work(shift, slips=2)
    assert paper.sheets_path(job.pk).read_bytes().startswith(b"%PDF-")
    with translation.override("en"):
        parts = paper._pages(shift, 2, jobs.JobRun(job.pk, job.payload, None, None, 1))
    heads = [" ".join(text for text, _size in words(part)) for part in parts]
    assert ["Duo 1" in head for head in heads] == [True, False, False, False, False, False]
    assert ["Duo 2" in head for head in heads] == [False, False, False, True, False, False]
    assert ["Conversation slip" in head for head in heads] == [False, True, True, False, True, True]
    assert not list(paper.sheets_path(job.pk).parent.glob("*.part"))


def test_the_page_asks_for_a_job_and_serves_its_file(desk, shift):
    url, file = (reverse(f"doorstep:{name}", args=[shift.pk]) for name in ("sheets", "sheets-pdf"))
    assert desk.get(file).status_code == 404
    assert desk.post(url, {"slips": 3}).status_code == 302
    job = Job.objects.get(kind=paper.KIND)
    assert job.payload["slips"] == 3
    assert "waiting its turn" in desk.get(url).content.decode()
    paper.write_sheets(jobs.JobRun(job.pk, job.payload, None, None, 1))
    Job.objects.update(state="done", finished_at=timezone.now())
    answer = desk.get(file)
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert "Open the file" in desk.get(url).content.decode()


@pytest.mark.parametrize("slips", ["", "-1", "13", "x"])
def test_too_many_slips_are_refused_in_words(desk, shift, slips):
    assert desk.post(reverse("doorstep:sheets", args=[shift.pk]), {"slips": slips}).status_code == 422
    assert not Job.objects.filter(kind=paper.KIND).exists()


def test_a_shift_without_turf_says_so_and_is_not_tried_again(shift):
    shift.duos.first().assignments.update(returned_at=timezone.now())
    with pytest.raises(paper.NothingToPrint, match="Hand out turf first") as told, translation.override("en"):
        work(shift)
    assert told.value.final


def test_files_go_after_two_days(shift):
    job = work(shift, slips=0)
    path = paper.sheets_path(job.pk)
    assert paper.forget_sheets(now=timezone.now()) == 0
    old = (timezone.now() - paper.LASTS - timedelta(minutes=1)).timestamp()
    os.utime(path, (old, old))
    assert paper.forget_sheets(now=timezone.now()) == 1
    assert not path.exists()


def test_the_file_of_another_shift_is_not_served(desk, shift):
    other = make_assignment(turf=make_turf(doors=2)).duo.shift
    work(other, slips=0)
    assert desk.get(reverse("doorstep:sheets-pdf", args=[other.pk])).status_code == 404
    assert desk.get(reverse("doorstep:sheets-pdf", args=[shift.pk])).status_code == 404
