"""The way between two stops, corner by corner: its line, its metres, the roads it crosses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

import numpy as np

from canvass.routing.arrays import TICKS, IntArray
from canvass.routing.graph import CROSSING, LEFT, Network
from canvass.routing.matrix import CornerTimes, Place, Spots, spots
from canvass.routing.model import Point
from canvass.routing.paths import FAR, Room, make_room, route

PAVEMENT_METRES = 4.0  # from the street's middle; draws the line on the side that is walked
SAME_METRES = 0.05  # points nearer than this are one


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
    """Lines along the sides of segments, made when first asked for, and room to search paths."""

    network: Network
    room: Room
    made: dict[tuple[int, int], tuple[list[float], list[Point]]] = field(default_factory=dict)

    @classmethod
    def of(cls, network: Network) -> Pavements:
        return cls(network, make_room(len(network.edges.start) - 1, len(network.edges.head)))

    def stretch(self, segment: int, side: int, start: float, end: float) -> list[Point]:
        """The line from `start` to `end`, both in metres from u; backwards if end < start."""
        measure, line = self._side(segment, side)
        low, high = min(start, end), max(start, end)
        points = [_at(measure, line, low)]
        points += line[bisect_right(measure, low) : bisect_left(measure, high)]
        points.append(_at(measure, line, high))
        return points if end >= start else points[::-1]

    def _side(self, segment: int, side: int) -> tuple[list[float], list[Point]]:
        if (segment, side) not in self.made:
            points = self.network.segments[segment].points
            aside = (1 if side == LEFT else -1) * PAVEMENT_METRES if self.network.sided[segment] else 0.0
            measure, normals = [0.0], []
            for (x, y), (to_x, to_y) in pairwise(points):
                size = max(hypot(to_x - x, to_y - y), 1e-9)
                measure.append(measure[-1] + size)
                normals.append(((y - to_y) / size, (to_x - x) / size))
            ends = zip([normals[0], *normals], [*normals, normals[-1]], points, strict=True)
            line = [(x + aside * (a[0] + b[0]) / 2, y + aside * (a[1] + b[1]) / 2) for a, b, (x, y) in ends]
            self.made[segment, side] = measure, line
        return self.made[segment, side]


def _at(measure: list[float], line: list[Point], offset: float) -> Point:
    piece = min(max(bisect_right(measure, offset) - 1, 0), len(line) - 2)
    share = min(max((offset - measure[piece]) / max(measure[piece + 1] - measure[piece], 1e-9), 0.0), 1.0)
    (x, y), (to_x, to_y) = line[piece], line[piece + 1]
    return x + share * (to_x - x), y + share * (to_y - y)


@dataclass(frozen=True)
class Legs:
    """L legs between consecutive places: ticks on foot and how to leave and to arrive."""

    ticks: IntArray  # (L,)
    straight: list[bool]  # along one segment, without a corner
    exits: list[int]  # the end by which the first place is left
    entries: list[int]  # and the other entered


def choose_legs(network: Network, times: CornerTimes, places: Spots) -> Legs:
    """The shortest way from each place to the next, all of one component."""
    one, two = places.pick(slice(0, -1)), places.pick(slice(1, None))
    rows, columns = np.searchsorted(times.corners, one.corners), np.searchsorted(times.corners, two.corners)
    through = times.ticks[rows[:, :, None], columns[:, None, :]] + one.out[:, :, None] + two.into[:, None, :]
    through = through.reshape(-1, 4)
    pick = through.argmin(axis=1)
    ticks = through[np.arange(len(pick)), pick]
    along = two.at - one.at
    direct = np.abs(along) + np.where(one.side != two.side, network.midblock[one.segment], 0)
    fits = (one.segment == two.segment) & (along * network.one_way[one.segment] >= 0)
    straight = fits & (direct <= ticks)
    ticks = np.minimum(np.where(straight, direct, ticks), FAR)
    return Legs(ticks, straight.tolist(), (pick // 2).tolist(), (pick % 2).tolist())


def trail(network: Network, times: CornerTimes, pavements: Pavements, stops: Sequence[Place]) -> Trail:
    """The whole way past `stops`, in this order; all of one component."""
    result = Trail()
    if not stops:
        return result
    places = spots(network, stops)
    legs = choose_legs(network, times, places)
    _walk_along(result, pavements, stops[0].segment, stops[0].side, stops[0].offset, stops[0].offset)
    aversion = np.zeros(len(legs.ticks), np.int64)
    for number, (one, two) in enumerate(pairwise(stops)):
        if legs.straight[number]:
            if one.side != two.side:
                # Walking between the junctions of a busy road is shunned beyond the time it takes.
                aversion[number] = network.midblock[one.segment] - network.mouth[one.segment]
                _cross(result, network, one.segment)
            _walk_along(result, pavements, two.segment, two.side, one.offset, two.offset)
        else:
            _leg(result, network, pavements, one, two, legs.exits[number], legs.entries[number])
    seconds = np.cumsum(network.travel(legs.ticks - aversion)) / TICKS
    result.reached = [0.0, *seconds.tolist()]
    result.seconds = result.reached[-1]
    return result


def _leg(result: Trail, network: Network, pavements: Pavements, one: Place, two: Place, leave: int, enter: int) -> None:
    end = float(network.lengths[one.segment]) if leave else 0.0
    _walk_along(result, pavements, one.segment, one.side, one.offset, end)
    edges = network.edges
    start = int(network.corners[one.segment, leave, one.side])
    goal = int(network.corners[two.segment, enter, two.side])
    for edge in corner_path(network, pavements.room, start, goal):
        segment, way, head = int(edges.segment[edge]), int(edges.way[edge]), int(edges.head[edge])
        if way == CROSSING:
            _cross(result, network, segment)
            continue
        length = float(network.lengths[segment])
        span = (0.0, length) if int(network.corners[segment, 1, way]) == head else (length, 0.0)
        _walk_along(result, pavements, segment, way, *span)
    begin = float(network.lengths[two.segment]) if enter else 0.0
    _walk_along(result, pavements, two.segment, two.side, begin, two.offset)


def corner_path(network: Network, room: Room, start: int, goal: int) -> list[int]:
    """Edges of the shortest path between two corners, in walking order."""
    edges = network.edges
    out = np.empty(len(edges.start), np.int64)
    steps = route(edges.start, edges.head, edges.ticks, start, goal, room, out)
    found: list[int] = out[:steps][::-1].tolist()
    return found


def _cross(result: Trail, network: Network, segment: int) -> None:
    """Ways without pavements are not roads to cross."""
    if network.sided[segment]:
        result.crossings[network.segments[segment].road_class] += 1


def _walk_along(result: Trail, pavements: Pavements, segment: int, side: int, start: float, end: float) -> None:
    result.metres += abs(end - start)
    line = result.line
    for x, y in pavements.stretch(segment, side, start, end):
        if not line or abs(line[-1][0] - x) + abs(line[-1][1] - y) > SAME_METRES:
            line.append((x, y))
