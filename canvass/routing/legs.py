"""The way between two stops, corner by corner: its line, its metres, the roads it crosses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import dist

import numpy as np
from scipy.sparse.csgraph import dijkstra

from canvass.routing.arrays import FloatArray
from canvass.routing.graph import CROSSING, LEFT, Network
from canvass.routing.matrix import CornerTimes, Place, spots
from canvass.routing.model import Point

PAVEMENT_METRES = 4.0  # from the street's middle; draws the line on the side that is walked


@dataclass
class Trail:
    """What a duo walked: grows leg by leg."""

    line: list[Point] = field(default_factory=list)
    metres: float = 0.0
    seconds: float = 0.0  # walking and waiting to cross
    crossings: Counter[str] = field(default_factory=Counter)
    reached: list[float] = field(default_factory=list)  # seconds at each stop


@dataclass(frozen=True)
class Pavements:
    """Lines along the sides of segments, made when first asked for."""

    network: Network
    made: dict[tuple[int, int], tuple[FloatArray, FloatArray]] = field(default_factory=dict)

    def stretch(self, segment: int, side: int, start: float, end: float) -> list[Point]:
        """The line from `start` to `end`, both in metres from u; backwards if end < start."""
        measure, line = self._side(segment, side)
        low, high = min(start, end), max(start, end)
        inner = measure[(measure > low) & (measure < high)]
        stations = np.r_[low, inner, high]
        x, y = np.interp(stations, measure, line[:, 0]), np.interp(stations, measure, line[:, 1])
        points: list[Point] = [(float(at[0]), float(at[1])) for at in np.column_stack([x, y])]
        return points if end >= start else points[::-1]

    def _side(self, segment: int, side: int) -> tuple[FloatArray, FloatArray]:
        if (segment, side) not in self.made:
            line = np.asarray(self.network.segments[segment].points, np.float64)
            steps = np.diff(line, axis=0)
            size = np.hypot(*steps.T)
            if self.network.sided[segment]:
                normal = np.stack([-steps[:, 1], steps[:, 0]], axis=1)
                normal /= np.maximum(size, 1e-9)[:, None]
                mean = np.vstack([normal[:1], (normal[:-1] + normal[1:]) / 2, normal[-1:]])
                line = line + (1 if side == LEFT else -1) * PAVEMENT_METRES * mean
            self.made[segment, side] = np.r_[0.0, np.cumsum(size)], line
        return self.made[segment, side]


def trail(network: Network, times: CornerTimes, pavements: Pavements, stops: Sequence[Place]) -> Trail:
    """The whole way past `stops`, in this order; all of one component."""
    result = Trail()
    if stops:
        _walk_along(result, pavements, stops[0], stops[0].offset, stops[0].offset)
        result.reached.append(0.0)
    for one, two in pairwise(stops):
        _leg(result, network, times, pavements, one, two)
        result.reached.append(result.seconds)
    return result


def _leg(
    result: Trail,
    network: Network,
    times: CornerTimes,
    pavements: Pavements,
    one: Place,
    two: Place,
) -> None:
    both = spots(network, [one, two])
    at = np.searchsorted(times.corners, both.corners)
    through = times.ticks[np.ix_(at[0], at[1])] + both.out[0][:, None] + both.out[1][None, :]
    end, other = divmod(int(through.argmin()), 2)
    if one.segment == two.segment:
        over = one.side != two.side
        straight = abs(int(both.out[0, 0] - both.out[1, 0]))
        straight += int(network.midblock[one.segment]) if over else 0
        if straight <= int(through.min()):
            if over:
                _cross(result, network, one.segment)
            _walk_along(result, pavements, two, one.offset, two.offset)
            return
    exits = [0.0, float(network.lengths[one.segment])]
    entries = [0.0, float(network.lengths[two.segment])]
    _walk_along(result, pavements, one, one.offset, exits[end])
    start, goal = int(both.corners[0, end]), int(both.corners[1, other])
    for corner, segment, way in _corner_path(network, start, goal, int(through.min())):
        if way == CROSSING:
            _cross(result, network, segment)
            continue
        length = float(network.lengths[segment])
        forward = int(network.corners[segment, 0, way]) == corner
        span = (0.0, length) if forward else (length, 0.0)
        _walk_along(result, pavements, _Pavement(segment, way, 0.0), *span)
    _walk_along(result, pavements, two, entries[other], two.offset)


@dataclass(frozen=True)
class _Pavement:
    segment: int
    side: int
    offset: float


def _corner_path(network: Network, start: int, goal: int, limit: int) -> Iterator[tuple[int, int, int]]:
    """Edges of the shortest path as (corner they leave, segment, way)."""
    if start == goal:
        return
    before = dijkstra(network.links, indices=start, limit=limit, return_predecessors=True)[1]
    path = [goal]
    while path[-1] != start:
        path.append(int(before[path[-1]]))
    size = len(network.segments) * 2
    for one, two in pairwise(reversed(path)):
        row = int(np.searchsorted(network.edges.pair, min(one, two) * size + max(one, two)))
        yield one, int(network.edges.segment[row]), int(network.edges.way[row])


def _cross(result: Trail, network: Network, segment: int) -> None:
    """Crossing takes its time and is counted; ways without pavements are not roads to cross."""
    if network.sided[segment]:
        result.crossings[network.segments[segment].road_class] += 1
        result.seconds += network.mouth_seconds(segment)


def _walk_along(result: Trail, pavements: Pavements, place: Place, start: float, end: float) -> None:
    result.metres += abs(end - start)
    result.seconds += abs(end - start) / pavements.network.speed
    for point in pavements.stretch(place.segment, place.side, start, end):
        if not result.line or dist(result.line[-1], point) > 0.05:
            result.line.append(point)
