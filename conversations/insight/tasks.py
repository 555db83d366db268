from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from conversations.insight import closing, exports, intake, opening


@shared_task
def open_ended_shifts() -> None:
    now = timezone.now()
    for shift in opening.due_to_open(now=now):
        opening.open_shift(shift=shift, now=now)
    for shift in closing.due_to_close(now=now):
        closing.close_shift(shift=shift, by=None, now=now)
    closing.destroy_old_keys(now=now)
    exports.delete_expired(now=now)


@shared_task
def weekly_intake() -> None:
    intake.take_in(now=timezone.now())
