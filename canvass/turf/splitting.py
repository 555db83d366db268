"""Links that people added, tied into the streets: a street is split where a link meets it.

Pure: segments and doors go in and come out; whatever is new has a negative key. Doors keep their place and side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot, inf

import numpy as np

from canvass.routing.model import Door, Segment

Point = tuple[float, float]
# A link's end further than this from every street leads nowhere.
REACH_METRES = 30.0
# So near to a junction a link begins at the junction itself.
TOUCH_METRES = 0.5
# A way of its own: it has no pavements and no sides.
LINK_CLASS = "footway"


@dataclass(frozen=True)
class Snap:
    """The place on the streets that is nearest to a point."""

    segment: int
    offset: float
    point: Point
    distance: float


@dataclass(frozen=True)
class Network:
    """Streets and doors for the planner, and the links (by their place in the list) that reach no street."""

    segments: list[Segment]
    doors: list[Door]
    loose: tuple[int, ...] = ()


def add_links(segments: Sequence[Segment], doors: Sequence[Door], links: Sequence[Sequence[Point]]) -> Network:
    """One link after the other, so that a link may begin on an earlier one."""
    at = Network(list(segments), list(doors))
    loose = []
    for index, line in enumerate(links):
        joined = _join(at.segments, at.doors, line)
        if joined is None:
            loose.append(index)
        else:
            at = joined
    return replace(at, loose=tuple(loose))


def ends_of(segments: Sequence[Segment], line: Sequence[Point]) -> tuple[Snap | None, Snap | None]:
    """Where a line would meet the streets; None for an end out of reach."""
    return snap(segments, line[0]), snap(segments, line[-1])


def snap(segments: Sequence[Segment], point: Point, *, reach: float = REACH_METRES) -> Snap | None:
    """The nearest place on an open street within reach; of equals the first one."""
    rows = [
        (index, *start, *end)
        for index, segment in enumerate(segments)
        if not segment.closed
        for start, end in pairwise(segment.points)
    ]
    if not rows:
        return None
    table = np.array(rows, dtype=np.float64)
    start, along = table[:, 1:3], table[:, 3:5] - table[:, 1:3]
    length = np.hypot(along[:, 0], along[:, 1])
    share = ((np.array(point) - start) * along).sum(axis=1) / np.maximum(length**2, 1e-12)
    nearest = start + np.clip(share, 0, 1)[:, None] * along
    distance = np.hypot(*(nearest - np.array(point)).T)
    best = int(np.argmin(distance))
    if distance[best] > reach:
        return None
    index = int(table[best, 0])
    before = float(length[(table[:, 0] == index) & (np.arange(len(table)) < best)].sum())
    offset = before + float(np.clip(share[best], 0, 1) * length[best])
    return Snap(segments[index].key, offset, (float(nearest[best, 0]), float(nearest[best, 1])), float(distance[best]))


def _join(segments: list[Segment], doors: list[Door], line: Sequence[Point]) -> Network | None:
    """The network with the link in it, or None when an end hangs loose or both ends meet."""
    first = _node_at(Network(segments, doors), line[0])
    if first is None:
        return None
    network, u, begin = first
    last = _node_at(network, line[-1])
    if last is None:
        return None
    network, v, end = last
    points = _without_doubles([begin, *line[1:-1], end])
    if u == v or len(points) < 2:
        return None
    key = min([0, *(segment.key for segment in network.segments)]) - 1
    return Network([*network.segments, Segment(key, u, v, points, LINK_CLASS)], network.doors)


def _node_at(network: Network, point: Point) -> tuple[Network, int, Point] | None:
    """The junction nearest to a point, made by splitting a street where there is none; and its place."""
    found = snap(network.segments, point)
    if found is None:
        return None
    segment = next(one for one in network.segments if one.key == found.segment)
    if found.offset <= TOUCH_METRES:
        return network, segment.u, segment.points[0]
    if found.offset >= length_of(segment.points) - TOUCH_METRES:
        return network, segment.v, segment.points[-1]
    node = min([0, *(end for one in network.segments for end in (one.u, one.v))]) - 1
    return split(network, segment, found.offset, node), node, found.point


def split(network: Network, segment: Segment, offset: float, node: int) -> Network:
    """The street in two at ``offset`` metres, its doors on the half where they lie."""
    lowest = min([0, *(one.key for one in network.segments)])
    before, after = cut_line(segment.points, offset)
    halves = (
        replace(segment, key=lowest - 1, v=node, points=before),
        replace(segment, key=lowest - 2, u=node, points=after),
    )
    segments = [part for one in network.segments for part in (halves if one is segment else (one,))]
    doors = [_moved(door, halves, offset) if door.segment == segment.key else door for door in network.doors]
    return Network(segments, doors)


def _moved(door: Door, halves: tuple[Segment, Segment], offset: float) -> Door:
    if door.offset <= offset:
        return replace(door, segment=halves[0].key)
    return replace(door, segment=halves[1].key, offset=door.offset - offset)


def cut_line(points: Sequence[Point], offset: float) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """A line in two at a distance from its start that lies between its ends."""
    walked = 0.0
    for index, (start, end) in enumerate(pairwise(points), start=1):
        step = hypot(end[0] - start[0], end[1] - start[1])
        if walked + step >= offset and step > 0:
            share = (offset - walked) / step
            middle = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
            return (*points[:index], middle), (middle, *points[index:])
        walked += step
    raise ValueError(f"the line is shorter than {offset} m")


def length_of(points: Iterable[Point]) -> float:
    total, last = 0.0, (inf, inf)
    for point in points:
        total += 0.0 if last[0] == inf else hypot(point[0] - last[0], point[1] - last[1])
        last = point
    return total


def _without_doubles(points: Sequence[Point]) -> tuple[Point, ...]:
    kept = [points[0]]
    kept += [point for before, point in pairwise(points) if point != before]
    return tuple(kept)
