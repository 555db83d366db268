"""The outbox: job rows are enqueued in the caller's transaction, claimed with a lease, and run at least once.

A kind's work must be safe to run again: a worker may die after its last write and before the row says so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from celery import current_app
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canvass.core.models import Job
from canvass.core.wall.scope import acting_for, on_rounds

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
HEARTBEAT_SECONDS = 1.0
SWEPT_AT_ONCE = 50


class JobCancelled(Exception):
    """Somebody asked this job to stop; its work rolls back."""


class JobTakenOver(Exception):
    """The lease ran out and another worker has this job now: this one stops, and leaves everything to the other."""


class UnknownJobKind(Exception):
    """No app registered this kind."""


@dataclass
class JobRun:
    """What a job's work sees of its row."""

    id: UUID
    payload: dict[str, Any]
    owner_id: int | None
    organisation_id: int | None
    attempt: int
    # What the attempt before this one had safely done, as it said itself; empty for who begins.
    before: dict[str, Any] = field(default_factory=dict)
    cancelled: threading.Event = field(default_factory=threading.Event)
    _progress: tuple[int, int] = (0, 0)

    def progress(self, done: int, total: int) -> None:
        """Note how far the work is; written by the heartbeat, so it may be called as often as one likes."""
        self._progress = (done, total)
        if self.cancelled.is_set():
            raise JobCancelled

    @on_rounds()
    def checkpoint(self, done: dict[str, Any]) -> None:
        """Note in the row what is safely done, for the next attempt should this worker die.

        Raises ``JobTakenOver`` for who slept longer than its lease: two workers must not both go on.
        """
        mine = Job.objects.filter(pk=self.id, state=Job.State.RUNNING, attempts=self.attempt)
        if not mine.update(result=done, lease_until=timezone.now() + LEASE):
            raise JobTakenOver


Work = Callable[[JobRun], dict[str, Any]]
_kinds: dict[str, Work] = {}


def register(kind: str, work: Work) -> None:
    """Make ``kind`` known; called in an app's ``ready()``."""
    _kinds[kind] = work


def enqueue(
    *,
    kind: str,
    key: str,
    payload: dict[str, Any],
    owner_id: int | None = None,
    organisation_id: int | None = None,
) -> Job:
    """Write the job in the current transaction and ring the bell when that commits.

    The same key gives the same job, whatever its state.
    """
    if kind not in _kinds:
        raise UnknownJobKind(kind)
    job, created = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "payload": payload,
            "owner_id": owner_id,
            "organisation_id": organisation_id,
            "not_before": timezone.now(),
        },
    )
    if created:
        transaction.on_commit(partial(_ring, job.pk))
    return job


def enqueue_many(
    *, kind: str, payloads: Mapping[str, dict[str, Any]], owner_id: int | None, organisation_id: int | None
) -> dict[str, UUID]:
    """New jobs by their keys, in two statements however many. The bell rings for the first; a sweep finds the rest."""
    if kind not in _kinds:
        raise UnknownJobKind(kind)
    now = timezone.now()
    jobs = [
        Job(kind=kind, key=key, payload=payload, owner_id=owner_id, organisation_id=organisation_id, not_before=now)
        for key, payload in payloads.items()
    ]
    Job.objects.bulk_create(jobs)
    for job in jobs[:SWEPT_AT_ONCE]:
        transaction.on_commit(partial(_ring, job.pk))
    return {job.key: job.pk for job in jobs}


def request_cancel(*, job_id: UUID) -> None:
    """A waiting job ends at once; a running one at its worker's next heartbeat."""
    request_cancel_all(job_ids=[job_id])


def request_cancel_all(*, job_ids: Collection[UUID]) -> None:
    now = timezone.now()
    Job.objects.filter(pk__in=job_ids, state=Job.State.NEW).update(state=Job.State.CANCELLED, finished_at=now)
    Job.objects.filter(pk__in=job_ids, state=Job.State.RUNNING).update(cancel_requested=True)


