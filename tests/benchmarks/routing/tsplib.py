"""TSPLIB's files (or any folder of them with an optima.csv: instance,optimum), beside other planners."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.benchmarks.routing.files import NotHereError, data_file
from tests.benchmarks.routing.options import Options
from tests.benchmarks.routing.ours import own
from tests.benchmarks.routing.peers import Planner, peers, timed
from tests.benchmarks.table import Row

SECONDS = 5.0
MEAN, WORST = 0.7, 2.0  # % over the optimum
PEERS_UP_TO = 800  # nodes; above, peers only with --long


def rows(options: Options) -> Iterator[Row]:
    try:
        folder = options.tsplib or data_file("tsplib")
        with (folder / "optima.csv").open() as file:
            optima = {row["instance"]: int(row["optimum"]) for row in csv.DictReader(file)}
    except (NotHereError, OSError) as absent:
        options.note(f"tsplib: {absent}")
        return
    gaps: dict[str, dict[str, float]] = {"own": {}}
    for name, optimum in sorted(optima.items(), key=lambda each: each[1]):
        cost = rounded_distances(folder / f"{name}.tsp")
        gaps["own"][name] = _gap(own, cost, optimum)
        options.hear(f"{name}: {gaps['own'][name]:.2f} %")
        yield Row(f"{name} @{SECONDS:g} s: gap", gaps["own"][name], "%")
        if len(cost) <= PEERS_UP_TO or options.long:
            _peers(gaps, name, cost, optimum, options)
    own_gaps = list(gaps.pop("own").items())
    yield Row("tsplib: mean gap", float(np.mean([gap for _, gap in own_gaps])), "%", "<=", MEAN)
    yield Row("tsplib: worst gap", max(gap for _, gap in own_gaps), "%", "<=", WORST)
    for peer, theirs in gaps.items():
        mean = float(np.mean(list(theirs.values())))
        mine = float(np.mean([gap for name, gap in own_gaps if name in theirs]))
        title = f"tsplib: ours / {peer} on {len(theirs)} (mean gap {mean:.1f} %)"
        yield Row(title, (100 + mine) / (100 + mean), "", "<=", 1.0)


def _peers(gaps: dict[str, dict[str, float]], name: str, cost: np.ndarray, optimum: int, options: Options) -> None:
    for peer, planner in peers(len(cost), everyone=options.long).items():
        try:
            gaps.setdefault(peer, {})[name] = _gap(planner, cost, optimum)
        except NotHereError as absent:
            gaps.pop(peer)
            options.note(f"{name}: {absent}")
        else:
            options.hear(f"  {peer}: {gaps[peer][name]:.2f} %")


def _gap(planner: Planner, cost: np.ndarray, optimum: int) -> float:
    return 100 * (timed(planner, cost, SECONDS).length / optimum - 1)


def rounded_distances(path: Path) -> np.ndarray:
    """The costs (n, n) of a file of points. Reinelt 1991, doi:10.1287/ijoc.3.4.376."""
    head, _, rest = path.read_text().partition("NODE_COORD_SECTION")
    kind = head.partition("EDGE_WEIGHT_TYPE")[2].partition("\n")[0].strip(" :\t\r")
    lines = [line.split() for line in rest.partition("EOF")[0].splitlines() if line.strip()]
    points = np.array([(float(x), float(y)) for _, x, y in lines])
    between = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))
    if kind == "EUC_2D":
        return np.floor(between + 0.5).astype(np.int64)
    if kind == "CEIL_2D":
        return np.ceil(between).astype(np.int64)
    raise ValueError(f"{path.name}: distances of kind {kind} are not known here")
