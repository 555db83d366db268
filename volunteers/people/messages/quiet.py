"""Quiet hours: the part of the day in which one person wants no message. Local wall-clock time, DST nights included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils import timezone

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
# What is brought forward leaves time for a mail server that is busy for a while.
SLACK = timedelta(minutes=30)


@dataclass(frozen=True)
class QuietHours:
    """From ``start`` until ``end``, mostly across midnight; none where the two are the same."""

    start: time = time(21, 30)
    end: time = time(8, 0)

    def covers(self, moment: datetime) -> bool:
        clock = _local(moment).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def after(self, moment: datetime) -> datetime:
        """The same moment, or the end of the quiet hours it falls in."""
        if not self.covers(moment):
            return moment
        local = _local(moment)
        night_before = self.start > self.end and local.time() >= self.start
        return _at(local.date() + DAY if night_before else local.date(), self.end)

    def before(self, moment: datetime) -> datetime:
        """The same moment, or half an hour before the quiet hours it falls in; less where the day is shorter."""
        if not self.covers(moment):
            return moment
        local = _local(moment)
        morning_after = self.start > self.end and local.time() < self.end
        begin = _at(local.date() - DAY if morning_after else local.date(), self.start)
        return begin - MINUTE if self.covers(begin - SLACK) else begin - SLACK

    def fit(self, due: datetime, *, latest: datetime) -> datetime:
        """``due`` kept out of the quiet hours: later where it still helps by ``latest``, else earlier."""
        later = self.after(due)
        return later if later <= latest else self.before(due)


DEFAULT = QuietHours()


def _zone() -> tzinfo:
    return timezone.get_default_timezone()


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment, _zone())


def _at(day: date, clock: time) -> datetime:
    """A time that a spring night skips is the moment one hour on; of one that comes twice, the first."""
    return datetime.combine(day, clock, tzinfo=_zone())
