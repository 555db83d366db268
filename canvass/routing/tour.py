"""Walking orders: one way through stops, and one way through faces that are walked end to end."""

from __future__ import annotations

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.exact import EXACT_STOPS, best_walk
from canvass.routing.pace import Pace
from canvass.routing.search import search

NEIGHBOURS = 10
KEEP = 1 << 40  # ticks no walk reaches: minus this, an edge is always worth keeping
SLICE_WORK = 4_000_000  # kicks x nodes of one slice, about 100 ms
LONGEST_OF_STOPS, LONGEST_OF_FACES = 3, 6  # nodes that Or-opt moves at once


def walk_stops(cost: IntArray, first: IntArray | None, seed: int, kicks: int, pace: Pace) -> IntArray:
    """An open walk through all stops: exact for <= 8, local search above.

    `cost` (n, n) symmetric ticks; `first` (n,) the ticks from the start to each stop, or None
    when the walk may begin anywhere. Returns the order (n,).
    """
    n = len(cost)
    lead = np.zeros(n, np.int64) if first is None else first
    if n <= EXACT_STOPS:
        return best_walk(np.ascontiguousarray(cost, np.int64), lead)
    # Two helpers: n stands for the start, n + 1 for the end; they stay side by side.
    grown = np.zeros((n + 2, n + 2), np.int64)
    grown[:n, :n] = cost
    grown[n, :n] = grown[:n, n] = lead
    grown[n, n + 1] = grown[n + 1, n] = -KEEP
    tour = np.r_[greedy_order(cost, int(lead.argmin())), n + 1, n]
    improve(grown, tour, LONGEST_OF_STOPS, seed, kicks, pace)
    return _opened(tour, n, n + 1)


def walk_faces(cost: IntArray, seed: int, kicks: int, pace: Pace) -> IntArray:
    """An open walk through F faces, each from one end to the other.

    `cost` (2F, 2F) symmetric ticks between ends; face f has the ends 2f and 2f + 1. Returns the
    ends at which faces are entered, in order (F,); face = end // 2.
    """
    size = len(cost)
    faces = size // 2
    if faces <= 1:
        return np.arange(0, size, 2)
    grown = np.zeros((size + 2, size + 2), np.int64)
    grown[:size, :size] = cost
    even = np.arange(0, size + 2, 2)
    grown[even, even + 1] = grown[even + 1, even] = -KEEP
    pace.at(0.0)
    tour = np.r_[greedy_faces(cost), size, size + 1]
    improve(grown, tour, LONGEST_OF_FACES, seed, kicks if faces > 3 else 0, pace)
    return _opened(tour, size, size + 1)[::2]


def greedy_order(cost: IntArray, start: int) -> IntArray:
    """Always to the nearest stop not yet visited: the walk that field apps offer. O(n^2)."""
    n = len(cost)
    order = np.empty(n, np.int64)
    far = np.iinfo(np.int64).max
    fresh = np.ones(n, np.bool_)
    at = start
    for x in range(n):
        order[x] = at
        fresh[at] = False
        at = int(np.where(fresh, cost[at], far).argmin())
    return order


def greedy_faces(cost: IntArray) -> IntArray:
    """The nearest free end next, then along its face; all ends in walking order (2F,)."""
    size = len(cost)
    order = np.empty(size, np.int64)
    far = np.iinfo(np.int64).max
    fresh = np.ones(size, np.bool_)
    at = 0
    for x in range(0, size, 2):
        order[x], order[x + 1] = at, at ^ 1
        fresh[at] = fresh[at ^ 1] = False
        at = int(np.where(fresh, cost[at ^ 1], far).argmin())
    return order


def improve(cost: IntArray, tour: IntArray, longest: int, seed: int, kicks: int, pace: Pace) -> None:
    """Local search on the closed `tour` (n,), in place, in slices that can be cancelled."""
    pace.at(0.0)
    near = nearest(cost, NEIGHBOURS)
    state = 1 + abs(seed) % 2147483646
    slice_kicks = max(1, SLICE_WORK // (20 * len(tour)))
    done = 0
    while True:
        pace.at(done / max(kicks, 1))
        now = min(slice_kicks, kicks - done)
        state = int(search(cost, near, tour, longest, now, state))
        done += now
        if done >= kicks:
            return


def nearest(cost: IntArray, most: int) -> IntArray:
    """The `most` nearest other nodes of each node, nearest first, (n, k). O(n^2)."""
    n = len(cost)
    k = min(most + 1, n)
    out = np.empty((n, k - 1), np.int64)
    for low in range(0, n, 512):
        # Ties by number, so that the plan does not hang on how numpy partitions.
        rows = cost[low : low + 512] * n + np.arange(n)
        rows[np.arange(len(rows)), np.arange(low, low + len(rows))] = np.iinfo(np.int64).max
        if k > 1:
            some = np.partition(rows, k - 2, axis=1)[:, : k - 1]
            out[low : low + 512] = np.sort(some, axis=1) % n
    return out


def _opened(tour: IntArray, start: int, end: int) -> IntArray:
    """The walk from just after `start` to just before `end`, which lie side by side."""
    at = int(np.flatnonzero(tour == start)[0])
    turned = np.roll(tour, -at)
    return turned[1:-1] if turned[-1] == end else turned[:1:-1]
