"""Days that come back. Days and clock times only: a shift at half past six stays at half past six in winter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

# Half a year of every week, twice; more at once is a slip of the keyboard.
MOST = 52


def every(weeks: int, *, first: date, until: date | None = None, times: int | None = None) -> list[date]:
    """``first`` and every so many weeks on: up to and including ``until``, ``times`` in all, and never above MOST."""
    if weeks < 1:
        raise ValueError("weeks must be 1 or more")
    days: list[date] = []
    limit = MOST if times is None else min(times, MOST)
    while len(days) < limit:
        day = first + timedelta(weeks=weeks * len(days))
        if until is not None and day > until:
            break
        days.append(day)
    return days


def chosen(first: date, others: Iterable[date]) -> list[date]:
    """Each day once, in order."""
    return sorted({first, *others})[:MOST]


def at(day: date, clock: time) -> datetime:
    """The moment of a wall clock here. Of an hour that comes twice the first; one that is skipped, an hour on."""
    return datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())


def moved_days(start: datetime, *, days: int, clock: time) -> datetime:
    """The same day or one so many days away, at this time on the clock."""
    return at(timezone.localtime(start, timezone.get_default_timezone()).date() + timedelta(days=days), clock)
