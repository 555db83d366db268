"""What is left of a walk, reckoned anew over the real streets: a talk took long, or time was won."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.places.models import Address
from canvass.turf.asking import planning_request
from canvass.turf.models import DoorState, Stop, Turf
from canvass.turf.streets import Projection

Point = tuple[float, float]
# One walk of at most a few dozen doors.
ITERATIONS = 5_000


@dataclass(frozen=True)
class RemainingWalk:
    """Addresses in walking order. ``sure`` of them are reached in time on nine evenings out of ten, ``likely`` as
    things usually go; ``minutes`` and ``metres`` are for all of them."""

    addresses: Sequence[int]
    sure: int
    likely: int
    minutes: float
    metres: float


def remaining_walk(
    *, turf: Turf, done: Collection[int], at: Point | None, minutes_left: float, end: Point | None = None
) -> RemainingWalk:
    """The walk past the doors of ``turf`` that are not ``done``, from ``at`` towards ``end``.

    ``done`` holds address ids; places are degrees (lon, lat). Writes nothing: published turf never changes. Takes
    about a second, so not for a web process.
    """
    # numba and scipy: only the process that plans pays for them.
    from canvass.routing.plan import walk

    doors = _open_doors(turf, done)
    if not doors:
        return RemainingWalk((), 0, 0, 0.0, 0.0)
    projection = Projection.of(turf.plan.neighbourhood)
    asked = replace(
        planning_request(turf.plan, doors, projection, iterations=ITERATIONS),
        budget_minutes=max(1.0, minutes_left),
        start=projection.to_metres([at])[0] if at else None,
        end=projection.to_metres([end])[0] if end else None,
    )
    planned = walk(asked)
    latest = asked.numbers.last_start_seconds(minutes_left) if minutes_left > 0 else -1.0
    return RemainingWalk(
        addresses=tuple(stop.door for stop in planned.stops),
        sure=sum(stop.core for stop in planned.stops) if minutes_left > 0 else 0,
        likely=sum(stop.arrival_seconds <= latest for stop in planned.stops),
        minutes=planned.minutes,
        metres=planned.metres,
    )


def _open_doors(turf: Turf, done: Collection[int]) -> list[Address]:
    stops = Stop.objects.filter(turf=turf).exclude(address_id__in=set(done)).select_related("address")
    doors = [stop.address for stop in stops.order_by("position")]
    ids = [door.pk for door in doors]
    closed = blocked_addresses(ids)
    states = DoorState.objects.filter(campaign=turf.plan.campaign_id, address_id__in=ids)
    closed.update(states.exclude(state=DoorState.State.AGAIN).values_list("address_id", flat=True))
    return [door for door in doors if door.pk not in closed and door.segment_id is not None]
