"""From a campaign's planning numbers to those of the planner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from canvass.campaigns.models import PlanningNumbers
from canvass.routing.worktime import PlanningNumbers as RoutingNumbers
from canvass.turf.models import TurfPlan

# Metres of walking from door to door that an estimate reckons with before anything is cut; Dutch rows lie
# 6-8 m apart, loose houses 15-25 m. A cut replaces the guess by what it measured.
METRES_PER_DOOR = 12.0
# Duos on one evening until somebody says otherwise.
TYPICAL_DUOS = 5
KEPT = (
    "walk_metres_per_second", "wait_seconds", "open_percent", "talk_percent", "talk_minutes", "logging_seconds",
    "refusal_seconds",
)  # fmt: skip


def snapshot(numbers: PlanningNumbers, *, open_percent: int, duos: int | None = None) -> dict[str, float]:
    """What a plan keeps of the numbers it was cut with."""
    kept = {name: numbers.planned(name) for name in KEPT} | {"open_percent": open_percent}
    return kept if duos is None else kept | {"duos": duos}


def numbers_of(plan: TurfPlan) -> RoutingNumbers:
    """What a plan was cut with; the campaign's own where it kept nothing."""
    own = plan.campaign.planning_numbers
    return routing_numbers(plan.numbers or snapshot(own, open_percent=round(own.planned("open_percent"))))


def routing_numbers(kept: Mapping[str, float]) -> RoutingNumbers:
    return RoutingNumbers(
        walk_speed=kept["walk_metres_per_second"],
        open_rate=kept["open_percent"] / 100,
        talk_rate=kept["talk_percent"] / 100,
        wait_seconds=kept["wait_seconds"],
        refusal_seconds=kept["refusal_seconds"],
        talk_minutes=kept["talk_minutes"],
        logging_seconds=kept["logging_seconds"],
    )


@dataclass(frozen=True)
class Estimate:
    """What a cut will about give, before it is made."""

    doors: int
    turfs: int
    doors_per_turf: int
    talks: int
    evenings: int


def estimate(
    *,
    doors: int,
    kept: Mapping[str, float],
    budget_minutes: int,
    metres_per_door: float,
    duos: int = TYPICAL_DUOS,
) -> Estimate:
    numbers = routing_numbers(kept)
    seconds = numbers.door_seconds + metres_per_door / numbers.walk_speed
    each = max(1, int(60 * budget_minutes / seconds))
    turfs = ceil(doors / each)
    talks = round(numbers.expected_talks(doors))
    return Estimate(doors, turfs, min(each, doors), talks, ceil(turfs / duos))
