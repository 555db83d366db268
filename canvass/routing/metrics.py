"""How good a plan is: walking, crossings, balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.model import PlannedTurf


@dataclass(frozen=True)
class Balance:
    """The longest and the shortest turf against the mean; 1.0 is even."""

    max_over_mean: float
    min_over_mean: float


def balance(minutes: Sequence[float]) -> Balance:
    """Balance of work over turfs; an empty or idle plan is even."""
    mean = float(np.mean(minutes)) if len(minutes) else 0.0
    if mean <= 0:
        return Balance(1.0, 1.0)
    return Balance(max(minutes) / mean, min(minutes) / mean)


def crossings(turfs: Sequence[PlannedTurf]) -> dict[str, int]:
    """Crossings by road class over a whole plan."""
    total: Counter[str] = Counter()
    for turf in turfs:
        total.update(turf.crossings)
    return dict(sorted(total.items()))


def walk_ticks(cost: IntArray, order: IntArray) -> int:
    """Ticks of an open walk in this order; `cost` (n, n)."""
    return int(cost[order[:-1], order[1:]].sum())
