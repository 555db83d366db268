from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from canvass.core.wall.scope import on_rounds
from volunteers.shifts import reminders


@shared_task
@on_rounds()
def queue_reminders() -> None:
    now = timezone.now()
    reminders.queue_due_reminders(now=now)
    reminders.queue_open_routes(now=now)
