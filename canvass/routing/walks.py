"""The walk of one turf: its stops in order, door by door, with times, line and core."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist

import numpy as np

from canvass.routing.arrays import FloatArray, IntArray
from canvass.routing.evening import core_doors
from canvass.routing.graph import Network
from canvass.routing.legs import Pavements, Trail, trail
from canvass.routing.matrix import CornerTimes, both_ways, corner_times, spots, time_matrix
from canvass.routing.model import CutRequest, Door, PlannedStop, PlannedTurf
from canvass.routing.pace import Pace
from canvass.routing.reach import Reach
from canvass.routing.stops import Stop
from canvass.routing.tour import walk_stops

TOO_LONG, TOO_SHORT = 1.10, 0.60  # of the evening, before a coordinator is told


@dataclass(frozen=True)
class Ground:
    """What all walks of one component share."""

    network: Network
    pavements: Pavements
    start: Reach | None = None  # from the place of the component nearest to the meeting point
    end: Reach | None = None


@dataclass(frozen=True)
class Ordered:
    """Stops of one component in walking order, with the times between their corners."""

    ground: Ground
    times: CornerTimes
    stops: Sequence[Stop]


def in_walking_order(
    ground: Ground, stops: Sequence[Stop], seed: int, kicks: int, pace: Pace, times: CornerTimes | None = None
) -> Ordered:
    """The stops of one turf or part of it, all of this component. O(n^2) memory.

    `times`, if known, holds all corners of these stops and maybe others.
    """
    network = ground.network
    places = spots(network, stops)
    times = times or corner_times(network, places.corners.ravel(), pace.part(0.0, 0.2), ground.pavements.room)
    if network.one_way[places.segment].any() and len(np.unique(places.segment)) == 1:
        # A one-way path that cannot be walked round: along it, and no other way.
        order = np.argsort(places.at * network.one_way[places.segment[0]], kind="stable")
        return Ordered(ground, times, [stops[i] for i in order])
    cost = time_matrix(network, times, places, pace.part(0.2, 0.3))
    first = ground.start.to(network, places) if ground.start else None
    last = ground.end.to(network, places) if ground.end else None
    even = both_ways(cost) if network.directed else cost
    order = walk_stops(even, first, seed, kicks, pace.part(0.3, 1.0), last)
    if network.directed:
        order = min((order, order[::-1]), key=lambda o: _true_ticks(cost, first, last, o))
    return Ordered(ground, times, [stops[i] for i in order])


def _true_ticks(cost: IntArray, first: IntArray | None, last: IntArray | None, order: IntArray) -> int:
    ticks = int(cost[order[:-1], order[1:]].sum())
    ticks += 0 if first is None else int(first[order[0]])
    return ticks + (0 if last is None else int(last[order[-1]]))


def planned_turf(request: CutRequest, parts: Sequence[Ordered], minutes: float, broken: bool) -> PlannedTurf:
    """The walk past the stops of each part in turn; between parts, straight across.

    `minutes` is how long a turf should last, `broken` whether its ground is not one piece.
    """
    whole = Trail()
    stops: list[Stop] = []
    for part in parts:
        _append(whole, trail(part.ground.network, part.times, part.ground.pavements, part.stops), request)
        stops.extend(part.stops)
    doors, way, fixed = _door_times(stops, whole, request)
    core = core_doors(way, request.numbers, request.budget_minutes, request.seed).tolist()
    each = request.numbers.door_seconds
    arrivals = np.rint(way + each * np.arange(len(doors))).astype(int).tolist()
    planned = tuple(
        PlannedStop(door.key, position, core[position], arrivals[position]) for position, door in enumerate(doors)
    )
    lasts = (whole.seconds + fixed + len(doors) * each) / 60
    hard = request.walker.hard
    found = {
        "too_long": lasts > TOO_LONG * minutes,
        "too_short": lasts < TOO_SHORT * minutes,
        "broken": broken or len(parts) > 1,
        "busy_road": any(whole.crossings[road] for road in hard),
    }
    return PlannedTurf(
        stops=planned,
        minutes=lasts,
        metres=whole.metres + sum(2 * stop.setback for stop in stops),
        crossings=dict(sorted(whole.crossings.items())),
        line=tuple(whole.line),
        warnings=tuple(name for name, told in found.items() if told),
    )


def _append(whole: Trail, part: Trail, request: CutRequest) -> None:
    if whole.line and part.line:
        jump = dist(whole.line[-1], part.line[0])
        whole.metres += jump
        whole.seconds += jump / request.numbers.walk_speed
    whole.reached.extend(whole.seconds + seconds for seconds in part.reached)
    whole.metres += part.metres
    whole.seconds += part.seconds
    whole.line.extend(part.line)
    whole.crossings.update(part.crossings)


def _door_times(stops: Sequence[Stop], whole: Trail, request: CutRequest) -> tuple[list[Door], FloatArray, float]:
    """Doors in order, the seconds on foot and on stairs before each, and those off the street."""
    numbers = request.numbers
    doors: list[Door] = []
    way: list[float] = []
    aside = 0.0  # driveways and stairs so far
    for stop, reached in zip(stops, whole.reached, strict=True):
        driveway = stop.setback / numbers.walk_speed
        for door in stop.doors:
            doors.append(door)
            way.append(reached + aside + driveway + abs(door.floor) * numbers.floor_seconds)
        climb = max(abs(door.floor) for door in stop.doors) * numbers.floor_seconds
        aside += 2 * (driveway + climb)
    first = way[0] if way else 0.0
    return doors, np.array(way) - first, aside
