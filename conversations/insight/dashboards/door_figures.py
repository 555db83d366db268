"""Sums over doors and hours, which hold no opinion and always show to one's own organisation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from canvass.places.models import Neighbourhood
from conversations.doorstep.models import OPENED_OUTCOMES, Outcome
from conversations.insight.dashboards.parts import WHOLE, Part
from conversations.insight.models import AnswerHour, DoorCount, DoorWeek


@dataclass(frozen=True)
class Doors:
    """Counts of doors, which always show to one's own organisation."""

    tried: int
    opened: int
    conversations: int
    by_outcome: dict[str, int]

    @classmethod
    def of(cls, counts: dict[str, int]) -> Doors:
        return cls(
            tried=sum(counts.values()),
            opened=sum(counts.get(outcome, 0) for outcome in OPENED_OUTCOMES),
            conversations=counts.get(Outcome.CONVERSATION, 0),
            by_outcome=counts,
        )


@dataclass(frozen=True)
class DoorCounts:
    """Doors by week and outcome: the funnel and the time line from one query."""

    by_week: dict[str, dict[str, int]]

    def total(self, *, weeks: Iterable[str] | None = None) -> Doors:
        sums: Counter[str] = Counter()
        for week in self.by_week if weeks is None else weeks:
            sums.update(self.by_week.get(week, {}))
        return Doors.of(dict(sums))


def door_counts(campaigns: Collection[int], part: Part = WHOLE) -> DoorCounts:
    rows: QuerySet[DoorWeek] | QuerySet[DoorCount] = DoorWeek.objects.filter(campaign__in=campaigns)
    if part.axis == "district":
        homes = Neighbourhood.objects.filter(district_code=part.key.removeprefix("d:"))
        rows = DoorCount.objects.filter(campaign__in=campaigns, area__in=homes.values("code"))
    elif part.axis == "neighbourhood":
        rows = DoorCount.objects.filter(campaign__in=campaigns, area__in=part.areas)
    by_week: dict[str, dict[str, int]] = {}
    for week, outcome, number in rows.values_list("period", "outcome").annotate(n=Sum("count")):
        by_week.setdefault(week, {})[outcome] = int(number)
    return DoorCounts(by_week)


@dataclass(frozen=True)
class HourCell:
    weekday: int
    hour: int
    tried: int
    answered: int


def answer_hours(campaigns: Collection[int]) -> list[HourCell]:
    rows = AnswerHour.objects.filter(campaign__in=campaigns).values_list("weekday", "hour")
    sums = rows.annotate(t=Sum("tried"), a=Sum("answered")).order_by("weekday", "hour")
    return [HourCell(weekday, hour, tried, answered) for weekday, hour, tried, answered in sums]
