from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from canvass.core import jobs
from canvass.core.retention.rounds import go_round
from canvass.core.wall.scope import on_rounds


@shared_task
def run_job(job_id: str) -> None:
    jobs.run(job_id=UUID(job_id))


@shared_task
def sweep() -> None:
    for job_id in jobs.sweep():
        run_job.delay(str(job_id))


@shared_task
@on_rounds()
def forget() -> None:
    """Every night: what nobody may keep any longer."""
    go_round(now=timezone.now())
