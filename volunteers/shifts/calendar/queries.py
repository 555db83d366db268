from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate

from volunteers.people.models import Organisation
from volunteers.shifts.calendar.repeating import at
from volunteers.shifts.models import Shift, SignUp
from volunteers.shifts.queries import count_of

# A square of the month shows so many, and says how many more there are.
PER_DAY = 5
WEEKS = Calendar(firstweekday=0)


@dataclass(frozen=True)
class Day:
    day: date
    shifts: list[Shift]
    # Of this day, beyond those above.
    more: int
    in_month: bool
    is_today: bool


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Day]]

    @property
    def previous(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def next(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def weekdays(self) -> list[date]:
        """Any Monday to Sunday: the template writes their names."""
        return [day.day for day in self.weeks[0]]

    @property
    def total(self) -> int:
        """Shifts in the month itself, not on the days of its neighbours that share a week with it."""
        return sum(len(day.shifts) + day.more for week in self.weeks for day in week if day.in_month)


def month_of(shifts: QuerySet[Shift], *, first: date, today: date) -> Month:
    """A month in whole weeks, at most PER_DAY shifts of each day; one query however many there are."""
    weeks = WEEKS.monthdatescalendar(first.year, first.month)
    begin, end = weeks[0][0], weeks[-1][-1] + timedelta(days=1)
    on_day = TruncDate("starts_at")
    rows = (
        shifts.filter(starts_at__gte=at(begin, time.min), starts_at__lt=at(end, time.min))
        .annotate(
            on_day=on_day,
            turn=Window(RowNumber(), partition_by=[on_day], order_by=[F("starts_at").asc(), F("pk").asc()]),
            of_day=Window(Count("pk"), partition_by=[on_day]),
        )
        .filter(turn__lte=PER_DAY)
        .order_by("starts_at", "pk")
    )
    by_day: dict[date, list[Shift]] = {}
    for shift in rows:
        by_day.setdefault(shift.on_day, []).append(shift)

    def day_of(day: date) -> Day:
        shown = by_day.get(day, [])
        more = shown[0].of_day - len(shown) if shown else 0  # type: ignore[attr-defined]
        return Day(day, shown, more, day.month == first.month, day == today)

    return Month(first, [[day_of(day) for day in week] for week in weeks])


def open_shifts_of(organisation: Organisation, *, now: datetime) -> QuerySet[Shift]:
    """Shifts of this very organisation that have a place left, soonest first; with ``going`` and ``place``."""
    coming = Shift.objects.filter(campaign__organisation=organisation, starts_at__gt=now, state=Shift.State.PLANNED)
    counted = coming.annotate(going=count_of(SignUp.State.GOING)).filter(going__lt=F("places"))
    return counted.select_related("campaign", "place").order_by("starts_at", "pk")
