"""The best open walk through a handful of stops, by dynamic programming over subsets."""

from __future__ import annotations

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.compiled import compiled

EXACT_STOPS = 8


@compiled
def best_walk(cost: IntArray, first: IntArray, last: IntArray) -> IntArray:
    """The order (n,) that costs least when beginning at stop i costs `first[i]` and ending there `last[i]`.

    `cost` (n, n) in ticks. O(n^2 2^n) time, O(n 2^n) memory: for n <= 8.
    Held and Karp 1962, doi:10.1137/0110015.
    """
    n = first.size
    order = np.zeros(n, np.int64)
    if n == 0:
        return order
    full = 1 << n
    best = np.full((full, n), -1, np.int64)
    before = np.full((full, n), -1, np.int64)
    for i in range(n):
        best[1 << i, i] = first[i]
    for visited in range(1, full):
        for at in range(n):
            held = best[visited, at]
            if held < 0:
                continue
            for follower in range(n):
                if visited >> follower & 1:
                    continue
                grown = visited | 1 << follower
                length = held + cost[at, follower]
                if best[grown, follower] < 0 or length < best[grown, follower]:
                    best[grown, follower] = length
                    before[grown, follower] = at
    at = 0
    for i in range(1, n):
        if best[full - 1, i] + last[i] < best[full - 1, at] + last[at]:
            at = i
    visited = full - 1
    for x in range(n - 1, -1, -1):
        order[x] = at
        back = before[visited, at]
        visited ^= 1 << at
        at = back
    return order
