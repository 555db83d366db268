"""Reminders of a shift, a day and two hours before: one row each under a unique key, so never twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from volunteers.people.mail import queue_message
from volunteers.people.models import Message
from volunteers.shifts.models import Shift, SignUp

QUIET_FROM, QUIET_UNTIL = time(21, 0), time(8, 0)


@dataclass(frozen=True)
class Notice:
    code: str
    before: timedelta


NOTICES = (Notice("24h", timedelta(hours=24)), Notice("2h", timedelta(hours=2)))


def outside_quiet_hours(moment: datetime) -> datetime:
    """The same moment, or the end of the quiet hours it falls in (local time, both DST nights included)."""
    local = timezone.localtime(moment)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return moment
    day = local.date() + timedelta(days=1) if local.time() >= QUIET_FROM else local.date()
    return datetime.combine(day, QUIET_UNTIL, tzinfo=timezone.get_current_timezone())


def queue_due_reminders(*, now: datetime) -> int:
    """Queue what falls due within ten minutes; returns how many rows are new."""
    horizon = now + max(notice.before for notice in NOTICES) + timedelta(hours=12)
    going = SignUp.objects.filter(
        state=SignUp.State.GOING,
        shift__state=Shift.State.PLANNED,
        shift__starts_at__gt=now,
        shift__starts_at__lte=horizon,
    ).select_related("shift__campaign__organisation", "volunteer")
    return sum(_queue(sign_up, notice, now=now) for sign_up in going for notice in NOTICES)


def withdraw_reminders(*, sign_ups: Sequence[int]) -> None:
    """Drop what has not been sent for these sign-ups; a sent one stays in the log."""
    for sign_up in sign_ups:
        Message.objects.filter(dedupe_key__startswith=f"reminder:{sign_up}:", state=Message.State.NEW).delete()


def _queue(sign_up: SignUp, notice: Notice, *, now: datetime) -> bool:
    starts_at = sign_up.shift.starts_at
    due = starts_at - notice.before
    # Who signed up after that moment knows about the shift already.
    if sign_up.created_at > due or due - timedelta(minutes=10) > now:
        return False
    subject, text, html = _words(sign_up, notice)
    return queue_message(
        dedupe_key=f"reminder:{sign_up.pk}:{notice.code}:{starts_at:%Y%m%dT%H%M%z}",
        recipient=sign_up.volunteer,
        organisation=sign_up.shift.campaign.organisation,
        kind=f"reminder-{notice.code}",
        subject=subject,
        text=text,
        html=html,
        not_before=min(outside_quiet_hours(due), starts_at),
        not_after=starts_at,
    )


def _words(sign_up: SignUp, notice: Notice) -> tuple[str, str, str]:
    shift = sign_up.shift
    starts = timezone.localtime(shift.starts_at)
    with override(sign_up.volunteer.language or settings.LANGUAGE_CODE):
        context = {
            "shift": shift,
            "name": sign_up.volunteer.first_name,
            "link": settings.PUBLIC_URL + reverse("shifts:detail", args=[shift.pk]),
            "product_name": settings.PRODUCT_NAME,
        }
        when = date_format(starts, "l j F H:i")
        if notice.code == "2h":
            subject = _("In two hours: %(when)s, %(place)s") % {"when": when, "place": shift.meeting_place}
        else:
            subject = _("Tomorrow: %(when)s, %(place)s") % {"when": when, "place": shift.meeting_place}
        return (
            subject[:200],
            render_to_string("emails/reminder.txt", context),
            render_to_string("emails/reminder.html", context),
        )
