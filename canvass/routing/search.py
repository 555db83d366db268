"""Iterated local search: kick a settled tour where it may be cut, settle again, keep what is no worse.

Martin, Otto, Felten 1992, doi:10.1016/0167-6377(92)90028-2; arguments as in kernels.py.
"""

from __future__ import annotations

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.compiled import compiled
from canvass.routing.kernels import settle

KICK_STRETCH = 50  # longest stretch a kick moves


@compiled
def draw(state: int) -> int:
    """The next state of a Lehmer generator (doi:10.1145/63039.63042); never overflows 64 bits."""
    return (state * 48271) % 2147483647


@compiled
def cut_point(cost: IntArray, tour: IntArray, at: int) -> int:
    """The first position from `at` on whose edge to the next node may be cut."""
    n = tour.size
    at = at % n
    while cost[tour[at], tour[(at + 1) % n]] < 0:
        at = (at + 1) % n
    return at


@compiled
def kick(cost: IntArray, tour: IntArray, where: IntArray, state: int, touched: IntArray) -> tuple[int, int]:
    """Swap two neighbouring stretches (a double bridge); how much longer, and the new state."""
    n = tour.size
    window = max(1, min(KICK_STRETCH, n // 3 - 2))
    state = draw(state)
    p0 = cut_point(cost, tour, state % n)
    state = draw(state)
    p1 = cut_point(cost, tour, p0 + 1 + state % window)
    state = draw(state)
    p2 = cut_point(cost, tour, p1 + 1 + state % window)
    one, two = (p1 - p0) % n, (p2 - p1) % n
    if one == 0 or two == 0 or one + two >= n:
        return 0, state
    ends = (tour[p0], tour[(p0 + 1) % n], tour[p1], tour[(p1 + 1) % n], tour[p2])
    last = tour[(p2 + 1) % n]
    longer = cost[ends[0], ends[3]] + cost[ends[4], ends[1]] + cost[ends[2], last]
    longer -= cost[ends[0], ends[1]] + cost[ends[2], ends[3]] + cost[ends[4], last]
    moved = np.empty(one, np.int64)
    for x in range(one):
        moved[x] = tour[(p0 + 1 + x) % n]
    for x in range(two):
        at = (p0 + 1 + x) % n
        tour[at] = tour[(p1 + 1 + x) % n]
        where[tour[at]] = at
    for x in range(one):
        at = (p0 + 1 + two + x) % n
        tour[at] = moved[x]
        where[moved[x]] = at
    for x in range(5):
        touched[x] = ends[x]
    touched[5] = last
    return longer, state


@compiled
def search(cost: IntArray, near: IntArray, tour: IntArray, longest: int, kicks: int, state: int) -> int:
    """Improve `tour` in place, then kick it `kicks` times, keeping what is no worse.

    Returns the generator's state, from which a next slice goes on. O(n) a kick.
    """
    n = tour.size
    where = np.empty(n, np.int64)
    queue = np.empty(n + 8, np.int64)
    queued = np.ones(n, np.bool_)
    for i in range(n):
        where[tour[i]] = i
        queue[i] = tour[n - 1 - i]
    settle(cost, near, tour, where, longest, queue, queued, n)
    kept = tour.copy()
    touched = np.zeros(6, np.int64)
    for _ in range(kicks):
        longer, state = kick(cost, tour, where, state, touched)
        size = 0
        for x in range(6):
            node = touched[x]
            if not queued[node]:
                queue[size] = node
                size += 1
                queued[node] = True
        gain = settle(cost, near, tour, where, longest, queue, queued, size)
        if gain >= longer:
            kept[:] = tour
        else:
            tour[:] = kept
            for i in range(n):
                where[tour[i]] = i
    return state
