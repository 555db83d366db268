"""From one long walk through block faces to turfs: cut where it costs least.

The long walk comes first and the cuts second (route first, cluster second: Beasley 1983,
doi:10.1016/0305-0483(83)90033-6), so that a turf begins as a stretch of a sensible walk.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.compiled import compiled
from canvass.routing.refine import aims, uneven
from canvass.routing.stops import FACE_DOORS, Face
from canvass.routing.worktime import PlanningNumbers

FACES_OF_A_TURF = 8  # at least so many, or turfs cannot be balanced
OVERTIME = 1.06  # times the budget that the mean turf may last when that makes turfs evener
LONGEST = 3  # times the mean that a turf may last at all


def most_doors(numbers: PlanningNumbers, turf_seconds: float) -> int:
    """Doors of a face, so small that a turf has several: at most 12, at least 1."""
    fitting = turf_seconds / FACES_OF_A_TURF / max(numbers.door_seconds, 1.0)
    return max(1, min(FACE_DOORS, int(fitting)))


def turfs_for(work: float, budget: float, usual: float | None) -> int:
    """How many turfs `work` makes: as few as the budget allows, or, where turfs elsewhere have a
    usual work, the number that comes nearest to it."""
    if usual is None:
        return max(1, ceil(work / budget))
    few, many = max(1, floor(work / usual)), max(1, ceil(work / usual))
    count = few if abs(work / few / usual - 1) <= abs(work / many / usual - 1) else many
    return count if work / count <= OVERTIME * budget else count + 1


def floors_in_order(entered: IntArray, faces: Sequence[Face]) -> IntArray:
    """The same walk, with the pieces of one big entrance taken from the ground floor up."""
    places: dict[tuple[int, int, float], list[int]] = {}
    for position, end in enumerate(entered.tolist()):
        if len(faces[end // 2].stops) == 1:
            stop = faces[end // 2].stops[0]
            places.setdefault((stop.segment, stop.side, stop.offset), []).append(position)
    result = entered.copy()
    for positions in places.values():
        result[positions] = np.sort(entered[positions])
    return result


def split(entered: IntArray, cost: IntArray, work: IntArray, turfs: int) -> list[list[int]]:
    """The walk `entered` (F,) through F faces cut into `turfs` stretches: lists of entered ends.

    The cutting that walks least and is most even, as the later search weighs both; `cost` (2F, 2F)
    between ends and `work` (F,) in ticks. O(K F w), with w faces in the longest turf.
    """
    turfs = min(turfs, len(entered))
    gap = np.r_[0, cost[entered[:-1] ^ 1, entered[1:]]]
    done = np.r_[0, np.cumsum(work[entered // 2] + gap)]
    cuts = _cheapest_cuts(done, gap, turfs, aims(max(float(done[-1]) / turfs, 1.0)))
    ends = entered.tolist()
    return [ends[a:b] for a, b in pairwise(cuts.tolist())]


@compiled
def _cheapest_cuts(done: IntArray, gap: IntArray, turfs: int, aim: IntArray) -> IntArray:
    """Positions to cut at, from 0 to F; `done` (F + 1,) the work and walk before each face."""
    faces = len(gap)
    far = np.int64(1) << 60
    best = np.full((turfs + 1, faces + 1), far, np.int64)
    back = np.zeros((turfs + 1, faces + 1), np.int64)
    best[0, 0] = 0
    for turf in range(1, turfs + 1):
        for end in range(turf, faces + 1):
            for first in range(end - 1, turf - 2, -1):
                load = done[end] - done[first] - gap[first]
                if load > LONGEST * aim[0] and first < end - 1 and best[turf, end] < far:
                    break
                if best[turf - 1, first] < far:
                    price = best[turf - 1, first] - gap[first] + uneven(aim, load)
                    if price < best[turf, end]:
                        best[turf, end] = price
                        back[turf, end] = first
    cuts = np.zeros(turfs + 1, np.int64)
    at = faces
    for turf in range(turfs, 0, -1):
        cuts[turf] = at
        at = back[turf, at]
    return cuts
