"""Other ways to share doors out between turfs, to compare with: balanced k-means, and PyVRP."""

from __future__ import annotations

from math import ceil

import numpy as np
from scipy.optimize import linear_sum_assignment

from canvass.routing.boards import Board
from canvass.routing.neighbours import Neighbours
from canvass.routing.pace import Pace
from tests.benchmarks.routing.files import NotHereError

ROUNDS = 30
SLACK = 1.10  # of the mean turf that a vehicle's shift may last


def balanced_k_means(points: np.ndarray, groups: int, seed: int = 1) -> np.ndarray:
    """Groups (n,) of as even a size as can be, by Lloyd's rounds with an exact assignment
    (Malinen and Fränti 2014, doi:10.1007/978-3-662-44415-3_4). O(n^3) a round."""
    random = np.random.default_rng(seed)
    centres = points[random.choice(len(points), groups, replace=False)]
    slots = np.arange(groups).repeat(ceil(len(points) / groups))
    found = np.zeros(len(points), np.int64)
    for _ in range(ROUNDS):
        apart = ((points[:, None] - centres[None]) ** 2).sum(axis=2)
        row, column = linear_sum_assignment(apart[:, slots])
        fresh = np.empty_like(found)
        fresh[row] = slots[column]
        if (fresh == found).all():
            break
        found = fresh
        centres = np.array([points[found == group].mean(axis=0) for group in range(groups)])
    return found


def pyvrp_turfs(board: Board, neighbours: Neighbours, turfs: int, seconds: float) -> list[list[int]]:
    """Faces of each vehicle's route: one vehicle a turf, a depot that costs nothing, shifts no
    longer than our longest turfs. Raises NotHereError without PyVRP."""
    try:
        import pyvrp
        from pyvrp.stop import MaxRuntime
    except ImportError as error:
        raise NotHereError("pyvrp is not installed (requirements-bench.txt)") from error
    faces = len(board.work)
    ways = board.ways(np.arange(faces), neighbours, Pace())
    between = ways.cost.reshape(faces, 2, faces, 2).min(axis=(1, 3))
    walk = np.zeros((faces + 1, faces + 1), np.int64)
    walk[1:, 1:] = between
    np.fill_diagonal(walk, 0)
    longest = int(float(board.expected_work().sum()) / turfs * SLACK)
    spots = [pyvrp.Location(0, 0)] + [pyvrp.Location(x, 0) for x in range(faces)]
    clients = [pyvrp.Client(x + 1, service_duration=int(work)) for x, work in enumerate(board.work)]
    vehicles = [pyvrp.VehicleType(turfs, shift_duration=longest)]
    data = pyvrp.ProblemData(spots, clients, [pyvrp.Depot(0)], vehicles, [walk], [walk])
    best = pyvrp.solve(data, stop=MaxRuntime(seconds), seed=1, display=False).best
    return [_visited(route) for route in best.routes()]


def _visited(route: object) -> list[int]:
    """The clients of a route; PyVRP's own listing changed from version to version."""
    found = []
    for visit in route.schedule():  # type: ignore[attr-defined]
        what = getattr(visit, "activity", visit)
        if "client" in str(what).lower() or str(what).startswith("C"):
            found.append(int(what.idx))
    return found
