"""What the door events of a shift amount to: one current outcome per door, and counts of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F
from django.utils import timezone

from canvass.campaigns.models import Campaign
from conversations.doorstep.models import OPENED_OUTCOMES, DoorEvent, Outcome
from conversations.doorstep.states import current_events
from conversations.insight.models import AnswerHour, DoorCount
from volunteers.shifts.models import Shift


@dataclass(frozen=True)
class DoorResult:
    address_id: int
    area: str
    segment_id: int | None
    side: int
    outcome: Outcome
    day_part: str
    on: date
    weekday: int
    hour: int


def door_results(shift: Shift) -> list[DoorResult]:
    """One row per door tried in ``shift``, taken-back and superseded events left out."""
    events = DoorEvent.objects.filter(shift=shift).select_related("address__neighbourhood", "shift")
    return [result_of(event) for event in current_events(events).values()]


def count_doors(results: Iterable[DoorResult]) -> Counter[tuple[str, str, str]]:
    """Doors by (area, ISO week, outcome)."""
    return Counter((row.area, iso_week(row.on), row.outcome.value) for row in results)


def lock_door_counts(campaign: Campaign) -> None:
    """Of two that count doors of one campaign at once, one waits: they would lock areas and weeks crosswise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('insight.door counts'), %s)", [campaign.pk])


def add_door_counts(campaign: Campaign, counts: Counter[tuple[str, str, str]]) -> None:
    lock_door_counts(campaign)
    for (area, period, outcome), number in sorted(counts.items()):
        if number:
            row, _created = DoorCount.objects.select_for_update().get_or_create(
                campaign=campaign, area=area, period=period, outcome=outcome
            )
            DoorCount.objects.filter(pk=row.pk).update(count=F("count") + number)


def add_answer_hours(campaign: Campaign, results: Iterable[DoorResult]) -> None:
    tried: Counter[tuple[int, int]] = Counter()
    answered: Counter[tuple[int, int]] = Counter()
    for row in results:
        tried[row.weekday, row.hour] += 1
        answered[row.weekday, row.hour] += row.outcome in OPENED_OUTCOMES
    for (weekday, hour), number in sorted(tried.items()):
        cell, _created = AnswerHour.objects.select_for_update().get_or_create(
            campaign=campaign, weekday=weekday, hour=hour
        )
        AnswerHour.objects.filter(pk=cell.pk).update(
            tried=F("tried") + number, answered=F("answered") + answered[weekday, hour]
        )


def iso_week(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def result_of(event: DoorEvent) -> DoorResult:
    local = timezone.localtime(event.corrected_at)
    address = event.address
    return DoorResult(
        address_id=address.pk,
        area=address.neighbourhood.code if address.neighbourhood else "",
        segment_id=address.segment_id,
        side=address.side,
        outcome=Outcome(event.outcome),
        day_part=event.day_part,
        on=timezone.localtime(event.shift.starts_at).date(),
        weekday=local.weekday(),
        hour=local.hour,
    )
