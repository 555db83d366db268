"""The corner graph: a street network as people walk it, with two pavements and corners to cross at.

A junction where d streets meet has d corners, one between each street and the next. A street
leads along each of its pavements from a corner at u to a corner at v; crossing the mouth of a
street joins the two corners beside it and costs what its road class says. Ways without pavements
(a footpath, a square) cost next to nothing to cross. A one-way path is an edge one way only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist, isfinite

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from canvass.routing.arrays import TICKS, BoolArray, FloatArray, IntArray, to_ticks
from canvass.routing.errors import InvalidRequest
from canvass.routing.model import Segment
from canvass.routing.profiles import Profile

LEFT, RIGHT = 0, 1  # of the direction u -> v
CROSSING = 2  # the way of an edge that is no pavement


@dataclass(frozen=True)
class Edges:
    """The cheapest edge from each corner to each neighbour, in rows: those of corner c are
    `start[c]` to `start[c + 1]`, by neighbour."""

    start: IntArray  # (C + 1,)
    head: IntArray  # (E,) the corner it leads to
    ticks: IntArray  # (E,)
    segment: IntArray  # (E,) whose pavement or whose mouth it is
    way: IntArray  # (E,) LEFT or RIGHT pavement, or CROSSING


@dataclass(frozen=True)
class Network:
    """S walkable segments and their C <= 2S corners; times in ticks, lengths in metres."""

    segments: tuple[Segment, ...]
    row: dict[int, int]  # segment key -> row in the arrays below
    lengths: FloatArray  # (S,)
    along: IntArray  # (S,) ticks from end to end
    midblock: IntArray  # (S,) ticks to cross between junctions
    sided: BoolArray  # (S,) has two pavements
    hard: BoolArray  # (S,) a busy road
    one_way: IntArray  # (S,) 0, or 1 only u -> v, or -1 only v -> u
    corners: IntArray  # (S, 2, 2) by end (0 = u, 1 = v) and side (LEFT, RIGHT)
    component: IntArray  # (S,) segments with the same number reach each other, there and back
    edges: Edges
    mouth: IntArray  # (S,) ticks to cross at a junction
    speed: float  # metres a second on foot
    profile: Profile

    def mouth_seconds(self, segment: int) -> float:
        return float(self.mouth[segment]) / TICKS

    @property
    def directed(self) -> bool:
        return bool(self.one_way.any())

    def travel(self, ticks: IntArray) -> IntArray:
        """What a way takes that is so long on foot: as long, or ridden where that is quicker.

        Concave with travel(0) = 0, so that the triangle inequality survives.
        """
        if self.profile.ride_speed <= self.speed:
            return ticks
        ratio = self.speed / self.profile.ride_speed
        ridden: IntArray = np.rint(ticks * ratio + self.profile.mount_seconds * TICKS).astype(np.int64)
        return np.asarray(np.minimum(ticks, ridden))


def build_network(segments: Sequence[Segment], profile: Profile, speed: float) -> Network:
    """The network of all segments the profile may walk on, at `speed` m/s. O(S log S).

    Raises InvalidRequest for a segment of fewer than two points or with a point at infinity.
    """
    for segment in segments:
        if len(segment.points) < 2 or not all(isfinite(x + y) for x, y in segment.points):
            raise InvalidRequest(f"segment {segment.key} has no usable line")
    # In order of their keys, so that a plan does not hang on how a database sorts.
    open_ = (s for s in segments if not s.closed and profile.walkable(s.road_class))
    kept = tuple(sorted(open_, key=lambda s: s.key))
    lengths = np.array([_length(s) for s in kept], np.float64)
    along = to_ticks(lengths / speed)
    corners, shared = _corners(kept)
    kerb = np.array([profile.kerb_metres * s.kerb for s in kept], np.float64)
    mouth = to_ticks((np.array([profile.corner_metres(s.road_class) for s in kept]) + kerb) / speed)
    midblock = to_ticks((np.array([profile.midblock_metres(s.road_class) for s in kept]) + kerb) / speed)
    one_way = np.array([s.one_way for s in kept], np.int64)
    edges = _edges(corners, shared, along, mouth, one_way)
    return Network(
        segments=kept,
        row={segment.key: row for row, segment in enumerate(kept)},
        lengths=lengths,
        along=along,
        midblock=midblock,
        sided=np.array([profile.sided(s.road_class) for s in kept], np.bool_),
        hard=np.array([s.road_class in profile.hard for s in kept], np.bool_),
        one_way=one_way,
        corners=corners,
        component=_components(edges, corners),
        edges=edges,
        mouth=mouth,
        speed=speed,
        profile=profile,
    )


def _length(segment: Segment) -> float:
    return sum(dist(one, two) for one, two in pairwise(segment.points))


def _heading(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The step in which a line leaves its first point."""
    x, y = points[0]
    other = next((p for p in points[1:] if p != points[0]), points[0])
    return other[0] - x, other[1] - y


