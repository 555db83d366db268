"""Iterated Lin-Kernighan search: kick a settled tour where it may be cut, settle again around the
cuts, take back what came out longer. A kick costs what it touches, not O(n).

Martin, Otto, Felten 1992, doi:10.1016/0167-6377(92)90028-2; kicks by short stretches as in Johnson
and McGeoch 1997 (Local Search in Combinatorial Optimization, chapter 8). Arguments as in moves.py.
"""

from __future__ import annotations

import numpy as np

from canvass.routing.arrays import BoolArray, IntArray
from canvass.routing.compiled import compiled
from canvass.routing.kernels import LOG, beside, exchange_edges, take_back
from canvass.routing.moves import CLOSED, OPEN, PICK, T3, T4, T5, T6, best_step, carry_out

DEPTH = 6  # steps in a row that may lose before one wins
KICK_STRETCH = 50  # longest stretch that a kick moves
SMALLEST = 8  # nodes of a tour that can be kicked
MOVES, MOVES_A_NODE = 1000, 100  # improvements after which a search stops at any rate
CUTS = 8  # nodes at the four cuts of a kick


@compiled
def draw(state: int) -> int:
    """The next state of a Lehmer generator (doi:10.1145/63039.63042); never overflows 64 bits."""
    return (state * 48271) % 2147483647


@compiled
def improve_at(
    cost: IntArray, near: IntArray, reach: IntArray, tour: IntArray, where: IntArray, log: IntArray,
    t1: int, pick: IntArray, touched: IntArray,
) -> int:  # fmt: skip
    """Shorten the tour by a chain of steps from one of the edges at `t1`; the gain, or 0.

    `touched[0]` counts the nodes that follow it in `touched`.
    """
    for step in (1, -1):
        t2 = beside(tour, where[t1], step)
        held = cost[t1, t2]
        mark = log[0]
        touched[1], touched[2] = t1, t2
        count = 2
        for _ in range(DEPTH):
            best_step(cost, near, reach, tour, where, t1, t2, held, pick)
            if pick[CLOSED] == 0 and pick[OPEN] == 0:
                break
            carry_out(tour, where, log, t1, t2, pick)
            touched[count + 1], touched[count + 2] = pick[T3], pick[T4]
            touched[count + 3], touched[count + 4] = pick[T5], pick[T6]
            count += 4
            if pick[CLOSED] > 0:
                touched[0] = count
                return int(pick[CLOSED])
            t2, held = pick[T6], pick[OPEN]
        take_back(tour, where, log, mark)
    return 0


@compiled
def settle(
    cost: IntArray, near: IntArray, reach: IntArray, tour: IntArray, where: IntArray, log: IntArray,
    queue: IntArray, queued: BoolArray, size: int, logged: bool,
) -> int:  # fmt: skip
    """Improve around the first `size` nodes of the queue until nothing helps; the total gain.

    Without `logged` it cannot be taken back. A full log, or more improvements than any sensible
    search makes, end it early, which is no harm.
    """
    n = tour.size
    pick = np.zeros(PICK, np.int64)
    touched = np.zeros(3 + 4 * DEPTH, np.int64)
    total = 0
    head = 0
    left = MOVES + MOVES_A_NODE * n
    while size > 0:
        node = queue[head]
        head = head + 1 if head + 1 < n else 0
        size -= 1
        queued[node] = False
        while left > 0 and log[0] + 6 * DEPTH + 2 < log.size:
            gain = improve_at(cost, near, reach, tour, where, log, node, pick, touched)
            if gain == 0:
                break
            total += gain
            left -= 1
            if not logged:
                log[0] = 1
            for x in range(1, touched[0] + 1):
                other = touched[x]
                if other != node and not queued[other]:
                    queue[(head + size) % n] = other
                    size += 1
                    queued[other] = True
    return total


@compiled
def cut_point(cost: IntArray, tour: IntArray, at: int) -> int:
    """The first position from `at` on whose edge to the next node may be cut; may pass n."""
    n = tour.size
    for x in range(at, at + n):
        if cost[tour[x % n], tour[(x + 1) % n]] >= 0:
            return x
    return at


@compiled
def kick(
    cost: IntArray, tour: IntArray, where: IntArray, log: IntArray, state: int, ends: IntArray
) -> tuple[int, int]:  # fmt: skip
    """A double bridge: three stretches in a row change places; how much longer, and the new state.

    `ends` receives the nodes at the four cuts, or -1 first when there was no room to cut.
    """
    n = tour.size
    longest = max(1, min(KICK_STRETCH, n // 4 - 1))
    state = draw(state)
    start = at = cut_point(cost, tour, state % n)
    ends[0], ends[1] = tour[at % n], tour[(at + 1) % n]
    for x in range(2, CUTS, 2):
        state = draw(state)
        at = cut_point(cost, tour, at + 1 + (state >> 7) % longest)
        ends[x], ends[x + 1] = tour[at % n], tour[(at + 1) % n]
    if at - start >= n:
        ends[0] = -1
        return 0, state
    # Before: a, b..c, d..e, f..g, h. After: a, f..g, d..e, b..c, h.
    a, b, c, d = ends[0], ends[1], ends[2], ends[3]
    e, f, g, h = ends[4], ends[5], ends[6], ends[7]
    longer = cost[a, f] + cost[g, d] + cost[e, b] + cost[c, h]
    longer -= cost[a, b] + cost[c, d] + cost[e, f] + cost[g, h]
    exchange_edges(tour, where, log, a, b, h, g)
    exchange_edges(tour, where, log, a, g, e, f)
    exchange_edges(tour, where, log, g, e, c, d)
    exchange_edges(tour, where, log, e, c, h, b)
    return longer, state


@compiled
def search(
    cost: IntArray, near: IntArray, reach: IntArray, tour: IntArray, kicks: int, state: int, fresh: bool
) -> tuple[int, int]:  # fmt: skip
    """Settle a `fresh` tour in place, then kick it `kicks` times, keeping what is no longer.

    Returns the total gain and the generator's state, from which a next slice goes on.
    """
    n = tour.size
    where = np.empty(n, np.int64)
    for i in range(n):
        where[tour[i]] = i
    log = np.ones(LOG, np.int64)
    queue = tour.copy()
    queued = np.full(n, fresh)
    total = 0
    if fresh:
        total = settle(cost, near, reach, tour, where, log, queue, queued, n, False)
    ends = np.zeros(CUTS, np.int64)
    for _ in range(kicks if n >= SMALLEST else 0):
        log[0] = 1
        longer, state = kick(cost, tour, where, log, state, ends)
        if ends[0] < 0:
            continue
        size = 0
        for node in ends:
            if not queued[node]:
                queue[size] = node
                size += 1
                queued[node] = True
        gain = settle(cost, near, reach, tour, where, log, queue, queued, size, True)
        if gain >= longer:
            total += gain - longer
        else:
            take_back(tour, where, log, 1)
    return total, state
