from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from canvass.core.wall.scope import on_rounds
from conversations.insight import closing, intake, opening, telling
from conversations.insight.calibration.measuring import calibrate_running
from conversations.insight.cards.limits import delete_old_tries
from conversations.insight.cards.mixing import mix_cards
from conversations.insight.cards.reminders import delete_old_contacts, send_due_reminders
from conversations.insight.debriefs import reflecting
from conversations.insight.ending import forget_ended
from conversations.insight.exporting import keeping


@shared_task
@on_rounds()
def open_ended_shifts() -> None:
    now = timezone.now()
    for shift in opening.due_to_open(now=now):
        opening.open_shift(shift=shift, now=now)
    for shift in closing.due_to_close(now=now):
        closing.close_shift(shift=shift, by=None, now=now)
    closing.destroy_old_keys(now=now)
    keeping.delete_expired(now=now)
    reflecting.forget_moments(now=now)


@shared_task
@on_rounds()
def weekly_intake() -> None:
    """Asked every hour, done once a week."""
    taken = intake.take_in(now=timezone.now())
    if taken:
        # Made between an erasure and this intake, a file tells of who is gone from the figures now.
        keeping.withdraw()


@shared_task
@on_rounds()
def daily() -> None:
    """Once a day, in the morning: a resident's reminder is no mail for the night."""
    now = timezone.now()
    today = timezone.localdate(now)
    send_due_reminders(today=today)
    delete_old_contacts(today=today)
    delete_old_tries(now=now)
    mix_cards()
    calibrate_running(today=today)
    forget_ended(now=now, today=today)


@shared_task
@on_rounds()
def tell() -> None:
    now = timezone.now()
    telling.tell_thanks(now=now)
    telling.tell_promises(now=now)
    telling.tell_digests(now=now)
