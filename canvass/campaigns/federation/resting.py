"""Streets rest between groups: which block faces another group rang at or holds. Never who that is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import CharField, Exists, OuterRef, Value

from canvass.campaigns.models import Campaign, NeighbourhoodVisit, ReservedFace

Face = tuple[int, int]


class Taken(StrEnum):
    VISITED = "visited"
    RESERVED = "reserved"


@dataclass(frozen=True)
class Stretch:
    """The ISO weeks that matter for a campaign between two days: what rests, and what is held."""

    # Visits after this week count; empty when the campaign lets no street rest.
    rested: str
    weeks: list[str]

    @classmethod
    def of(cls, campaign: Campaign, *, first: date, last: date | None = None) -> Stretch:
        rested = iso_week(first - timedelta(days=campaign.rest_days)) if campaign.rest_days else ""
        return cls(rested, weeks_between(first, last or first))


def iso_week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def weeks_between(first: date, last: date) -> list[str]:
    """Every ISO week that holds a day of the period."""
    monday = first - timedelta(days=first.weekday())
    return [iso_week(monday + timedelta(weeks=n)) for n in range((max(first, last) - monday).days // 7 + 1)]


def faces_taken(*, campaign: Campaign, segments: Collection[int], stretch: Stretch) -> dict[Face, set[Taken]]:
    """Block faces along these segments that others rang at or hold; one query. Where we had reserved, it was us."""
    ours = ReservedFace.objects.filter(
        segment_id=OuterRef("segment_id"),
        side=OuterRef("side"),
        week=OuterRef("week"),
        reservation__campaign__organisation=campaign.organisation_id,
    )
    visits = NeighbourhoodVisit.objects.filter(segment_id__in=segments, week__gt=stretch.rested)
    if not stretch.rested:
        visits = visits.none()
    held = ReservedFace.objects.filter(segment_id__in=segments, week__in=stretch.weeks)
    held = held.exclude(reservation__campaign__organisation=campaign.organisation_id)
    rows = visits.exclude(Exists(ours)).values_list("segment_id", "side", _kind(Taken.VISITED))
    found: dict[Face, set[Taken]] = {}
    for segment, side, kind in rows.union(held.values_list("segment_id", "side", _kind(Taken.RESERVED))):
        found.setdefault((segment, side), set()).add(Taken(kind))
    return found


def _kind(taken: Taken) -> Value:
    return Value(taken.value, output_field=CharField())
