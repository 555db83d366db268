"""Walking times between places on the network, in ticks.

From a place one walks along its pavement to the corner at either end, on from corner to corner,
and in along the other place's pavement; on one segment also straight along it, crossing over
between junctions if need be. Shortest paths only from corners that carry doors (paths.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from canvass.routing.arrays import TICKS, IntArray
from canvass.routing.compiled import compiled
from canvass.routing.graph import Network
from canvass.routing.pace import Pace
from canvass.routing.paths import FAR, Room, make_room, table

SLICE_CORNERS = 400_000  # corners that one slice may visit, about 50 ms
SLICE_CELLS = 2_000_000  # of a matrix in one slice


class Place(Protocol):
    """Anything on one side of a segment."""

    @property
    def segment(self) -> int: ...
    @property
    def side(self) -> int: ...
    @property
    def offset(self) -> float: ...


@dataclass(frozen=True)
class Spots:
    """n places as arrays: segment and side as in the network, ticks to and from both its ends
    (FAR against a one-way path)."""

    segment: IntArray  # (n,)
    side: IntArray  # (n,)
    at: IntArray  # (n,) ticks from u
    corners: IntArray  # (n, 2) at u and at v
    out: IntArray  # (n, 2) ticks to these corners
    into: IntArray  # (n, 2) ticks from these corners

    def pick(self, rows: IntArray | slice) -> Spots:
        return Spots(
            self.segment[rows], self.side[rows], self.at[rows], self.corners[rows], self.out[rows], self.into[rows]
        )

    def __len__(self) -> int:
        return len(self.segment)


@dataclass(frozen=True)
class CornerTimes:
    """Walking times between the corners of one component that carry doors."""

    corners: IntArray  # (K,) sorted corner numbers
    ticks: IntArray  # (K, K)


def spots(network: Network, places: Sequence[Place]) -> Spots:
    segment = np.array([place.segment for place in places], np.int64)
    side = np.array([place.side for place in places], np.int64)
    offset = np.array([place.offset for place in places], np.float64)
    at = np.minimum(np.rint(offset / network.speed * TICKS).astype(np.int64), network.along[segment])
    ways = np.stack([at, network.along[segment] - at], axis=1)
    one_way = network.one_way[segment]
    out, into = ways.copy(), ways.copy()
    for end, banned in ((0, 1), (1, -1)):  # u cannot be walked to when only u -> v is open
        out[one_way == banned, end] = FAR
        into[one_way == -banned, end] = FAR
    return Spots(segment, side, at, network.corners[segment, :, side], out, into)


def corner_times(network: Network, corners: IntArray, pace: Pace, room: Room | None = None) -> CornerTimes:
    """All-pairs times between `corners` of one component.

    O(K V log V) time with V corners nearer than the farthest of them, O(K^2) memory.
    """
    wanted = np.unique(corners)
    edges = network.edges
    room = room or make_room(len(edges.start) - 1, len(edges.head))
    mark = np.full(len(edges.start) - 1, -1, np.int64) if len(wanted) else np.zeros(0, np.int64)
    mark[wanted] = np.arange(len(wanted))
    ticks = np.full((len(wanted), len(wanted)), FAR, np.int64)
    step = max(1, SLICE_CORNERS // max(len(mark), 1))
    for low in range(0, len(wanted), step):
        pace.at(low / len(wanted))
        high = min(low + step, len(wanted))
        table(edges.start, edges.head, edges.ticks, wanted, low, high, mark, room, ticks)
    return CornerTimes(wanted, ticks)


@compiled
def _fill(
    ticks: IntArray, first: IntArray, second: IntArray, out: IntArray, into: IntArray,
    place: IntArray, other: IntArray, midblock: IntArray, one_way: IntArray, result: IntArray,
) -> None:  # fmt: skip
    """`place` (n, 3) and `other` (m, 3) hold segment, side and ticks from u."""
    for i in range(len(first)):
        for j in range(len(second)):
            best = out[i, 0] + ticks[first[i, 0], second[j, 0]] + into[j, 0]
            best = min(best, out[i, 0] + ticks[first[i, 0], second[j, 1]] + into[j, 1])
            best = min(best, out[i, 1] + ticks[first[i, 1], second[j, 0]] + into[j, 0])
            best = min(best, out[i, 1] + ticks[first[i, 1], second[j, 1]] + into[j, 1])
            segment = place[i, 0]
            if segment == other[j, 0]:
                straight = other[j, 2] - place[i, 2]
                if straight * one_way[segment] >= 0:
                    straight = abs(straight)
                    if place[i, 1] != other[j, 1]:
                        straight += midblock[segment]
                    best = min(best, straight)
            result[i, j] = min(best, FAR)


def walking_times(network: Network, times: CornerTimes, one: Spots, two: Spots) -> IntArray:
    """Ticks (n, m) from each of `one` to each of `two`, whose corners must be in `times`."""
    result = np.empty((len(one), len(two)), np.int64)
    rows, columns = np.searchsorted(times.corners, one.corners), np.searchsorted(times.corners, two.corners)
    place, other = (np.stack([s.segment, s.side, s.at], axis=1) for s in (one, two))
    _fill(
        times.ticks, rows, columns, one.out, two.into, place, other, network.midblock, network.one_way, result
    )  # fmt: skip
    return network.travel(result)


def time_matrix(network: Network, times: CornerTimes, places: Spots, pace: Pace) -> IntArray:
    """Ticks (n, n) between places, with an empty diagonal; symmetric without one-way paths."""
    size = len(places)
    step = max(1, SLICE_CELLS // max(size, 1))
    parts = []
    for low in range(0, size, step):
        pace.at(low / size)
        parts.append(walking_times(network, times, places.pick(slice(low, low + step)), places))
    return np.concatenate(parts) if parts else np.zeros((0, 0), np.int64)


def both_ways(cost: IntArray) -> IntArray:
    """A symmetric cost to order by: the mean of both directions, or the one that can be walked."""
    back = cost.T
    mean = (cost + back) // 2
    return np.where(cost >= FAR, np.minimum(back, FAR), np.where(back >= FAR, cost, mean))
