"""What the planner is asked: a plan's doors and streets in metres, with the plan's own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from canvass.places.models import Address
from canvass.routing.model import CutRequest
from canvass.turf.models import TurfPlan
from canvass.turf.numbers import routing_numbers
from canvass.turf.streets import Projection, street_network
from canvass.turf.ways import crossing_metres


def planning_request(
    plan: TurfPlan, addresses: Sequence[Address], projection: Projection, **options: Any
) -> CutRequest:
    """`options` are those of a CutRequest: iterations, parts."""
    network = street_network(
        campaign=plan.campaign, neighbourhood=plan.neighbourhood, addresses=addresses, projection=projection
    )
    return CutRequest(
        segments=network.segments,
        doors=network.doors,
        numbers=routing_numbers(plan.numbers),
        budget_minutes=plan.budget_minutes,
        start=_metres(plan, projection),
        profile=plan.profile,
        seed=plan.seed,
        crossing_metres=crossing_metres(),
        **options,
    )


def _metres(plan: TurfPlan, projection: Projection) -> tuple[float, float] | None:
    if plan.start is None:
        return None
    return projection.to_metres([(plan.start.x, plan.start.y)])[0]
