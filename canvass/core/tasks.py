from __future__ import annotations

from uuid import UUID

from celery import shared_task

from canvass.core import jobs


@shared_task
def run_job(job_id: str) -> None:
    jobs.run(job_id=UUID(job_id))


@shared_task
def sweep() -> None:
    for job_id in jobs.sweep():
        run_job.delay(str(job_id))
