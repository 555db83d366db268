"""Boundary exchange: faces change to a neighbouring turf where that shortens or evens the walks.

A face may leave only if what it leaves stays whole, and may join only turfs it lies next to, so
that no turf falls into more pieces than it had.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from canvass.routing.arrays import TICKS, BoolArray, IntArray
from canvass.routing.cut import LONG_GAP_SECONDS, UNEVEN, FaceTimes
from canvass.routing.pace import Pace
from canvass.routing.tour import nearest

ROUNDS = 6
LIGHTEST, HEAVIEST = 0.90, 1.08  # work of a turf against the mean, as far as moves may take it
NEAR_FACES = 8
PIECE_SECONDS = 600.0  # what one piece too many may cost in walking to undo


@dataclass
class Boundaries:
    """Turfs as lists of entered ends, while faces move between them."""

    times: FaceTimes
    between: IntArray  # (F, F) ticks between the nearest ends
    linked: BoolArray  # (F, F) near enough to walk on without a break
    turfs: list[list[int]]
    owner: list[int]
    loads: list[int]  # ticks of work and walking
    mean: float
    low: float
    high: float

    def hop(self, end: int, entered: int) -> int:
        """Ticks from leaving the face entered at `end` to entering the next."""
        return int(self.times.cost[end ^ 1, entered])

    def uneven(self, load: float) -> float:
        outside = max(self.low - load, load - self.high, 0.0)
        return UNEVEN * (load - self.mean) ** 2 / self.mean + 10.0 * outside


def exchange(turfs: list[list[int]], times: FaceTimes, pace: Pace) -> list[list[int]]:
    """Turfs after moving faces while the sum of walking, unevenness and pieces falls."""
    if len(turfs) < 2:
        return turfs
    state = _boundaries([list(turf) for turf in turfs], times)
    near = nearest(state.between, NEAR_FACES).tolist()
    for round_ in range(ROUNDS):
        moved = 0
        for face, around in enumerate(near):
            if face % 64 == 0:
                pace.at((round_ + face / len(near)) / ROUNDS)
            moved += _move(state, face, around)
        if not moved:
            break
    return [turf for turf in state.turfs if turf]


def pieces(linked: BoolArray, faces: list[int]) -> int:
    """Into how many parts a set of faces falls; `linked` (F, F). O(n^2)."""
    if not faces:
        return 0
    part = linked[np.ix_(faces, faces)]
    fresh = np.ones(len(faces), np.bool_)
    count = 0
    while fresh.any():
        count += 1
        front = np.zeros(len(faces), np.bool_)
        front[int(fresh.argmax())] = True
        while front.any():
            fresh &= ~front
            front = part[front].any(axis=0) & fresh
    return count


def _boundaries(turfs: list[list[int]], times: FaceTimes) -> Boundaries:
    cost = times.cost
    between = np.minimum(np.minimum(cost[::2, ::2], cost[::2, 1::2]), np.minimum(cost[1::2, ::2], cost[1::2, 1::2]))
    owner = [0] * len(times.faces)
    loads = []
    for number, turf in enumerate(turfs):
        for end in turf:
            owner[end // 2] = number
        walk = sum(int(cost[a ^ 1, b]) for a, b in pairwise(turf))
        loads.append(walk + sum(int(times.work[end // 2]) for end in turf))
    mean = sum(loads) / len(loads)
    low, high = min(*loads, mean * LIGHTEST), max(*loads, mean * HEAVIEST)
    linked = between <= int(LONG_GAP_SECONDS * TICKS)
    return Boundaries(times, between, linked, turfs, owner, loads, mean, low, high)


def _without(state: Boundaries, turf: list[int], at: int) -> int:
    """Ticks of walking saved by taking the face at position `at` out."""
    saved = 0
    if at > 0:
        saved += state.hop(turf[at - 1], turf[at])
    if at + 1 < len(turf):
        saved += state.hop(turf[at], turf[at + 1])
    if 0 < at < len(turf) - 1:
        saved -= state.hop(turf[at - 1], turf[at + 1])
    return saved


def _best_place(state: Boundaries, turf: list[int], face: int, beside: set[int]) -> tuple[int, ...]:
    """(ticks of walking added, position, entered end), next to one of the faces `beside`."""
    best: tuple[int, ...] = ()
    spots = {at + step for at, end in enumerate(turf) if end // 2 in beside for step in (0, 1)}
    for at in sorted(spots):
        for end in (2 * face, 2 * face + 1):
            added = 0
            if at > 0:
                added += state.hop(turf[at - 1], end)
            if at < len(turf):
                added += state.hop(end, turf[at])
            if 0 < at < len(turf):
                added -= state.hop(turf[at - 1], turf[at])
            best = min(best or (added, at, end), (added, at, end))
    return best


def _move(state: Boundaries, face: int, around: list[int]) -> bool:
    """Move one face to the neighbouring turf where it helps most, if anywhere."""
    home = state.owner[face]
    beside = {f for f in around if state.owner[f] != home and state.linked[face, f]}
    source = state.turfs[home]
    if not beside or len(source) < 2:
        return False
    at = next(x for x, end in enumerate(source) if end // 2 == face)
    saved = _without(state, source, at)
    work = int(state.times.work[face])
    lighter = state.loads[home] - work - saved
    relief = saved + state.uneven(state.loads[home]) - state.uneven(lighter)
    best: tuple[float, int, tuple[int, ...]] | None = None
    for goal in sorted({state.owner[f] for f in beside}):
        place = _best_place(state, state.turfs[goal], face, beside)
        heavier = state.loads[goal] + work + place[0]
        price = place[0] + state.uneven(heavier) - state.uneven(state.loads[goal])
        gain = relief - price
        if best is None or gain > best[0]:
            best = (gain, goal, place)
    if best is None or best[0] + PIECE_SECONDS * TICKS <= 1:
        return False
    gain, goal, place = best
    if gain + _pieces_mended(state, source, face) <= 1:
        return False
    _put(state, face, at, goal, place, lighter, work)
    return True


def _pieces_mended(state: Boundaries, source: list[int], face: int) -> float:
    """Ticks that the change in pieces is worth; minus infinity if the source would break.

    Where the face joins it lies beside another face, so that turf gains no piece.
    """
    left = [end // 2 for end in source if end // 2 != face]
    change = pieces(state.linked, [*left, face]) - pieces(state.linked, left)
    return -np.inf if change < 0 else change * PIECE_SECONDS * TICKS


def _put(
    state: Boundaries,
    face: int,
    at: int,
    goal: int,
    place: tuple[int, ...],
    lighter: int,
    work: int,
) -> None:
    added, position, end = place
    home = state.owner[face]
    del state.turfs[home][at]
    state.turfs[goal].insert(position, end)
    state.loads[home] = lighter
    state.loads[goal] += work + added
    state.owner[face] = goal
