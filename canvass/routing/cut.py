"""From block faces to turfs: one long walk through all faces, cut where it costs least.

The long walk comes first and the cuts second (route first, cluster second: Beasley 1983,
doi:10.1016/0305-0483(83)90033-6), so that a turf is a stretch of a sensible walk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from canvass.routing.arrays import TICKS, IntArray
from canvass.routing.graph import Network
from canvass.routing.matrix import CornerTimes, spots, time_matrix
from canvass.routing.pace import Pace
from canvass.routing.stops import FACE_DOORS, Face, dwell_seconds
from canvass.routing.worktime import PlanningNumbers

TOLERANCES = (0.04, 0.06, 0.08, 0.10, 0.12, 0.16, 0.22, 0.35, 0.6)
OVERTIME = 1.08  # times the budget that one turf may last; longer only when faces are that long
FACES_OF_A_TURF = 8  # at least so many, or turfs cannot be balanced
LONG_GAP_SECONDS = 100.0  # a walk without doors that breaks a turf in two
UNEVEN = 0.3  # ticks of walking that a turf's squared deviation from the mean is worth


@dataclass(frozen=True)
class FaceTimes:
    """F faces of one component: their work and the ways between their ends, in ticks.

    Ends 2f and 2f + 1 are the first and the last stop of face f; `work` counts all doors of a
    face and the walk along it, `cost` (2F, 2F) the walk between ends.
    """

    faces: tuple[Face, ...]
    work: IntArray  # (F,)
    cost: IntArray  # (2F, 2F)


def most_doors(numbers: PlanningNumbers, budget_minutes: float) -> int:
    """Doors of a face, so small that a turf has several: at most 12, at least 1."""
    fitting = 60 * budget_minutes / FACES_OF_A_TURF / max(numbers.door_seconds, 1.0)
    return max(1, min(FACE_DOORS, int(fitting)))


def measure_faces(
    network: Network, times: CornerTimes, faces: Sequence[Face], numbers: PlanningNumbers, pace: Pace
) -> FaceTimes:
    """Work and distances of the faces. O(F^2) memory."""
    ends = [stop for face in faces for stop in (face.stops[0], face.stops[-1])]
    places = spots(network, ends)
    dwell = [sum(dwell_seconds(stop, numbers) for stop in face.stops) for face in faces]
    along = np.abs(places.out[::2, 0] - places.out[1::2, 0])
    work = np.rint(np.array(dwell) * TICKS).astype(np.int64) + along
    return FaceTimes(tuple(faces), work, time_matrix(network, times, places, pace))


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


def split(entered: IntArray, times: FaceTimes, budget_seconds: float) -> list[list[int]]:
    """The walk `entered` (F,) cut into turfs of even work: lists of entered ends.

    Work lies within the narrowest tolerance around the mean that any cutting can keep; among
    those cuttings the one that walks least wins. O(F w), with w faces in a turf's tolerance.
    """
    ends = entered.tolist()
    work = times.work[entered // 2]
    gap = np.r_[0, times.cost[entered[:-1] ^ 1, entered[1:]]]
    done = np.r_[0, np.cumsum(work + gap)]
    cuts = _even_cuts(done, gap, budget_seconds * TICKS)
    return [ends[a:b] for a, b in pairwise(cuts)]


def _even_cuts(done: IntArray, gap: IntArray, budget: float) -> list[int]:
    """Cuts for as few turfs as the budget allows, or one more where that keeps overtime away."""
    # A long gap is worth cutting at beyond the walk it saves: it would break the turf.
    excess = np.maximum(gap - int(LONG_GAP_SECONDS * TICKS), 0)
    saved = gap + excess
    # The mean work by number of turfs less one, when all cuts fall in the longest gaps.
    gone = np.cumsum(np.r_[0, np.sort(excess)[::-1]])
    means = (int(done[-1]) - gone) / np.arange(1, len(gone) + 1)
    fewest = int((means > budget)[: len(gap)].sum())
    if fewest == 0:
        return [0, len(gap)]
    for most, more in ((OVERTIME * budget, fewest), (OVERTIME * budget, fewest + 1), (np.inf, fewest)):
        mean = float(means[min(more, len(gap))])
        for tolerance in TOLERANCES:
            if mean * (1 + tolerance) > most:
                break
            cuts = _cheapest_cuts(done, gap, saved, mean, mean * tolerance, mean * tolerance)
            if cuts:
                return cuts
    # Single faces that outlast an evening: whatever is left over goes with them.
    mean = float(means[min(fewest, len(gap))])
    return _cheapest_cuts(done, gap, saved, mean, mean, float(np.diff(done).max()) + mean)


def _cheapest_cuts(
    done: IntArray, gap: IntArray, saved: IntArray, mean: float, below: float, above: float
) -> list[int]:
    """Positions to cut at, from 0 to F, with every turf's work in [mean - below, mean + above];
    empty when there is no such cutting."""
    size = len(gap)
    begun = done[:-1] + gap  # work done when face i is entered
    low = np.searchsorted(begun, done - (mean + above), "left")
    high = np.searchsorted(begun, done - (mean - below), "right")
    best = np.full(size + 1, np.inf)
    best[0] = 0.0
    back = np.full(size + 1, -1, np.int64)
    for end in range(1, size + 1):
        first, beyond = int(low[end]), min(int(high[end]), end)
        if first >= beyond:
            continue
        off = (done[end] - begun[first:beyond] - mean) / mean
        cost = best[first:beyond] - saved[first:beyond] + UNEVEN * mean * off**2
        pick = int(cost.argmin())
        best[end], back[end] = cost[pick], first + pick
    if not np.isfinite(best[size]):
        return []
    cuts = [size]
    while cuts[-1] > 0:
        cuts.append(int(back[cuts[-1]]))
    return cuts[::-1]
