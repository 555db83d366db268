"""Many shifts by one deed. Clock times rule: every shift of a series starts at the same time on the wall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Unpack

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from canvass.campaigns.models import Campaign
from volunteers.people.models import User
from volunteers.shifts.calendar.repeating import at, moved_days
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import Shift, ShiftSeries
from volunteers.shifts.planning import ShiftTerms, cancel_shift, change_shift, plan_shift


@transaction.atomic
def plan_series(
    *,
    campaign: Campaign,
    days: Sequence[date],
    starts: time,
    ends: time,
    every_weeks: int | None,
    **terms: Unpack[ShiftTerms],
) -> list[Shift]:
    """One shift for each day. ``every_weeks`` is None where the days were chosen one by one."""
    series = ShiftSeries.objects.create(campaign=campaign, every_weeks=every_weeks)
    return [
        plan_shift(campaign=campaign, starts_at=at(day, starts), ends_at=at(day, ends), series=series, **terms)
        for day in days
    ]


@transaction.atomic
def change_following(*, shift: Shift, day: date, starts: time, ends: time, **terms: Unpack[ShiftTerms]) -> int:
    """Change this shift and the later ones of its series; a move to another day moves them as many days."""
    moved = (day - timezone.localtime(shift.starts_at).date()).days
    following = list(following_of(shift))
    for each in following:
        try:
            change_shift(
                shift=each,
                starts_at=moved_days(each.starts_at, days=moved, clock=starts),
                ends_at=moved_days(each.starts_at, days=moved, clock=ends),
                **terms,
            )
        except ShiftError as error:
            when = date_format(timezone.localtime(each.starts_at), "j F")
            raise ShiftError(f"{when}: {error}") from error
    return len(following)


@transaction.atomic
def cancel_following(*, shift: Shift, by: User, reason: str = "") -> int:
    following = list(following_of(shift))
    for each in following:
        cancel_shift(shift=each, by=by, reason=reason)
    return len(following)


def following_of(shift: Shift) -> QuerySet[Shift]:
    """The shift itself and the later ones of its series that still stand; always in one order, so in one of locks."""
    alone = Shift.objects.filter(pk=shift.pk)
    if shift.series_id is None:
        return alone
    later = Shift.objects.filter(series=shift.series_id, starts_at__gte=shift.starts_at, state=Shift.State.PLANNED)
    return later.order_by("starts_at", "pk")
