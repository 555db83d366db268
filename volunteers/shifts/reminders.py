"""Reminders of a shift, a day and two hours before, and of a route that is still out: queued under a key, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from volunteers.people.messages.preferences import quiet_hours_of
from volunteers.people.messages.queueing import queue_message, queued_already, withdraw_messages
from volunteers.shifts.calendar.links import leave_link
from volunteers.shifts.models import DuoMember, Shift, SignUp

# Queued this long before it is due, so that a beat that comes late sends nothing late.
AHEAD = timedelta(minutes=10)
# A reminder of the last hour comes when one is under way already: better the evening before.
LAST_USE = timedelta(hours=1)
# Quiet hours may bring a reminder forward by so much at most.
LONGEST_QUIET = timedelta(hours=25)
# Time to come back and hand in; after a day the coordinator has long called.
ROUTE_OVERDUE, ROUTE_FORGOTTEN = timedelta(hours=1), timedelta(hours=24)


@dataclass(frozen=True)
class Notice:
    code: str
    before: timedelta


NOTICES = (Notice("24h", timedelta(hours=24)), Notice("2h", timedelta(hours=2)))


@dataclass(frozen=True)
class _Due:
    sign_up: SignUp
    notice: Notice
    at: datetime

    @property
    def key(self) -> str:
        return f"reminder:{self.sign_up.pk}:{self.notice.code}:{self.sign_up.shift.starts_at:%Y%m%dT%H%M%z}"


def queue_due_reminders(*, now: datetime) -> int:
    """Queue what falls due within ten minutes; returns how many are new."""
    due = list(_due(now))
    known = queued_already(keys=[each.key for each in due])
    return sum(_queue(each, now=now) for each in due if each.key not in known)


def queue_open_routes(*, now: datetime) -> int:
    """Ask who took a route and has not come back whether they forgot to say so."""
    out = DuoMember.objects.filter(
        duo__assignments__returned_at=None,
        duo__assignments__isnull=False,
        shift__state=Shift.State.PLANNED,
        shift__ends_at__lte=now - ROUTE_OVERDUE,
        shift__ends_at__gt=now - ROUTE_FORGOTTEN,
    )
    members = list(
        out.select_related("shift__campaign__organisation", "volunteer__message_settings").distinct().order_by("pk")
    )
    known = queued_already(keys=[_route_key(member) for member in members])
    return sum(_ask_for_route(member, now=now) for member in members if _route_key(member) not in known)


def withdraw_reminders(*, sign_ups: Sequence[int]) -> None:
    """Drop what has not been sent for these sign-ups; a sent one stays in the log."""
    for sign_up in sign_ups:
        withdraw_messages(prefix=f"reminder:{sign_up}:")


def shift_words(shift: Shift) -> dict[str, object]:
    """What every message about a shift tells of it."""
    return {
        "campaign": shift.campaign.name,
        "starts_at": timezone.localtime(shift.starts_at),
        "ends_at": timezone.localtime(shift.ends_at),
        "place": shift.meeting_place,
        "link": settings.PUBLIC_URL + reverse("shifts:detail", args=[shift.pk]),
    }


def _due(now: datetime) -> Iterator[_Due]:
    horizon = now + AHEAD + max(notice.before for notice in NOTICES) + LONGEST_QUIET
    going = SignUp.objects.filter(
        state=SignUp.State.GOING,
        shift__state=Shift.State.PLANNED,
        shift__starts_at__gt=now,
        shift__starts_at__lte=horizon,
    ).select_related("shift__campaign__organisation", "volunteer__message_settings")
    for sign_up in going:
        quiet = quiet_hours_of(sign_up.volunteer)
        for notice in NOTICES:
            start = sign_up.shift.starts_at
            at = quiet.fit(start - notice.before, latest=start - LAST_USE)
            # Who signed up after that moment knows about the shift already.
            if sign_up.created_at <= at <= now + AHEAD:
                yield _Due(sign_up, notice, at)


def _queue(due: _Due, *, now: datetime) -> bool:
    shift = due.sign_up.shift
    return queue_message(
        dedupe_key=due.key,
        recipient=due.sign_up.volunteer,
        organisation=shift.campaign.organisation,
        kind="shift-reminder",
        context=shift_words(shift)
        | {"day": _day(shift.starts_at, seen_from=max(due.at, now)), "link": leave_link(due.sign_up)},
        not_before=due.at,
        not_after=shift.starts_at,
    )


def _day(moment: datetime, *, seen_from: datetime) -> str:
    """Of a shift, for who reads about it at ``seen_from``; further off, its date must do."""
    days = (timezone.localdate(moment) - timezone.localdate(seen_from)).days
    return {0: "today", 1: "tomorrow"}.get(days, "")


def _route_key(member: DuoMember) -> str:
    return f"route-open:{member.duo_id}:{member.volunteer_id}"


def _ask_for_route(member: DuoMember, *, now: datetime) -> bool:
    return queue_message(
        dedupe_key=_route_key(member),
        recipient=member.volunteer,
        organisation=member.shift.campaign.organisation,
        kind="route-open",
        context=shift_words(member.shift) | {"link": settings.PUBLIC_URL + reverse("doorstep:app")},
        not_before=now,
        not_after=member.shift.ends_at + ROUTE_FORGOTTEN,
    )
