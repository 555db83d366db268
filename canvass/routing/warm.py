"""`python -m canvass.routing.warm`: compile the kernels once, into NUMBA_CACHE_DIR."""

from __future__ import annotations

import numpy as np

from canvass.routing.pace import Pace
from canvass.routing.tour import round_tour, walk_stops
from canvass.routing.warming import warm_cutting


def warm() -> None:
    """Run each kernel on the types it is used with."""
    line = np.arange(12) * 100
    cost = np.abs(line[:, None] - line[None, :])
    for size in (4, 12):
        walk_stops(cost[:size, :size], None, seed=1, kicks=2, pace=Pace())
        round_tour(cost[:size, :size], seed=1, kicks=2, pace=Pace())
    warm_cutting()


if __name__ == "__main__":
    warm()
