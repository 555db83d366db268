"""Killed, stopped, taken back and out of room: what the job of an export leaves behind."""

from __future__ import annotations

import errno
import os
from datetime import timedelta

import pytest
from django.utils import timezone

from canvass.core import jobs
from canvass.core.models import Job
from canvass.core.wall.scope import on_rounds
from conversations.insight.exporting import making, sealing
from conversations.insight.exporting.keeping import folder, withdraw
from conversations.insight.exporting.records import Records
from conversations.insight.exporting.sealing import SealedFile
from conversations.insight.models import Conversation, Export
from conversations.insight.rollups.erasing import take_out
from tests.conversations.insight.dashboards.talks import publish
from tests.conversations.insight.exporting.made import ask, make, plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_chunks", "in_english")]


class Killed(BaseException):
    """As with kill -9, nothing of the job's own gets a turn after it."""


def left_behind() -> list[str]:
    return sorted(path.name.split(".", 1)[1] for path in folder().glob("*"))


def once_more(export: Export) -> None:
    """The lease of who died runs out."""
    Job.objects.filter(pk=export.job_id).update(lease_until=timezone.now() - timedelta(seconds=1))


def die_after(monkeypatch, name: str, times: int, owner: type = SealedFile) -> list[int]:
    """Let a method work so many times, and then not. The list says how often it was asked."""
    real, calls = getattr(owner, name), []

    def method(self, *args, **kwargs):
        calls.append(1)
        if len(calls) == times + 1:
            raise Killed
        return real(self, *args, **kwargs)

    monkeypatch.setattr(owner, name, method)
    return calls


@pytest.mark.parametrize("times", range(8))
@pytest.mark.parametrize("name", ["add", "_seal", "_write"])
def test_killed_anywhere_it_becomes_the_same_file(talks, admin, monkeypatch, name, times):
    export = make(ask(talks.campaign, admin, "records"))
    whole, digest = plain(export), export.sha256
    Export.objects.update(file_name="", sha256="")
    Job.objects.update(state="new", attempts=0, result={})
    die_after(monkeypatch, name, times)
    with pytest.raises(Killed):
        jobs.run(job_id=export.job_id)
    assert Job.objects.get(pk=export.job_id).state == "running"
    once_more(export)
    make(export)
    assert (plain(export), export.sha256, export.rows) == (whole, digest, 30)
    assert left_behind() == ["codebook", "data"]


def test_who_comes_after_does_not_read_again_what_was_safe(talks, admin, monkeypatch):
    export = ask(talks.campaign, admin, "records")
    die_after(monkeypatch, "add", 4)
    with pytest.raises(Killed):
        jobs.run(job_id=export.job_id)
    monkeypatch.undo()
    before = Job.objects.get(pk=export.job_id).result
    assert (before["chunks"], before["attempt"]) == (4, 1)
    once_more(export)
    read = []
    real = Records.lines
    monkeypatch.setattr(Records, "lines", lambda self, chunk: read.append(chunk) or real(self, chunk))
    monkeypatch.setattr("conversations.insight.exporting.records.ROWS_A_CHUNK", 5)
    jobs.run(job_id=export.job_id)
    assert read == [3, 4, 5]


def test_killed_between_the_file_and_the_row_it_is_made_anew(talks, admin, monkeypatch):
    export = ask(talks.campaign, admin, "records")
    real = making._settle

    def settle(*args, **kwargs):
        real(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(making, "_settle", settle)
    with pytest.raises(Killed):
        jobs.run(job_id=export.job_id)
    monkeypatch.setattr(making, "_settle", real)
    once_more(export)
    assert len(plain(make(export)).splitlines()) == 31


def test_an_erasure_meanwhile_begins_it_anew_without_that_row(talks, admin, monkeypatch):
    export = ask(talks.campaign, admin, "records")
    real, read = Records.lines, []

    def lines(self, chunk):
        read.append(chunk)
        found = real(self, chunk)
        if read == [0, 1, 2]:
            gone = Conversation.objects.order_by("pk").first()
            take_out(conversation_id=gone.pk)
            gone.delete()
            withdraw(campaign=talks.campaign)
        return found

    monkeypatch.setattr(Records, "lines", lines)
    before = export.wrapped_key
    make(export)
    assert (export.rows, len(plain(export).splitlines())) == (29, 30)
    assert read[:4] == [0, 1, 2, 0]
    assert export.wrapped_key != before


def test_an_intake_by_hand_into_the_same_batch_begins_it_anew(talks, admin, monkeypatch):
    export, real, read = ask(talks.campaign, admin, "records"), Records.lines, []

    def lines(self, chunk):
        read.append(chunk)
        if read == [0, 1]:
            with on_rounds():  # somebody else, meanwhile
                publish(talks.stage(10, statement=talks.statements[0]))
        return real(self, chunk)

    monkeypatch.setattr(Records, "lines", lines)
    make(export)
    assert (export.rows, len(plain(export).splitlines())) == (40, 41)
    assert read.count(0) == 2


@pytest.mark.parametrize(("kind", "file_format"), [("records", "csv"), ("records", "xlsx")])
def test_stopped_within_a_chunk_nothing_is_kept(talks, admin, monkeypatch, kind, file_format):
    monkeypatch.setattr("conversations.insight.exporting.writing.SHOWN_EVERY", 5)
    export = ask(talks.campaign, admin, kind, file_format)
    real = jobs.JobRun.progress

    def progress(self, done, total):
        assert total == 30
        if done >= 10:
            self.cancelled.set()
        real(self, done, total)

    monkeypatch.setattr(jobs.JobRun, "progress", progress)
    make(export)
    assert Job.objects.get(pk=export.job_id).state == "cancelled"
    assert (export.wrapped_key, export.file_name, left_behind()) == (None, "", [])


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_full_disk_is_said_in_words_and_leaves_no_half_file(talks, admin, monkeypatch, file_format):
    export = ask(talks.campaign, admin, "records", file_format)
    room = [2_000]
    real = os.write

    def write(descriptor, data):
        room[0] -= len(data)
        if room[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(descriptor, data)

    monkeypatch.setattr(sealing.os, "write", write)
    make(export)
    job = Job.objects.get(pk=export.job_id)
    assert (job.state, job.is_explained) == ("failed", True)
    assert "disk is full" in job.error
    assert (export.wrapped_key, export.file_name, left_behind()) == (None, "", [])


def test_who_slept_longer_than_its_lease_stops_and_harms_nothing(talks, admin, monkeypatch):
    export = ask(talks.campaign, admin, "records")
    real, read = Records.lines, []

    def lines(self, chunk):
        read.append(chunk)
        if read == [0, 1, 2]:
            # Meanwhile another worker took it over, and is done.
            once_more(export)
            assert jobs.run(job_id=export.job_id)
        return real(self, chunk)

    monkeypatch.setattr(Records, "lines", lines)
    assert jobs.run(job_id=export.job_id)
    export.refresh_from_db()
    assert (export.rows, len(plain(export).splitlines())) == (30, 31)
    job = Job.objects.get(pk=export.job_id)
    assert (job.state, job.attempts) == ("done", 2)
