"""All turfs of one component: quarters, districts that one search can hold, and their borders.

Up to `MOST_TURFS` turfs are cut together on a full matrix; more ground is first cut in districts
along thin boundaries (districts.py), and afterwards the turfs on both sides of each boundary are
improved together. So time grows as F log F with the number of faces and memory linearly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.boards import Board
from canvass.routing.cut import floors_in_order, split, turfs_for
from canvass.routing.districts import districts
from canvass.routing.improving import WARM, improve_turfs, make_chunk
from canvass.routing.neighbours import Neighbours
from canvass.routing.pace import Pace
from canvass.routing.tour import walk_faces

MOST_TURFS = 26
MOST_FACES = 500
TRIES_OF_A_FACE = 600  # at 20,000 iterations
LONE_TURFS, LONE_FACES = 64, 1000  # at most, where all ground is one chunk
LONE_TRIES = 1200  # of a face there


@dataclass(frozen=True)
class Effort:
    """How hard to search, and what for: work of a turf in ticks, or so many turfs."""

    seed: int
    iterations: int
    budget: float
    parts: int | None
    warmth: int = WARM  # COLD where a first plan is good, as on a grid of streets

    def tries(self, faces: int) -> int:
        return TRIES_OF_A_FACE * faces * self.iterations // 20_000


Turfs = list[list[int]]  # entered ends, by turf


def cut_board(board: Board, effort: Effort, pace: Pace) -> tuple[Turfs, Neighbours]:
    """The turfs of a component, and the links by which they are whole."""
    work = board.expected_work()
    pace.at(0.0)
    usual = usual_work(board, effort)
    pace.at(0.0)
    neighbours = board.links.neighbours(work, usual)
    turfs: Turfs = []
    faces = len(board.work)
    for number in np.unique(neighbours.quarter).tolist():
        rows = np.flatnonzero(neighbours.quarter == number)
        low, high = (0.9 * done / faces for done in (sum(map(len, turfs)), sum(map(len, turfs)) + len(rows)))
        turfs += _cut_quarter(board, neighbours, rows, work[rows], usual, effort, pace.part(low, high))
    return turfs, neighbours


def usual_work(board: Board, effort: Effort) -> float:
    """Ticks of an even turf. Asked for parts, all ground is one quarter: no number of turfs is
    out of reach then."""
    if effort.parts is not None:
        return np.inf
    total = float(board.expected_work().sum())
    return total / turfs_for(total, effort.budget, None)


def _cut_quarter(
    board: Board, neighbours: Neighbours, rows: IntArray, work: IntArray, usual: float, effort: Effort, pace: Pace
) -> Turfs:
    part = neighbours.part(rows)
    count = effort.parts or turfs_for(float(work.sum()), effort.budget, usual)
    most = min(MOST_TURFS, max(2, MOST_FACES * count // len(rows)))
    lone = len(rows) == len(neighbours.quarter) and count <= LONE_TURFS and len(rows) <= LONE_FACES
    most = count if lone else most
    turfs: Turfs = []
    owner: list[int] = []
    cut = 0.7 if count > most else 1.0
    for number, (some, wanted) in enumerate(districts(part, work, count, most, pace.silent())):
        low = cut * sum(map(len, turfs)) / len(rows)
        share = pace.part(low, low + cut * len(some) / len(rows))
        exact = wanted if effort.parts else None
        fresh = _cut_chunk(board, neighbours, rows[some], exact, None if lone else usual, effort, share)
        turfs += fresh
        owner += [number] * len(fresh)
    if count > most:
        turfs = _mend_borders(board, neighbours, turfs, owner, effort, pace.part(cut, 1.0))
    return turfs


def _cut_chunk(
    board: Board, neighbours: Neighbours, rows: IntArray, parts: int | None, usual: float | None,
    effort: Effort, pace: Pace,
) -> Turfs:  # fmt: skip
    """Route first, then cut, then trade; at most about `MOST_FACES` faces."""
    ways = board.ways(rows, neighbours, pace.part(0.0, 0.3))
    kicks = min(effort.iterations // 10, len(rows))
    entered = walk_faces(ways.cost, effort.seed, kicks, pace.part(0.3, 0.6))
    entered = floors_in_order(entered, [board.faces[row] for row in rows])
    work = float(ways.work.sum() + ways.cost[entered[:-1] ^ 1, entered[1:]].sum())
    count = parts or turfs_for(work, effort.budget, usual)
    turfs = split(entered, ways.cost, ways.work, count)
    tries = effort.tries(len(rows)) * (LONE_TRIES if usual is None else TRIES_OF_A_FACE) // TRIES_OF_A_FACE
    turfs = improve_turfs(turfs, ways, work / count, effort.seed, tries, pace.part(0.6, 1.0), warmth=effort.warmth)
    return [[2 * int(rows[end >> 1]) + (end & 1) for end in turf] for turf in turfs]


def improve_together(
    board: Board, neighbours: Neighbours, turfs: Sequence[list[int]], effort: Effort, pace: Pace,
    extra: IntArray | None = None,
) -> Turfs:  # fmt: skip
    """The same faces in as many turfs, after trades between them."""
    rows = np.sort(np.array([end >> 1 for turf in turfs for end in turf]))
    place = {row: number for number, row in enumerate(rows.tolist())}
    ways = board.ways(rows, neighbours, pace.part(0.0, 0.5))
    own = [[2 * place[end >> 1] + (end & 1) for end in turf] for turf in turfs]
    load = make_chunk(own, ways, 1.0, extra).load
    tries = effort.tries(len(rows))
    better = improve_turfs(own, ways, float(load.mean()), effort.seed, tries, pace.part(0.5, 1.0), extra)
    return [[2 * int(rows[end >> 1]) + (end & 1) for end in turf] for turf in better]


def _mend_borders(
    board: Board, neighbours: Neighbours, turfs: Turfs, owner: list[int], effort: Effort, pace: Pace
) -> Turfs:
    """Turfs on both sides of a boundary between districts, improved a few at a time."""
    beside = turfs_beside(neighbours, turfs)
    border = {turf for turf, others in enumerate(beside) if any(owner[other] != owner[turf] for other in others)}
    result = list(turfs)
    for done, group in _groups(beside, border):
        share = pace.part(done / len(border), (done + len(group)) / len(border))
        better = improve_together(board, neighbours, [result[turf] for turf in group], effort, share)
        for turf, ends in zip(group, better, strict=True):
            result[turf] = ends
    return result


def turfs_beside(neighbours: Neighbours, turfs: Turfs) -> list[list[int]]:
    """The turfs that lie next to each turf."""
    owner = np.full(len(neighbours.quarter), -1, np.int64)
    for number, ends in enumerate(turfs):
        owner[np.array(ends) // 2] = number
    rows = np.repeat(owner, np.diff(neighbours.start))
    others = owner[neighbours.other]
    keep = (rows >= 0) & (others >= 0) & (rows != others)
    pairs = np.unique(np.stack([rows[keep], others[keep]], axis=1), axis=0)
    found: list[list[int]] = [[] for _ in turfs]
    for one, two in pairs.tolist():
        found[one].append(two)
    return found


def _groups(beside: list[list[int]], wanted: set[int]) -> Iterator[tuple[int, list[int]]]:
    """Turfs in groups of neighbours, each once, and how many came before."""
    left = set(wanted)
    done = 0
    for first in sorted(wanted):
        if first not in left:
            continue
        group = [first]
        left.remove(first)
        for turf in group:
            for other in beside[turf]:
                if other in left and len(group) < MOST_TURFS * 2 // 3:
                    group.append(other)
                    left.remove(other)
        yield done, group
        done += len(group)
