"""Walking orders: one way through stops, and one way through faces that are walked end to end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.candidates import candidates, nearest
from canvass.routing.exact import EXACT_STOPS, best_walk
from canvass.routing.pace import Pace
from canvass.routing.search import search

__all__ = [
    "Search", "greedy_faces", "greedy_order", "nearest", "round_tour", "usual_kicks", "walk_faces", "walk_stops",
]  # fmt: skip

KEEP = 1 << 40  # ticks no walk reaches: minus this, an edge is always worth keeping
SLICE_KICKS = 500  # of one slice, about 50 ms


def usual_kicks(n: int) -> int:
    """Kicks after which a walk through n stops is usually within 0.5 % of the best one known.

    One a stop up to 400 stops (about 4 ms at 50 stops, 80 ms at 400), then more: 10,000 at 1,000
    stops, 1 to 2 s. A kick costs 50 to 150 microseconds.
    """
    return n + 15 * max(0, n - 400)


def walk_stops(
    cost: IntArray, first: IntArray | None, seed: int, kicks: int, pace: Pace, last: IntArray | None = None
) -> IntArray:
    """An open walk through all stops: exact for <= 8, iterated Lin-Kernighan search above.

    `cost` (n, n) symmetric ticks; `first` (n,) the ticks from the start to each stop, or None when
    the walk may begin anywhere; `last` (n,) likewise from each stop to the end. Returns the order (n,).
    """
    n = len(cost)
    lead = np.zeros(n, np.int64) if first is None else first
    rest = np.zeros(n, np.int64) if last is None else last
    if n <= EXACT_STOPS:
        return best_walk(np.ascontiguousarray(cost, np.int64), lead, rest)
    # Helpers: n stands for the start and, beside it, n + 1 for the end; free ends share one.
    free = first is None and last is None
    grown = np.zeros((n + 1 if free else n + 2,) * 2, np.int64)
    grown[:n, :n] = cost
    grown[n, :n] = grown[:n, n] = lead
    if not free:
        grown[-1, :n] = grown[:n, -1] = rest
        grown[n, n + 1] = grown[n + 1, n] = -KEEP
    pace.at(0.0)
    tour = np.r_[greedy_order(cost, int(lead.argmin())), [n] if free else [n + 1, n]]
    _improve(Search.of(grown, tour, _with_helpers(cost, grown), seed), kicks, pace)
    return _opened(tour, n, n if free else n + 1)


def walk_faces(cost: IntArray, seed: int, kicks: int, pace: Pace) -> IntArray:
    """An open walk through F faces, each from one end to the other.

    `cost` (2F, 2F) symmetric ticks between ends; face f has the ends 2f and 2f + 1. Returns the
    ends at which faces are entered, in order (F,); face = end // 2.
    """
    size = len(cost)
    if size <= 2:
        return np.arange(0, size, 2)
    grown = np.zeros((size + 2, size + 2), np.int64)
    grown[:size, :size] = cost
    even = np.arange(0, size + 2, 2)
    grown[even, even + 1] = grown[even + 1, even] = -KEEP
    pace.at(0.0)
    tour = np.r_[greedy_faces(cost), size, size + 1]
    near = _with_helpers(grown[:size, :size], grown)
    _improve(Search.of(grown, tour, near, seed), kicks, pace)
    return _opened(tour, size, size + 1)[::2]


def round_tour(cost: IntArray, seed: int, kicks: int, pace: Pace) -> IntArray:
    """A closed tour through all nodes, `cost` (n, n) symmetric; returns the order (n,)."""
    n = len(cost)
    if n <= 3:
        return np.arange(n)
    if n <= EXACT_STOPS + 1:
        inner, home = np.ascontiguousarray(cost[1:, 1:], np.int64), np.ascontiguousarray(cost[0, 1:], np.int64)
        rest: IntArray = best_walk(inner, home, home) + 1
        return np.concatenate([np.zeros(1, np.int64), rest])
    tour = greedy_order(cost, 0)
    _improve(Search.of(cost, tour, candidates(cost), seed), kicks, pace)
    return tour


@dataclass
class Search:
    """A tour under improvement, in place, in slices; the same seed and slices give the same tour."""

    cost: IntArray  # (n, n)
    tour: IntArray  # (n,)
    near: IntArray  # (n, k) nodes worth joining, nearest first
    reach: IntArray  # (n, k) their costs
    state: int
    fresh: bool = True

    @classmethod
    def of(cls, cost: IntArray, tour: IntArray, near: IntArray, seed: int) -> Search:
        reach = np.take_along_axis(cost, near, axis=1)
        state = 1 + abs(seed) % 2147483646
        return cls(np.ascontiguousarray(cost, np.int64), tour, near, reach, state)

    def go(self, kicks: int) -> int:
        """Settle first if that was not done, then kick so often; the gain."""
        gain, state = search(self.cost, self.near, self.reach, self.tour, kicks, self.state, self.fresh)
        self.state, self.fresh = int(state), False
        return int(gain)


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


def _improve(work: Search, kicks: int, pace: Pace) -> None:
    """In slices that can be cancelled."""
    done = 0
    pace.at(0.0)
    work.go(0)
    while done < kicks:
        pace.at(done / kicks)
        now = min(SLICE_KICKS, kicks - done)
        work.go(now)
        done += now


def _with_helpers(inner: IntArray, grown: IntArray) -> IntArray:
    """Candidates among the real nodes, plus the helpers behind them in `grown` for each."""
    n, helpers = len(inner), range(len(inner), len(grown))
    own = candidates(inner)
    near = np.empty((len(grown), own.shape[1] + len(helpers)), np.int64)
    near[:n] = np.c_[own, np.tile(helpers, (n, 1))]
    by_cost = np.argsort(np.take_along_axis(grown[:n], near[:n], axis=1), axis=1, kind="stable")
    near[:n] = np.take_along_axis(near[:n], by_cost, axis=1)
    for helper in helpers:
        near[helper] = np.resize(np.argsort(grown[helper, :n], kind="stable"), near.shape[1])
    return near


def _opened(tour: IntArray, start: int, end: int) -> IntArray:
    """The walk from just after `start` to just before `end`, which lie side by side or are one."""
    at = int(np.flatnonzero(tour == start)[0])
    turned = np.roll(tour, -at)
    if start == end:
        return turned[1:]
    return turned[1:-1] if turned[-1] == end else turned[:1:-1]