def _corners(segments: Sequence[Segment]) -> tuple[IntArray, BoolArray]:
    """Corner numbers (S, 2, 2), and per segment end whether other streets meet there (S, 2)."""
    size = len(segments)
    junction = np.array([(s.u, s.v) for s in segments], np.int64).reshape(-1)
    steps = np.array([(_heading(s.points), _heading(s.points[::-1])) for s in segments]).reshape(-1, 2)
    heading = np.arctan2(steps[:, 1], steps[:, 0])
    order = np.lexsort((np.arange(2 * size), heading, junction))
    sorted_junction = junction[order]
    starts = np.flatnonzero(np.r_[True, sorted_junction[1:] != sorted_junction[:-1]][: 2 * size])
    degree = np.diff(np.r_[starts, 2 * size])
    # Turning counterclockwise at a junction, the corner after street end k carries number k.
    after: IntArray = np.empty(2 * size, np.int64)
    after[order] = np.arange(2 * size)
    before_sorted = np.arange(2 * size) - 1
    before_sorted[starts] = starts + degree - 1
    before: IntArray = np.empty(2 * size, np.int64)
    before[order] = before_sorted
    meets = np.empty(2 * size, np.bool_)
    meets[order] = np.repeat(degree > 1, degree)
    corners = np.empty((size, 2, 2), np.int64)
    after, before = after.reshape(-1, 2), before.reshape(-1, 2)
    corners[:, 0, LEFT], corners[:, 0, RIGHT] = after[:, 0], before[:, 0]
    # At v the street is seen from its far end, so left and right change places.
    corners[:, 1, LEFT], corners[:, 1, RIGHT] = before[:, 1], after[:, 1]
    return corners, meets.reshape(-1, 2)


def _edges(corners: IntArray, shared: BoolArray, along: IntArray, mouth: IntArray, one_way: IntArray) -> Edges:
    rows = np.arange(len(along))
    parts = []
    for side in (LEFT, RIGHT):
        for end, banned in ((0, -1), (1, 1)):
            at = one_way != banned
            parts.append((corners[at, end, side], corners[at, 1 - end, side], along[at], rows[at], side))
    for end in (0, 1):
        at = shared[:, end]
        pair = corners[at, end]
        parts += [(pair[:, side], pair[:, 1 - side], mouth[at], rows[at], CROSSING) for side in (LEFT, RIGHT)]
    tail, head, ticks, segment = (np.concatenate([part[x] for part in parts]) for x in range(4))
    way = np.concatenate([np.full(len(part[0]), part[4], np.int64) for part in parts])
    order = np.lexsort((way, segment, ticks, head, tail))
    order = order[tail[order] != head[order]]
    step = (tail[order][1:] != tail[order][:-1]) | (head[order][1:] != head[order][:-1])
    keep = order[np.r_[True, step][: len(order)]]
    start = np.searchsorted(tail[keep], np.arange(2 * len(along) + 1))
    return Edges(start, head[keep], ticks[keep], segment[keep], way[keep])


def _components(edges: Edges, corners: IntArray) -> IntArray:
    """Numbers (S,) of what hangs together there and back; a one-way path that cannot be left by
    where it came from has a number of its own."""
    size = len(edges.start) - 1
    if not size:
        return np.zeros(0, np.int64)
    links = csr_array((np.ones(len(edges.head)), edges.head, edges.start), shape=(size, size))
    labels = connected_components(links, directed=True, connection="strong")[1].astype(np.int64)
    at_u, at_v = labels[corners[:, 0, LEFT]], labels[corners[:, 1, LEFT]]
    return np.where(at_u == at_v, at_u, size + np.arange(len(corners)))
