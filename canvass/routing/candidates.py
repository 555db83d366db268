"""The few nodes worth joining to each node of a tour: near ones, and some in every direction.

The nearest alone defeat a search where nodes come in clusters or along streets: all of them lie
in one row of houses. So the first ones taken are relative neighbours (Toussaint 1980,
doi:10.1016/0031-3203(80)90066-7): no other one taken so far lies nearer to them.
"""

from __future__ import annotations

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.compiled import compiled

CANDIDATES = 7
SPREAD = 5  # of these, at most so many chosen for their direction
POOL = 80  # nearest nodes among which directions are looked for
CHUNK = 256  # rows in one go
LAST = 1 << 44  # ticks that sort edges that stay behind all others, and the node itself behind these


def candidates(cost: IntArray) -> IntArray:
    """Up to 7 nodes for each, nearest first, (n, k). O(n^2); a negative cost (n, n) is no candidate."""
    return choose(cost, nearest(cost, POOL), min(CANDIDATES, max(len(cost) - 1, 0)))


def nearest(cost: IntArray, most: int) -> IntArray:
    """The `most` nearest other nodes of each node, nearest first, (n, k). O(n^2)."""
    n = len(cost)
    k = min(most, n - 1)
    out = np.empty((n, max(k, 0)), np.int64)
    if k <= 0:
        return out
    for low in range(0, n, CHUNK):
        # Ties by number, so that the plan does not hang on how numpy partitions.
        rows = cost[low : low + CHUNK] * n
        rows[rows < 0] = LAST * n
        rows[np.arange(len(rows)), np.arange(low, low + len(rows))] = 2 * LAST * n
        some = np.partition(rows + np.arange(n), k - 1, axis=1)[:, :k]
        out[low : low + CHUNK] = np.sort(some, axis=1) % n
    return out


@compiled
def choose(cost: IntArray, pool: IntArray, most: int) -> IntArray:
    """Of each row of `pool` (n, m), nearest first, `most` nodes: spread ones, then the nearest."""
    n, size = pool.shape
    out = np.empty((n, most), np.int64)
    got = np.empty(SPREAD, np.int64)
    taken = np.empty(size, np.bool_)
    for node in range(n):
        taken[:] = False
        count = 0
        for x in range(size):
            other = pool[node, x]
            apart = True
            for y in range(count):
                if 0 <= cost[got[y], other] < cost[node, other]:
                    apart = False
                    break
            if apart:
                got[count] = other
                taken[x] = True
                count += 1
                if count == min(SPREAD, most):
                    break
        for x in range(size):
            if count < most and not taken[x]:
                taken[x] = True
                count += 1
        filled = 0
        for x in range(size):
            if taken[x]:
                out[node, filled] = pool[node, x]
                filled += 1
    return out
