"""Walking times between places on the network, in ticks.

From a place one walks along its pavement to the corner at either end, on from corner to corner,
and in along the other place's pavement; on one segment also straight along it, crossing over
between junctions if need be. Shortest paths by scipy's Dijkstra (doi:10.1007/BF01386390), only
from corners that carry doors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.sparse.csgraph import dijkstra

from canvass.routing.arrays import TICKS, IntArray
from canvass.routing.graph import Network
from canvass.routing.pace import Pace

CHUNK = 32  # Dijkstra sources in one slice
ROWS = 256  # of a matrix in one slice


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
    """n places as arrays: segment and side as in the network, ticks to both ends."""

    segment: IntArray  # (n,)
    side: IntArray  # (n,)
    corners: IntArray  # (n, 2) at u and at v
    out: IntArray  # (n, 2) ticks to these corners

    def rows(self, low: int, high: int) -> Spots:
        return Spots(self.segment[low:high], self.side[low:high], self.corners[low:high], self.out[low:high])


@dataclass(frozen=True)
class CornerTimes:
    """Walking times between the corners of one component that carry doors."""

    corners: IntArray  # (K,) sorted corner numbers
    ticks: IntArray  # (K, K)


def spots(network: Network, places: Sequence[Place]) -> Spots:
    segment = np.array([place.segment for place in places], np.int64)
    side = np.array([place.side for place in places], np.int64)
    offset = np.array([place.offset for place in places], np.float64)
    from_u = np.rint(offset / network.speed * TICKS).astype(np.int64)
    from_u = np.minimum(from_u, network.along[segment])
    out = np.stack([from_u, network.along[segment] - from_u], axis=1)
    return Spots(segment, side, network.corners[segment, :, side], out)


def corner_times(network: Network, corners: IntArray, pace: Pace) -> CornerTimes:
    """All-pairs times between `corners` of one component. O(K C log C) time, O(K^2) memory."""
    wanted = np.unique(corners)
    ticks = np.empty((len(wanted), len(wanted)), np.int64)
    for low in range(0, len(wanted), CHUNK):
        pace.at(low / len(wanted))
        found = dijkstra(network.links, indices=wanted[low : low + CHUNK])
        ticks[low : low + CHUNK] = found[:, wanted]
    # Both directions come from different runs; one of them decides.
    return CornerTimes(wanted, np.minimum(ticks, ticks.T))


def walking_times(network: Network, times: CornerTimes, one: Spots, two: Spots) -> IntArray:
    """Ticks (n, m) from each of `one` to each of `two`, whose corners must be in `times`."""
    best = np.full((len(one.segment), len(two.segment)), np.iinfo(np.int64).max)
    for end in (0, 1):
        rows = np.searchsorted(times.corners, one.corners[:, end])
        for other in (0, 1):
            columns = np.searchsorted(times.corners, two.corners[:, other])
            through = times.ticks[np.ix_(rows, columns)]
            through += one.out[:, end, None] + two.out[None, :, other]
            np.minimum(best, through, out=best)
    row, column = np.nonzero(one.segment[:, None] == two.segment[None, :])
    straight = np.abs(one.out[row, 0] - two.out[column, 0])
    over = one.side[row] != two.side[column]
    straight += np.where(over, network.midblock[one.segment[row]], 0)
    best[row, column] = np.minimum(best[row, column], straight)
    return best


def time_matrix(network: Network, times: CornerTimes, places: Spots, pace: Pace) -> IntArray:
    """Symmetric ticks (n, n) between places, with an empty diagonal."""
    size = len(places.segment)
    result = np.empty((size, size), np.int64)
    for low in range(0, size, ROWS):
        pace.at(low / size)
        result[low : low + ROWS] = walking_times(network, times, places.rows(low, low + ROWS), places)
    return result
