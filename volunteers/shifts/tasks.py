from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from volunteers.shifts import reminders


@shared_task
def queue_reminders() -> None:
    now = timezone.now()
    reminders.queue_due_reminders(now=now)
    reminders.queue_open_routes(now=now)
