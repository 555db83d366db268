"""Local search on a closed tour: 2-opt and Or-opt.

Everything is int64 and every accepted step shortens the tour, so the search ends. Arguments:
`cost` (n, n) symmetric ticks, where a negative cost marks an edge that must stay; `near` (n, k)
the nearest nodes of each node, nearest first; `tour` (n,) the order and `where` (n,) its inverse.
Source: Bentley 1992, doi:10.1287/ijoc.4.4.387 (neighbour lists and a queue).
"""

from __future__ import annotations

import numpy as np

from canvass.routing.arrays import BoolArray, IntArray
from canvass.routing.compiled import compiled


@compiled
def reverse(tour: IntArray, where: IntArray, first: int, last: int) -> None:
    """Turn the stretch from position `first` to `last` (cyclic) around, or the rest if shorter."""
    n = tour.size
    inner = (last - first) % n + 1
    if inner * 2 > n:
        first, last = (last + 1) % n, (first - 1) % n
        inner = n - inner
    for _ in range(inner // 2):
        one, two = tour[first], tour[last]
        tour[first], tour[last] = two, one
        where[two], where[one] = first, last
        first = first + 1 if first + 1 < n else 0
        last = last - 1 if last > 0 else n - 1


@compiled
def two_opt(cost: IntArray, near: IntArray, tour: IntArray, where: IntArray, city: int, touched: IntArray) -> int:
    """Replace an edge at `city` by one to a near node; the gain, or 0 when nothing helps."""
    n = tour.size
    at = where[city]
    for step in (1, -1):
        follower = tour[(at + step) % n]
        held = cost[city, follower]
        for k in range(near.shape[1]):
            other = near[city, k]
            gain = held - cost[city, other]
            if gain <= 0:
                break
            beyond = tour[(where[other] + step) % n]
            if other == follower or beyond == city:
                continue
            gain += cost[other, beyond] - cost[follower, beyond]
            if gain > 0:
                if step == 1:
                    reverse(tour, where, where[follower], where[other])
                else:
                    reverse(tour, where, where[other], where[follower])
                touched[0], touched[1], touched[2] = city, follower, other
                touched[3], touched[4], touched[5] = beyond, beyond, beyond
                return int(gain)
    return 0


@compiled
def shift_stretch(tour: IntArray, where: IntArray, start: int, length: int, before: int, turned: bool) -> None:
    """Move `length` nodes from position `start` to just after node `before`."""
    n = tour.size
    moved = np.empty(length, np.int64)
    for x in range(length):
        moved[x] = tour[(start + x) % n]
    ahead = (where[before] - (start + length - 1)) % n
    behind = n - length - ahead
    if ahead <= behind:
        for x in range(ahead):
            at = (start + x) % n
            tour[at] = tour[(start + length + x) % n]
            where[tour[at]] = at
        start = (start + ahead) % n
    else:
        for x in range(behind):
            at = (start + length - 1 - x) % n
            tour[at] = tour[(start - 1 - x) % n]
            where[tour[at]] = at
        start = (start - behind) % n
    for x in range(length):
        at = (start + x) % n
        tour[at] = moved[length - 1 - x] if turned else moved[x]
        where[tour[at]] = at


@compiled
def or_opt(
    cost: IntArray,
    near: IntArray,
    tour: IntArray,
    where: IntArray,
    city: int,
    longest: int,
    touched: IntArray,
) -> int:
    """Move a stretch that starts at `city` next to a near node; the gain, or 0."""
    n = tour.size
    at = where[city]
    for length in range(1, min(longest + 1, n - 4)):
        for step in (1, -1):
            tail = tour[(at + step * (length - 1)) % n]
            ahead = tour[(at - step) % n]
            after = tour[(at + step * length) % n]
            saved = cost[ahead, city] + cost[tail, after] - cost[ahead, after]
            for k in range(near.shape[1]):
                other = near[city, k]
                if cost[city, other] >= saved:
                    break
                if (step * (where[other] - at)) % n < length:
                    continue
                for side in (1, -1):
                    mate = tour[(where[other] + side) % n]
                    if (step * (where[mate] - at)) % n < length:
                        continue
                    gain = saved - cost[city, other] - cost[tail, mate] + cost[other, mate]
                    if gain <= 0:
                        continue
                    # `city` comes to lie beside `other`, whichever way the stretch ran.
                    start = at if step == 1 else (at - length + 1) % n
                    before = other if side == 1 else mate
                    shift_stretch(tour, where, start, length, before, side != step)
                    touched[0], touched[1], touched[2] = city, tail, ahead
                    touched[3], touched[4], touched[5] = after, other, mate
                    return int(gain)
    return 0


@compiled
def settle(
    cost: IntArray,
    near: IntArray,
    tour: IntArray,
    where: IntArray,
    longest: int,
    queue: IntArray,
    queued: BoolArray,
    size: int,
) -> int:
    """Improve around the `size` queued nodes until nothing helps; the total gain."""
    touched = np.zeros(6, np.int64)
    total = 0
    while size > 0:
        size -= 1
        city = queue[size]
        queued[city] = False
        while True:
            gain = two_opt(cost, near, tour, where, city, touched)
            if gain == 0:
                gain = or_opt(cost, near, tour, where, city, longest, touched)
            if gain == 0:
                break
            total += gain
            for x in range(6):
                node = touched[x]
                if not queued[node]:
                    queue[size] = node
                    size += 1
                    queued[node] = True
    return total