@on_rounds()
def run(*, job_id: UUID) -> bool:
    """Claim and do one job; False when there is nothing to claim."""
    job = _claim(job_id)
    if job is None:
        return False
    run_ = JobRun(job.pk, job.payload, job.owner_id, job.organisation_id, job.attempts, before=job.result)
    stop = threading.Event()
    heart = threading.Thread(target=_heartbeat, args=(run_, stop), daemon=True)
    heart.start()
    try:
        # The work itself sees no more than the organisation that it is for.
        with acting_for(job.organisation_id):
            result = _kinds[job.kind](run_)
    except JobCancelled:
        _finish(run_, Job.State.CANCELLED)
    except JobTakenOver:
        log.warning("job taken over", kind=job.kind, job=str(job.pk), attempt=job.attempts)
    except Exception as error:  # whatever went wrong, the row must say so
        log.exception("job failed", kind=job.kind, job=str(job.pk), attempt=job.attempts)
        _fail(run_, error)
    else:
        _finish(run_, Job.State.DONE, result=result)
    finally:
        stop.set()
        heart.join()
    return True


@on_rounds()
def sweep() -> list[UUID]:
    """Ids of the jobs nobody works on; what ran out of attempts is closed as failed."""
    now = timezone.now()
    waiting = Job.objects.waiting(now=now)
    waiting.filter(attempts__gte=Job.MAX_ATTEMPTS).update(
        state=Job.State.FAILED, finished_at=now, error=_("The worker stopped three times."), lease_until=None
    )
    # The oldest few: a city of five hundred waiting jobs is not called out anew every few seconds.
    oldest = waiting.filter(attempts__lt=Job.MAX_ATTEMPTS).order_by("not_before", "pk")
    return list(oldest.values_list("pk", flat=True)[:SWEPT_AT_ONCE])


@transaction.atomic
def _claim(job_id: UUID) -> Job | None:
    now = timezone.now()
    job = (
        Job.objects.waiting(now=now)
        .filter(pk=job_id, attempts__lt=Job.MAX_ATTEMPTS)
        .select_for_update(skip_locked=True)
        .first()
    )
    if job is None:
        return None
    job.state, job.lease_until, job.attempts = Job.State.RUNNING, now + LEASE, job.attempts + 1
    job.save(update_fields=["state", "lease_until", "attempts"])
    return job


@on_rounds()
def _heartbeat(run_: JobRun, stop: threading.Event) -> None:
    """Renew the lease and write progress on a connection of this thread's own."""
    try:
        while True:
            done, total = run_._progress
            Job.objects.filter(pk=run_.id, state=Job.State.RUNNING, attempts=run_.attempt).update(
                lease_until=timezone.now() + LEASE, done_units=done, total_units=total
            )
            if Job.objects.filter(pk=run_.id, cancel_requested=True).exists():
                run_.cancelled.set()
            if stop.wait(timeout=HEARTBEAT_SECONDS):
                return
    finally:
        connection.close()


def _finish(run_: JobRun, state: Job.State, *, result: dict[str, Any] | None = None) -> None:
    Job.objects.filter(pk=run_.id, state=Job.State.RUNNING, attempts=run_.attempt).update(
        state=state, result=result or {}, finished_at=timezone.now(), lease_until=None
    )


def _fail(run_: JobRun, error: Exception) -> None:
    """Give it back for another try, or close it: at once for a domain error (``final``), whose words are for people."""
    meant = getattr(error, "final", False)
    final = meant or run_.attempt >= Job.MAX_ATTEMPTS
    # Another try goes on from what was safely done.
    result = {"result": {"explained": True} if meant else {}} if final else {}
    Job.objects.filter(pk=run_.id, attempts=run_.attempt).update(
        state=Job.State.FAILED if final else Job.State.NEW,
        error=str(error)[:2000],
        **result,
        lease_until=None,
        finished_at=timezone.now() if final else None,
        not_before=timezone.now() + timedelta(seconds=5 * run_.attempt),
    )


def _ring(job_id: UUID) -> None:
    """Tell a worker; a silent broker costs seconds, not the job: the sweeper finds the row."""
    try:
        current_app.send_task("canvass.core.tasks.run_job", (str(job_id),), retry=False)
    except Exception as error:  # any broker trouble at all
        log.warning("bell not rung", job=str(job_id), error=type(error).__name__)
