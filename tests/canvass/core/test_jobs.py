from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from canvass.core import jobs
from canvass.core.models import Job
from canvass.core.wall.scope import on_rounds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> dict[str, jobs.Work]:
    known: dict[str, jobs.Work] = {}
    monkeypatch.setattr(jobs, "_kinds", known)
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    return known


def enqueue(key: str = "k") -> Job:
    return jobs.enqueue(kind="count", key=key, payload={"to": 3})


def test_a_job_runs_once_and_keeps_its_result(kinds):
    kinds["count"] = lambda run: {"sum": sum(range(run.payload["to"]))}
    job = enqueue()
    assert jobs.run(job_id=job.pk)
    assert not jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == ("done", {"sum": 3}, 1)


def test_the_same_key_gives_the_same_job(kinds):
    kinds["count"] = lambda run: {}
    assert enqueue().pk == enqueue().pk


def test_an_unknown_kind_is_refused(kinds):
    with pytest.raises(jobs.UnknownJobKind):
        enqueue()
    assert not Job.objects.exists()


def test_a_rolled_back_caller_leaves_no_job(kinds):
    kinds["count"] = lambda run: {}
    with transaction.atomic():
        enqueue()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_failing_job_is_tried_three_times_and_then_says_why(kinds):
    def fail(run: jobs.JobRun) -> dict[str, Any]:
        raise ValueError("no street")

    kinds["count"] = fail
    job = enqueue()
    for _ in range(3):
        Job.objects.update(not_before=timezone.now())
        assert jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == ("failed", "no street", 3)
    assert not job.is_explained


def test_an_error_meant_for_people_is_not_tried_again_and_marked_as_such(kinds):
    class EmptyFile(Exception):
        final = True

    def refuse(run: jobs.JobRun) -> dict[str, Any]:
        raise EmptyFile("the file is empty")

    kinds["count"] = refuse
    job = enqueue()
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.is_explained) == ("failed", 1, True)


def test_the_sweeper_finds_new_jobs_and_those_of_a_dead_worker(kinds):
    kinds["count"] = lambda run: {}
    fresh, orphan, busy = enqueue("fresh"), enqueue("orphan"), enqueue("busy")
    now = timezone.now()
    Job.objects.filter(pk=orphan.pk).update(state="running", attempts=1, lease_until=now - timedelta(seconds=1))
    Job.objects.filter(pk=busy.pk).update(state="running", attempts=1, lease_until=now + timedelta(seconds=30))
    assert set(jobs.sweep()) == {fresh.pk, orphan.pk}


def test_of_many_waiting_jobs_a_sweep_calls_out_the_oldest(kinds, monkeypatch):
    kinds["count"] = lambda run: {}
    monkeypatch.setattr(jobs, "SWEPT_AT_ONCE", 2)
    known = jobs.enqueue_many(kind="count", payloads={key: {} for key in "abc"}, owner_id=None, organisation_id=None)
    Job.objects.filter(key="a").update(not_before=timezone.now() - timedelta(seconds=2))
    Job.objects.filter(key="c").update(not_before=timezone.now() - timedelta(seconds=1))
    assert jobs.sweep() == [known["a"], known["c"]]
    jobs.request_cancel_all(job_ids=[known["a"], known["c"]])
    assert jobs.sweep() == [known["b"]]


def test_many_jobs_of_an_unknown_kind_are_refused(kinds):
    with pytest.raises(jobs.UnknownJobKind):
        jobs.enqueue_many(kind="nobody", payloads={"k": {}}, owner_id=None, organisation_id=None)


def test_a_job_whose_workers_died_three_times_is_closed(kinds):
    kinds["count"] = lambda run: {}
    job = enqueue()
    Job.objects.update(state="running", attempts=3, lease_until=timezone.now() - timedelta(seconds=1))
    assert jobs.sweep() == []
    job.refresh_from_db()
    assert job.state == "failed"


def test_a_waiting_job_can_be_cancelled(kinds):
    kinds["count"] = lambda run: {}
    job = enqueue()
    jobs.request_cancel(job_id=job.pk)
    assert not jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_running_job_stops_when_asked(kinds, monkeypatch):
    monkeypatch.setattr(jobs, "HEARTBEAT_SECONDS", 0.05)

    def forever(run: jobs.JobRun) -> dict[str, Any]:
        with on_rounds():  # somebody else does: the work itself sees no job of nobody's
            jobs.request_cancel(job_id=run.id)
        while not run.cancelled.wait(timeout=5):
            raise AssertionError("the heartbeat did not hear of it")
        run.progress(1, 2)
        return {}

    kinds["count"] = forever
    job = enqueue()
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_two_workers_claim_one_job_once(kinds):
    done: list[int] = []
    kinds["count"] = lambda run: done.append(1) or {}
    job = enqueue()

    def work() -> None:
        jobs.run(job_id=job.pk)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [1]


def test_another_attempt_knows_what_was_safely_done(kinds):
    seen = []

    def work(run: jobs.JobRun) -> dict[str, Any]:
        seen.append(run.before)
        if run.attempt == 1:
            run.checkpoint({"chunks": 7})
            raise OSError("the database went away")
        return {"chunks": 9}

    kinds["count"] = work
    job = enqueue()
    jobs.run(job_id=job.pk)
    Job.objects.update(not_before=timezone.now())
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert seen == [{}, {"chunks": 7}]
    assert (job.state, job.result) == ("done", {"chunks": 9})


def test_a_worker_that_slept_too_long_stops_at_its_next_checkpoint(kinds):
    def work(run: jobs.JobRun) -> dict[str, Any]:
        with on_rounds():  # another worker
            Job.objects.update(attempts=2, result={"chunks": 3})
        run.checkpoint({"chunks": 1})
        raise AssertionError("it went on")

    kinds["count"] = work
    job = enqueue()
    assert jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == ("running", 2, {"chunks": 3})
