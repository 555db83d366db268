"""Replacing edges of a closed tour, with a log by which replacements are taken back.

Everything is int64. `tour` (n,) is the order and `where` (n,) its inverse; `log[0]` is the first
free place of the log, whose pairs are the positions between which the tour was turned around.
"""

from __future__ import annotations

from canvass.routing.arrays import IntArray
from canvass.routing.compiled import compiled

LOG = 1 << 14  # places of a log


@compiled
def turn(tour: IntArray, where: IntArray, first: int, last: int) -> None:
    """Turn the stretch from position `first` to `last` (cyclic) around, or the rest if shorter."""
    n = tour.size
    inner = last - first + 1
    if inner <= 0:
        inner += n
    if inner * 2 > n:
        first, last = last + 1, first - 1
        if first == n:
            first = 0
        if last < 0:
            last = n - 1
        inner = n - inner
    for _ in range(inner // 2):
        one, two = tour[first], tour[last]
        tour[first], tour[last] = two, one
        where[two], where[one] = first, last
        first += 1
        if first == n:
            first = 0
        last -= 1
        if last < 0:
            last = n - 1


@compiled
def exchange_edges(tour: IntArray, where: IntArray, log: IntArray, a: int, b: int, c: int, d: int) -> None:
    """Replace the edges (a, b) and (d, c) by (b, c) and (d, a); d comes before c as seen from a to b."""
    n = tour.size
    follower = where[a] + 1
    if follower == n:
        follower = 0
    if tour[follower] == b:
        first, last = where[b], where[d]
    else:
        first, last = where[d], where[b]
    turn(tour, where, first, last)
    free = log[0]
    log[free], log[free + 1] = first, last
    log[0] = free + 2


@compiled
def take_back(tour: IntArray, where: IntArray, log: IntArray, mark: int) -> None:
    """Undo what was logged from `mark` on, the latest first."""
    free = log[0]
    while free > mark:
        free -= 2
        turn(tour, where, log[free], log[free + 1])
    log[0] = mark


@compiled
def beside(tour: IntArray, position: int, step: int) -> int:
    """The node one place further, in the direction `step` (1 or -1)."""
    position += step
    if position < 0:
        position = tour.size - 1
    elif position == tour.size:
        position = 0
    return int(tour[position])
