"""Turfs improved together: faces, stretches and whole ends of walks change places between them.

Threshold accepting with a falling temperature (Kirkpatrick et al. 1983,
doi:10.1126/science.220.4598.671) over the moves of vehicle routing: relocate, swap, exchange of
tails (2-opt*, Potvin and Rousseau 1995, doi:10.1057/jors.1995.204), each tried only between faces
that are neighbours. Costs are integers: ticks of walking, of unevenness and of pieces too many.

A chunk of F faces in K turfs: `walk[k, :size[k]]` are the ends at which turf k enters its faces,
in walking order (face = end // 2, left by end ^ 1); `cost` (2F, 2F); `work` (F,); links as in
`Neighbours`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.compiled import compiled

LIGHTEST, HEAVIEST = 0.90, 1.085  # of the mean work, before a turf off it gets dear
UNEVEN = 50  # thousandths of a tick of walking that a turf's squared deviation over the mean is worth
STRETCH = 3  # faces that move at once
PIECE = 1 << 36  # ticks that a piece too many costs in the end: more than any trade can gain
CHILL = 256  # steps of the table of random thresholds
THRESHOLDS = np.rint(-1024 * np.log((np.arange(CHILL) + 0.5) / CHILL)).astype(np.int64)


class Chunk(NamedTuple):
    cost: IntArray  # (2F, 2F)
    work: IntArray  # (F,)
    start: IntArray  # (F + 1,) links
    other: IntArray
    walk: IntArray  # (K, F)
    size: IntArray  # (K,)
    turf: IntArray  # (F,) the turf of each face
    load: IntArray  # (K,) work and walking, with what stays
    stays: IntArray  # (K,) work that stays with a turf whatever its faces
    broken: IntArray  # (K,) pieces too many
    aim: IntArray  # (5,) mean, low, high, the price of unevenness in 1/1000 and that of a piece too many


class Bench(NamedTuple):
    """Working space of one search."""

    one: IntArray  # (2F,) a turf's new walk
    two: IntArray  # (2F,)
    stack: IntArray  # (F,)
    seen: IntArray  # (F,) stamps
    stamp: IntArray  # (1,)


def make_bench(faces: int) -> Bench:
    room = 2 * faces + 8
    return Bench(
        np.empty(room, np.int64), np.empty(room, np.int64), np.empty(faces, np.int64),
        np.zeros(faces, np.int64), np.zeros(1, np.int64),
    )  # fmt: skip


def aims(mean: float) -> IntArray:
    """What turfs of this mean work aim at, as in `Chunk.aim`."""
    return np.array([mean, mean * LIGHTEST, mean * HEAVIEST, UNEVEN, PIECE], np.int64)


@compiled
def draw(state: int) -> int:
    """The next state of a Lehmer generator (doi:10.1145/63039.63042); never overflows 64 bits."""
    return (state * 48271) % 2147483647


@compiled
def uneven(aim: IntArray, load: int) -> int:
    """Ticks that a load off the mean is worth: its square, and ten for each tick out of bounds."""
    off = load - aim[0]
    outside = max(aim[1] - load, load - aim[2], 0)
    return int(off * off * aim[3] // (1000 * aim[0]) + 10 * outside)


@compiled
def walked(cost: IntArray, walk: IntArray, size: int) -> int:
    total = 0
    for x in range(size - 1):
        total += cost[walk[x] ^ 1, walk[x + 1]]
    return total


@compiled
def pieces(start: IntArray, other: IntArray, walk: IntArray, size: int, bench: Bench) -> int:
    """Into how many parts the faces of a walk fall. O(links of its faces)."""
    seen, stack = bench.seen, bench.stack
    member = bench.stamp[0] + 1
    bench.stamp[0] += 2
    for x in range(size):
        seen[walk[x] >> 1] = member
    count = 0
    for x in range(size):
        face = walk[x] >> 1
        if seen[face] != member:
            continue
        count += 1
        seen[face] = member + 1
        stack[0] = face
        held = 1
        while held > 0:
            held -= 1
            at = stack[held]
            for link in range(start[at], start[at + 1]):
                beside = other[link]
                if seen[beside] == member:
                    seen[beside] = member + 1
                    stack[held] = beside
                    held += 1
    return count


@compiled
def insert(cost: IntArray, walk: IntArray, size: int, part: IntArray, low: int, high: int) -> int:
    """Put part[low:high] where it adds least walking, either way around; the new size."""
    length = high - low
    best = 1 << 60
    place, turned = 0, False
    for turn in range(2):
        head = part[low] if turn == 0 else part[high - 1] ^ 1
        tail = part[high - 1] if turn == 0 else part[low] ^ 1
        for at in range(size + 1):
            added = 0
            if at > 0:
                added += cost[walk[at - 1] ^ 1, head]
            if at < size:
                added += cost[tail ^ 1, walk[at]]
            if 0 < at < size:
                added -= cost[walk[at - 1] ^ 1, walk[at]]
            if added < best:
                best, place, turned = added, at, turn == 1
    for x in range(size - 1, place - 1, -1):
        walk[x + length] = walk[x]
    for x in range(length):
        walk[place + x] = part[high - 1 - x] ^ 1 if turned else part[low + x]
    return size + length


@compiled
def turn(walk: IntArray, low: int, high: int) -> None:
    """Walk the stretch [low, high) the other way around."""
    while low < high:
        high -= 1
        held = walk[low]
        walk[low] = walk[high] ^ 1
        walk[high] = held ^ 1
        low += 1


@compiled
def settle_turf(cost: IntArray, walk: IntArray, size: int) -> int:
    """2-opt of one open walk until nothing helps; the walking saved."""
    saved = 0
    again = True
    while again:
        again = False
        for low in range(size - 1):
            for high in range(low + 2 if low > 0 else 1, size + 1):
                gain = 0
                if low > 0:
                    gain += cost[walk[low - 1] ^ 1, walk[low]] - cost[walk[low - 1] ^ 1, walk[high - 1] ^ 1]
                if high < size:
                    gain += cost[walk[high - 1] ^ 1, walk[high]] - cost[walk[low], walk[high]]
                if gain > 0:
                    turn(walk, low, high)
                    saved += gain
                    again = True
    return saved
