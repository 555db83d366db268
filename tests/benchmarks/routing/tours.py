"""Closed tours on the side-aware costs of real and made-up places, beside other planners.

Every planner gets the same costs and the same processor time, in turn, in one process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import permutations

import numpy as np

from canvass.routing.pace import Pace
from canvass.routing.tour import walk_stops
from tests.benchmarks.routing import instances
from tests.benchmarks.routing.files import NotHereError
from tests.benchmarks.routing.options import Options
from tests.benchmarks.routing.ours import nearest_door, own, side_aware
from tests.benchmarks.routing.peers import Planner, Timed, best_known, peers, timed, tour_length
from tests.benchmarks.table import Row

LKH_RUNS = 1
OWN_LONG = 60.0  # seconds, where LKH is missing
SMALL, LARGE, LONG = (200, 1.0, 0.5), (1000, 2.0, 1.0), (5000, 10.0, None)  # doors, seconds, goal %
RANDOM_WALKS = 100

Doors = Callable[[int], instances.Town]


def rows(options: Options) -> Iterator[Row]:
    yield Row("open walks of <= 8 stops longer than brute force", longer_than_brute_force(), "walks", "<=", 0.0)
    for name, doors, (count, seconds, goal) in sets(options):
        try:
            cost = side_aware(doors(count))
        except NotHereError as absent:
            options.note(f"tours {name} {count}: {absent}")
            continue
        yield from compared(f"{name} {count} @{seconds:g} s", cost, seconds, goal, options)


def sets(options: Options) -> Iterator[tuple[str, Doors, tuple[int, float, float | None]]]:
    if options.osm:
        for size in (SMALL, LARGE):
            yield options.osm.name, partial(instances.extract, options.osm), size
        return
    yield "Lauf", instances.lauf, SMALL
    for name in ("lauf", "wageningen", "porto", "town"):
        yield name.capitalize(), getattr(instances, name), LARGE
    if options.long:
        yield "Lauf", instances.lauf, LONG


def compared(
    name: str, cost: np.ndarray, seconds: float, goal: float | None, options: Options, best: int | None = None
) -> Iterator[Row]:
    """Our gap to the best known tour, everybody else's, and ours as a share of each."""
    options.hear(f"{name}: {len(cost)} stops")
    mine = timed(own, cost, seconds)
    others = dict(_others(name, cost, seconds, options))
    if best is None:
        best = min(_reference(cost, options), mine.length, *(other.length for other in others.values()))
    yield Row(f"{name}: gap", 100 * (mine.length / best - 1), "%", "<=" if goal else "", goal)
    for other, found in others.items():
        gap = f"{100 * (found.length / best - 1):.1f} % gap, {found.seconds:.1f} s"
        options.hear(f"  {other}: {gap}")
        yield Row(f"{name}: ours / {other} ({gap})", mine.length / found.length, "", "<=", 1.0)
    naive = tour_length(cost, nearest_door(cost, 0.0))
    yield Row(f"{name}: nearest door's gap", 100 * (naive / best - 1), "%")


def _others(name: str, cost: np.ndarray, seconds: float, options: Options) -> Iterator[tuple[str, Timed]]:
    for other, planner in peers(len(cost), everyone=options.long).items():
        try:
            yield other, timed(planner, cost, seconds)
        except NotHereError as absent:
            options.note(f"{name}: {absent}")


def _reference(cost: np.ndarray, options: Options) -> int:
    planner: Planner = lambda costs, _: best_known(costs, LKH_RUNS)  # noqa: E731
    try:
        found = timed(planner, cost, 0.0)
    except NotHereError as absent:
        options.note(f"best known: own run of {OWN_LONG:g} s, for {absent}")
        found = timed(own, cost, OWN_LONG)
    options.hear(f"  reference {found.length}, {found.seconds:.1f} s")
    return found.length


def longer_than_brute_force() -> int:
    """How many of some random open walks (rounded, so with ties) are not the shortest one."""
    longer = 0
    for seed in range(RANDOM_WALKS):
        spots = np.random.default_rng(seed).integers(0, 30, (2 + seed % 6, 2))
        cost = np.abs(spots[:, None] - spots[None, :]).sum(axis=2)

        def length(order: tuple[int, ...], cost: np.ndarray = cost) -> int:
            return int(cost[list(order[:-1]), list(order[1:])].sum())

        mine = tuple(walk_stops(cost, None, 1, 0, Pace()).tolist())
        longer += length(mine) > min(length(order) for order in permutations(range(len(cost))))
    return longer
