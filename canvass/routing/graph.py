"""The corner graph: a street network as people walk it, with two pavements and corners to cross at.

A junction where d streets meet has d corners, one between each street and the next. A street
leads along each of its pavements from a corner at u to a corner at v; crossing the mouth of a
street joins the two corners beside it and costs what its road class says. Ways without pavements
(a footpath, a square) cost next to nothing to cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

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
    """The cheapest edge per pair of corners, sorted by `pair` = low corner * corners + high."""

    pair: IntArray  # (E,)
    ticks: IntArray  # (E,)
    segment: IntArray  # (E,) whose pavement or whose mouth it is
    way: IntArray  # (E,) LEFT or RIGHT pavement, or CROSSING


@dataclass(frozen=True)
class Network:
    """S walkable segments and their C = 2S corners; times in ticks, lengths in metres."""

    segments: tuple[Segment, ...]
    row: dict[int, int]  # segment key -> row in the arrays below
    lengths: FloatArray  # (S,)
    along: IntArray  # (S,) ticks from u to v
    midblock: IntArray  # (S,) ticks to cross between junctions
    sided: BoolArray  # (S,) has two pavements
    corners: IntArray  # (S, 2, 2) by end (0 = u, 1 = v) and side (LEFT, RIGHT)
    component: IntArray  # (S,) segments with the same number reach each other
    edges: Edges
    links: csr_array  # (C, C) ticks, symmetric
    mouth: IntArray  # (S,) ticks to cross at a junction
    speed: float  # metres a second

    def mouth_seconds(self, segment: int) -> float:
        return float(self.mouth[segment]) / TICKS


def build_network(segments: Sequence[Segment], profile: Profile, speed: float) -> Network:
    """The network of all segments the profile may walk on. O(S log S).

    Raises InvalidRequest for a segment of fewer than two points or with a point at infinity.
    """
    for segment in segments:
        if len(segment.points) < 2 or not all(isfinite(x + y) for x, y in segment.points):
            raise InvalidRequest(f"segment {segment.key} has no usable line")
    # In order of their keys, so that a plan does not hang on how a database sorts.
    kept = tuple(sorted((s for s in segments if profile.walkable(s.road_class)), key=lambda s: s.key))
    lengths = np.array([_length(s) for s in kept], np.float64)
    along = to_ticks(lengths / speed)
    corners, shared = _corners(kept)
    mouth = to_ticks([profile.corner_metres(s.road_class) / speed for s in kept])
    edges = _edges(corners, shared, along, mouth)
    links = _links(edges, 2 * len(kept))
    labels = connected_components(links, directed=False)[1] if kept else np.zeros(0)
    return Network(
        segments=kept,
        row={segment.key: row for row, segment in enumerate(kept)},
        lengths=lengths,
        along=along,
        midblock=to_ticks([profile.midblock_metres(s.road_class) / speed for s in kept]),
        sided=np.array([profile.sided(s.road_class) for s in kept], np.bool_),
        corners=corners,
        component=labels.astype(np.int64)[corners[:, 0, LEFT]],
        edges=edges,
        links=links,
        mouth=mouth,
        speed=speed,
    )


def _length(segment: Segment) -> float:
    line = np.asarray(segment.points, np.float64)
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _heading(points: Sequence[tuple[float, float]]) -> float:
    """The direction in which a line leaves its first point, in radians."""
    x, y = points[0]
    other = next((p for p in points[1:] if p != points[0]), points[0])
    return float(np.arctan2(other[1] - y, other[0] - x))


def _corners(segments: Sequence[Segment]) -> tuple[IntArray, BoolArray]:
    """Corner numbers (S, 2, 2), and per segment end whether other streets meet there (S, 2)."""
    size = len(segments)
    junction = np.array([(s.u, s.v) for s in segments], np.int64).reshape(-1)
    heading = np.array([(_heading(s.points), _heading(s.points[::-1])) for s in segments])
    order = np.lexsort((np.arange(2 * size), heading.reshape(-1), junction))
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


def _edges(corners: IntArray, shared: BoolArray, along: IntArray, mouth: IntArray) -> Edges:
    rows = np.arange(len(along))
    ends = [(corners[:, 0, side], corners[:, 1, side], along, rows, side) for side in (LEFT, RIGHT)]
    for end in (0, 1):
        at = shared[:, end]
        pair = corners[at, end]
        ends.append((pair[:, LEFT], pair[:, RIGHT], mouth[at], rows[at], CROSSING))
    one = np.concatenate([e[0] for e in ends])
    two = np.concatenate([e[1] for e in ends])
    pair = np.minimum(one, two) * (2 * len(along)) + np.maximum(one, two)
    ticks = np.concatenate([e[2] for e in ends])
    segment = np.concatenate([e[3] for e in ends])
    way = np.concatenate([np.full(len(e[0]), e[4], np.int64) for e in ends])
    order = np.lexsort((way, segment, ticks, pair))
    order = order[one[order] != two[order]]
    first = np.r_[True, pair[order][1:] != pair[order][:-1]][: len(order)]
    keep = order[first]
    return Edges(pair[keep], ticks[keep], segment[keep], way[keep])


def _links(edges: Edges, size: int) -> csr_array:
    low, high = np.divmod(edges.pair, max(size, 1))
    ticks = np.r_[edges.ticks, edges.ticks].astype(np.float64)
    return csr_array((ticks, (np.r_[low, high], np.r_[high, low])), shape=(size, size))
