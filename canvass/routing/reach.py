"""From a meeting point to every corner of the network, and from every corner to where a walk ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from canvass.routing.arrays import TICKS, IntArray
from canvass.routing.compiled import compiled
from canvass.routing.graph import Edges, Network
from canvass.routing.matrix import Spots
from canvass.routing.model import Point
from canvass.routing.paths import FAR, Room, make_room, pop, push


@dataclass(frozen=True)
class Reach:
    """A spot on one component, and the ticks (C,) between it and each corner."""

    segment: int
    side: int
    at: int  # ticks from u
    ticks: IntArray
    outward: bool  # from the spot, or towards it

    def to(self, network: Network, places: Spots) -> IntArray:
        """Ticks (n,) between the spot and places of its component."""
        reached = self.ticks[places.corners] + (places.into if self.outward else places.out)
        along = places.at - self.at
        straight = np.abs(along) + np.where(places.side != self.side, network.midblock[self.segment], 0)
        way = along if self.outward else -along
        fits = (places.segment == self.segment) & (way * network.one_way[self.segment] >= 0)
        around = reached.min(axis=1)
        return network.travel(np.minimum(np.where(fits, np.minimum(around, straight), around), FAR))


@dataclass(frozen=True)
class Pieces:
    """All straight pieces of all segments, to find the one nearest to a point."""

    row: IntArray  # (P,) segment
    begin: np.ndarray[tuple[int, int], np.dtype[np.float64]]  # (P, 2)
    step: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    before: np.ndarray[tuple[int], np.dtype[np.float64]]  # (P,) metres from u


def lay_pieces(network: Network) -> Pieces:
    counts = np.array([len(s.points) - 1 for s in network.segments], np.int64)
    points = np.array([p for s in network.segments for p in s.points], np.float64).reshape(-1, 2)
    row = np.repeat(np.arange(len(counts)), counts)
    begin = np.arange(len(row)) + row
    step = points[begin + 1] - points[begin]
    size = np.hypot(*step.T)
    whole = np.r_[0.0, np.cumsum(size)]
    first = np.r_[0, np.cumsum(counts)][:-1]
    return Pieces(row, points[begin], step, whole[:-1] - whole[first][row])


def reach(network: Network, pieces: Pieces, component: int, point: Point, outward: bool) -> Reach:
    """From (or to) the spot of a component that is nearest to a point. O(S + E log E)."""
    rows = np.flatnonzero(network.component[pieces.row] == component)
    step, off = pieces.step[rows], np.asarray(point) - pieces.begin[rows]
    size = np.hypot(*step.T)
    share = np.clip((off * step).sum(axis=1) / np.maximum(size**2, 1e-12), 0.0, 1.0)
    pick = int(np.hypot(*(off - share[:, None] * step).T).argmin())
    segment = int(pieces.row[rows[pick]])
    left = step[pick, 0] * off[pick, 1] - step[pick, 1] * off[pick, 0] >= 0
    side = 0 if left or not network.sided[segment] else 1
    metres = float(pieces.before[rows[pick]] + share[pick] * size[pick])
    at = min(round(metres / network.speed * TICKS), int(network.along[segment]))
    ways = [at, int(network.along[segment]) - at]
    one_way = int(network.one_way[segment])
    for end, banned in ((0, 1), (1, -1)):
        if one_way == (banned if outward else -banned):
            ways[end] = FAR
    edges = network.edges if outward else _backwards(network.edges)
    room = make_room(len(edges.start) - 1, len(edges.head))
    corners = network.corners[segment, :, side]
    _spread(edges.start, edges.head, edges.ticks, corners, np.array(ways, np.int64), room)
    return Reach(segment, side, at, room.ticks, outward)


def _backwards(edges: Edges) -> Edges:
    tail = np.repeat(np.arange(len(edges.start) - 1), np.diff(edges.start))
    order = np.lexsort((tail, edges.head))
    start = np.searchsorted(edges.head[order], np.arange(len(edges.start)))
    return Edges(start, tail[order], edges.ticks[order], edges.segment[order], edges.way[order])


@compiled
def _spread(start: IntArray, head: IntArray, ticks: IntArray, sources: IntArray, at: IntArray, room: Room) -> None:
    """Leaves the ticks from the nearest source in `room.ticks`."""
    far, keys, nodes = room.ticks, room.keys, room.nodes
    size = 0
    for x in range(len(sources)):
        if at[x] < far[sources[x]]:
            far[sources[x]] = at[x]
            size = push(keys, nodes, size, at[x], sources[x])
    while size > 0:
        key, node = keys[0], nodes[0]
        size = pop(keys, nodes, size)
        if key > far[node]:
            continue
        for edge in range(start[node], start[node + 1]):
            reached = key + ticks[edge]
            if reached < far[head[edge]]:
                far[head[edge]] = reached
                size = push(keys, nodes, size, reached, head[edge])


def mean_point(points: Sequence[Point]) -> Point:
    x, y = np.mean(np.asarray(points, np.float64), axis=0).tolist()
    return x, y
