"""The season's own time, shared by every process, and what its nights are: by another way than the product's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from multiprocessing.sharedctypes import Synchronized
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SPRING_NIGHT, AUTUMN_NIGHT = date(2026, 3, 29), date(2026, 10, 25)
MINUTE, HALF_AN_HOUR = timedelta(minutes=1), timedelta(minutes=30)
Quiet = tuple[time, time]


class Clock:
    """Seconds since 1970 in shared memory; only the conductor moves them."""

    def __init__(self, seconds: Synchronized[float]) -> None:
        self.seconds = seconds

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.seconds.value, UTC)

    def move_to(self, moment: datetime) -> None:
        self.seconds.value = moment.timestamp()


def is_quiet(moment: datetime, quiet: Quiet) -> bool:
    clock = moment.astimezone(AMSTERDAM).strftime("%H:%M")
    start, end = (each.strftime("%H:%M") for each in quiet)
    return start <= clock < end if start <= end else not end <= clock < start


def wanted_at(due: datetime, latest: datetime, quiet: Quiet) -> datetime:
    """Minute by minute: onwards out of the quiet hours, or back where that would be too late."""
    onwards = due
    while is_quiet(onwards, quiet):
        onwards += MINUTE
    if onwards <= latest:
        return onwards
    if not is_quiet(due, quiet):
        return due
    while is_quiet(due, quiet):
        due -= MINUTE
    earlier = due + MINUTE - HALF_AN_HOUR
    return due if is_quiet(earlier, quiet) else earlier


def is_about_a_changing_night(moment: datetime) -> bool:
    """From the evening before until the noon after the clock changed."""
    local = moment.astimezone(AMSTERDAM)
    day = local.date() + timedelta(days=1) if local.hour >= 18 else local.date()
    return day in (SPRING_NIGHT, AUTUMN_NIGHT) and (local.hour >= 18 or local.hour < 12)
