"""One step of a Lin-Kernighan search: the best way to replace two or three edges of a tour.

The tour is seen as a path from t2 to t1, whose edge (t1, t2) is taken out first. Then (t2, t3)
comes in, (t3, t4) goes out, (t4, t5) comes in, (t5, t6) goes out, and (t6, t1) would close it
again. Lin and Kernighan 1973, doi:10.1287/opre.21.2.498; steps of three edges as in Helsgaun 2000,
doi:10.1016/S0377-2217(99)00284-2.

`cost` (n, n) symmetric ticks, where a negative cost marks an edge that must stay; `near` (n, k) the
nodes worth joining to each node, nearest first, and `reach` (n, k) their costs. A `pick` holds the
kind of step, t3 to t6, the gain if closed, and the gain before closing.
"""

from __future__ import annotations

from canvass.routing.arrays import IntArray
from canvass.routing.compiled import compiled
from canvass.routing.kernels import beside, exchange_edges

KIND, T3, T4, T5, T6, CLOSED, OPEN = range(7)
PICK = 7  # places of a pick
TWO, TURNED, SWAPPED, BOTH_TURNED = range(4)  # kinds of steps


@compiled
def note(pick: IntArray, kind: int, t3: int, t4: int, t5: int, t6: int) -> None:
    pick[KIND], pick[T3], pick[T4], pick[T5], pick[T6] = kind, t3, t4, t5, t6


@compiled
def weigh(pick: IntArray, kind: int, t3: int, t4: int, t5: int, t6: int, gain: int, closed: int) -> None:
    """Keep this step if it is the best so far; one that closes well beats any that does not."""
    if closed > pick[CLOSED]:
        pick[CLOSED] = closed
        note(pick, kind, t3, t4, t5, t6)
    elif pick[CLOSED] == 0 and gain > pick[OPEN]:
        pick[OPEN] = gain
        note(pick, kind, t3, t4, t5, t6)


@compiled
def after_turn(
    cost: IntArray, near: IntArray, reach: IntArray, tour: IntArray, where: IntArray,
    ends: tuple[int, int], step: int, t3: int, gain: int, pick: IntArray,
) -> None:  # fmt: skip
    """Steps where t4 lies before t3: two edges, or a third within either stretch."""
    t1, t2 = ends
    n = tour.size
    t4 = beside(tour, where[t3], -step)
    gain += cost[t3, t4]
    closed = gain - cost[t4, t1]
    if closed > pick[CLOSED]:
        pick[CLOSED] = closed
        note(pick, TWO, t3, t4, t4, t4)
    at3 = (step * (where[t3] - where[t2])) % n
    for k in range(near.shape[1]):
        left = gain - reach[t4, k]
        if left <= 0:
            break
        t5 = near[t4, k]
        at5 = (step * (where[t5] - where[t2])) % n
        if at5 == n - 1 or at3 - 2 <= at5 <= at3:
            continue
        t6 = beside(tour, where[t5], -step if at5 > at3 else step)
        left += cost[t5, t6]
        weigh(pick, TURNED, t3, t4, t5, t6, left, left - cost[t6, t1])


@compiled
def after_ring(
    cost: IntArray, near: IntArray, reach: IntArray, tour: IntArray, where: IntArray,
    ends: tuple[int, int], step: int, t3: int, gain: int, pick: IntArray,
) -> None:  # fmt: skip
    """Steps where t4 lies after t3, so that t2 to t3 is a ring, which is opened elsewhere."""
    t1, t2 = ends
    n = tour.size
    t4 = beside(tour, where[t3], step)
    gain += cost[t3, t4]
    at3 = (step * (where[t3] - where[t2])) % n
    for k in range(near.shape[1]):
        left = gain - reach[t4, k]
        if left <= 0:
            break
        t5 = near[t4, k]
        at5 = (step * (where[t5] - where[t2])) % n
        if at5 >= at3:
            continue
        t6 = beside(tour, where[t5], step)
        more = left + cost[t5, t6]
        weigh(pick, SWAPPED, t3, t4, t5, t6, more, more - cost[t6, t1])
        if at5 > 0:
            t6 = beside(tour, where[t5], -step)
            more = left + cost[t5, t6]
            weigh(pick, BOTH_TURNED, t3, t4, t5, t6, more, more - cost[t6, t1])


@compiled
def best_step(
    cost: IntArray, near: IntArray, reach: IntArray, tour: IntArray, where: IntArray,
    t1: int, t2: int, held: int, pick: IntArray,
) -> None:  # fmt: skip
    """Fill `pick` with the best step after taking out (t1, t2), where `held` was gained so far.

    If none closes with a gain, the one that gains most before closing. O(k^2).
    """
    n = tour.size
    step = 1 if beside(tour, where[t1], 1) == t2 else -1
    pick[CLOSED] = pick[OPEN] = 0
    for k in range(near.shape[1]):
        gain = held - reach[t2, k]
        if gain <= 0:
            return
        t3 = near[t2, k]
        at3 = (step * (where[t3] - where[t2])) % n
        if at3 <= 1 or at3 == n - 1:
            continue
        after_turn(cost, near, reach, tour, where, (t1, t2), step, t3, gain, pick)
        after_ring(cost, near, reach, tour, where, (t1, t2), step, t3, gain, pick)


@compiled
def carry_out(tour: IntArray, where: IntArray, log: IntArray, t1: int, t2: int, pick: IntArray) -> None:
    """Make the picked step and close the tour; its last edge is then (t1, t6)."""
    kind, t3, t4, t5, t6 = pick[KIND], pick[T3], pick[T4], pick[T5], pick[T6]
    if kind == TWO:
        exchange_edges(tour, where, log, t1, t2, t3, t4)
    elif kind == TURNED:
        exchange_edges(tour, where, log, t1, t2, t3, t4)
        exchange_edges(tour, where, log, t1, t4, t5, t6)
    elif kind == SWAPPED:
        exchange_edges(tour, where, log, t1, t2, t4, t3)
        exchange_edges(tour, where, log, t1, t3, t5, t6)
        exchange_edges(tour, where, log, t3, t5, t4, t2)
    else:
        exchange_edges(tour, where, log, t1, t2, t5, t6)
        exchange_edges(tour, where, log, t2, t5, t4, t3)
