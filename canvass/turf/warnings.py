"""What a coordinator should look at before publishing: turf by turf, and what was left out. Only counts of doors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils import timezone

from canvass.routing.profiles import HARD_ROADS
from canvass.turf.models import DoorState, Stop, Turf, TurfPlan
from canvass.turf.numbers import routing_numbers
from canvass.turf.queries import FITS_FROM, FITS_TO
from canvass.turf.resting import Clash, clashes

# A turf on both sides of a busy road crosses it once; more often means that the walk zigzags over it.
CROSSINGS = 2
# Fewer doors than this are not worth the way.
FEW_DOORS = 5
# Seconds on foot without a door: a turf in two pieces.
BROKEN_SECONDS = 150.0

# Seconds between one door and the next, and until the last door of the core, for each turf of a plan.
WALKS = """
    SELECT turf_id, max(gap), max(arrival_seconds) FILTER (WHERE core), max(arrival_seconds)
    FROM (
        SELECT turf_id, core, arrival_seconds,
            arrival_seconds - lag(arrival_seconds) OVER (PARTITION BY turf_id ORDER BY position) AS gap
        FROM turf_stop WHERE plan_id = %s
    ) AS walked GROUP BY turf_id
"""


class Warn(StrEnum):
    """In the order in which they are told."""

    LONG = "long"
    BROKEN = "broken"
    BUSY = "busy"
    SHORT = "short"
    FEW = "few"
    ELSEWHERE = "elsewhere"
    RESERVED = "reserved"
    VISITED = "visited"
    AGAIN = "again"


# What is not wrong but good to know carries no mark on the map.
NOTES = frozenset({Warn.SHORT, Warn.AGAIN})


@dataclass(frozen=True)
class TurfWarning:
    """`count` is what the words need: minutes too long, crossings, doors."""

    kind: Warn
    count: int = 0

    @property
    def is_note(self) -> bool:
        return self.kind in NOTES


@dataclass(frozen=True)
class WalkFacts:
    """Seconds: the longest way between two doors (with the first of them), and where the core ends."""

    longest_gap: float = 0.0
    core_share: float = 1.0


@dataclass(frozen=True)
class PlanFacts:
    """What warnings need of all turfs at once: four queries, however many doors."""

    walks: Mapping[int, WalkFacts]
    elsewhere: Mapping[int, int]
    again: Mapping[int, int]
    # Streets of another group, from now until the campaign ends.
    clashes: Mapping[int, Clash]

    def walk(self, turf: Turf) -> WalkFacts:
        return self.walks.get(turf.pk, WalkFacts())

    def clash(self, turf: Turf) -> Clash:
        return self.clashes.get(turf.pk, Clash())


def plan_facts(plan: TurfPlan) -> PlanFacts:
    today, campaign = timezone.localdate(), plan.campaign
    walks = _walks(plan)
    stops = Stop.objects.filter(plan=plan)
    others = Stop.objects.filter(
        plan__state=TurfPlan.State.PUBLISHED,
        plan__campaign__organisation=plan.campaign.organisation_id,
        plan__campaign__ends_on__gte=today,
    )
    # A newer version of the same ground is the same work, not work done twice.
    others = others.exclude(plan__campaign=plan.campaign_id, plan__neighbourhood=plan.neighbourhood_id)
    tried = DoorState.objects.filter(campaign=plan.campaign_id, state=DoorState.State.AGAIN)
    return PlanFacts(
        walks=walks,
        elsewhere=_by_turf(stops.filter(address__in=others.values("address"))),
        again={} if plan.only_again else _by_turf(stops.filter(address__in=tried.values("address"))),
        clashes=clashes(campaign=campaign, turfs=walks, on=today, until=max(today, campaign.ends_on)),
    )


def _by_turf(stops: QuerySet[Stop]) -> dict[int, int]:
    return dict(stops.order_by().values("turf").annotate(doors=Count("pk")).values_list("turf", "doors"))


def _walks(plan: TurfPlan) -> dict[int, WalkFacts]:
    with connection.cursor() as cursor:
        cursor.execute(WALKS, [plan.pk])
        return {turf: WalkFacts(float(gap or 0), _share(core, last)) for turf, gap, core, last in cursor.fetchall()}


def _share(core: int | None, last: int) -> float:
    if core is None:
        return 0.0
    return core / last if last else 1.0


def turf_warnings(turf: Turf, plan: TurfPlan, facts: PlanFacts) -> Sequence[TurfWarning]:
    budget = plan.budget_minutes
    # Rounded first, so that the words agree with the number beside them.
    minutes, crossings = round(turf.minutes), busy_crossings(turf.crossings)
    at_a_door = routing_numbers(plan.numbers).door_seconds if plan.numbers else 0.0
    found = [
        (Warn.LONG, minutes - budget, minutes > round(FITS_TO * budget)),
        (Warn.BROKEN, 0, facts.walk(turf).longest_gap - at_a_door > BROKEN_SECONDS),
        (Warn.BUSY, crossings, crossings >= CROSSINGS),
        (Warn.SHORT, 0, minutes < round(FITS_FROM * budget) and turf.door_count >= FEW_DOORS),
        (Warn.FEW, turf.door_count, turf.door_count < FEW_DOORS),
        (Warn.ELSEWHERE, facts.elsewhere.get(turf.pk, 0), turf.pk in facts.elsewhere),
        (Warn.RESERVED, facts.clash(turf).reserved, facts.clash(turf).reserved > 0),
        (Warn.VISITED, facts.clash(turf).visited, facts.clash(turf).visited > 0),
        (Warn.AGAIN, facts.again.get(turf.pk, 0), turf.pk in facts.again),
    ]
    return [TurfWarning(kind, count) for kind, count, holds in found if holds]


def busy_crossings(crossings: Mapping[str, int]) -> int:
    return sum(count for road, count in crossings.items() if road in HARD_ROADS)
