"""The walk of one turf: its stops in order, door by door, with times, line and core."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.evening import core_doors
from canvass.routing.graph import Network
from canvass.routing.legs import Pavements, Trail, trail
from canvass.routing.matrix import CornerTimes, Spots, spots, time_matrix, walking_times
from canvass.routing.model import CutRequest, Door, PlannedStop, PlannedTurf, Point
from canvass.routing.pace import Pace
from canvass.routing.stops import Stop
from canvass.routing.tour import walk_stops


@dataclass(frozen=True)
class Ground:
    """What all walks of one component share."""

    network: Network
    times: CornerTimes
    pavements: Pavements
    start: Spots | None  # the place of the component nearest to the meeting point


def in_walking_order(ground: Ground, stops: Sequence[Stop], seed: int, kicks: int, pace: Pace) -> list[Stop]:
    """The stops of one turf or part of it, all of this component."""
    places = spots(ground.network, stops)
    cost = time_matrix(ground.network, ground.times, places, pace.part(0.0, 0.1))
    first: IntArray | None = None
    if ground.start is not None:
        first = walking_times(ground.network, ground.times, ground.start, places)[0]
    return [stops[i] for i in walk_stops(cost, first, seed, kicks, pace.part(0.1, 1.0))]


def planned_turf(request: CutRequest, parts: Sequence[tuple[Ground, Sequence[Stop]]]) -> PlannedTurf:
    """The walk past the stops of each part in turn; between parts, straight across."""
    whole = Trail()
    stops: list[Stop] = []
    for ground, some in parts:
        _append(whole, trail(ground.network, ground.times, ground.pavements, some), request)
        stops.extend(some)
    doors, way, fixed = _door_times(stops, whole, request)
    core = core_doors(way, request.numbers, request.budget_minutes, request.seed)
    each = request.numbers.door_seconds
    planned = tuple(
        PlannedStop(door.key, position, bool(core[position]), round(way[position] + position * each))
        for position, door in enumerate(doors)
    )
    driveways = sum(2 * stop.setback for stop in stops)
    return PlannedTurf(
        stops=planned,
        minutes=(whole.seconds + fixed + len(doors) * each) / 60,
        metres=whole.metres + driveways,
        crossings=dict(sorted(whole.crossings.items())),
        line=tuple(whole.line),
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


def _door_times(
    stops: Sequence[Stop], whole: Trail, request: CutRequest
) -> tuple[list[Door], np.ndarray[tuple[int], np.dtype[np.float64]], float]:
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


def nearest_place(network: Network, rows: IntArray, point: Point) -> Stop:
    """The spot of these segments nearest to a point, as a stop without doors."""
    best = (float("inf"), 0, 0.0, 0)
    for row in rows.tolist():
        line = np.asarray(network.segments[row].points, np.float64)
        step = np.diff(line, axis=0)
        size = np.hypot(*step.T)
        off = np.asarray(point) - line[:-1]
        share = np.clip((off * step).sum(axis=1) / np.maximum(size**2, 1e-12), 0.0, 1.0)
        gap = np.hypot(*(off - share[:, None] * step).T)
        pick = int(gap.argmin())
        offset = float(size[:pick].sum() + share[pick] * size[pick])
        left = step[pick, 0] * off[pick, 1] - step[pick, 1] * off[pick, 0] >= 0
        side = 0 if left or not network.sided[row] else 1
        best = min(best, (float(gap[pick]), row, offset, side))
    return Stop((), best[1], best[3], best[2], 0.0)
