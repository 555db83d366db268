"""Do 95 % intervals cover, and do false alarms stay at 5 %? Simulated experiments.

Run: make bench NAME=coverage, or with ARGS="--runs 500". Exits with 1 outside the goals:
coverage 93-97 % under a known effect, false alarms 4-6 % under none.
"""

import argparse
import sys
from collections.abc import Callable, Sequence

from conversations.statistics.arms import ArmCell, ancova, cace, itt
from conversations.statistics.comparison import Need, collect_cells
from conversations.statistics.estimate import Estimate
from tests.benchmarks.table import Row, report
from tests.conversations.statistics.referee import random_experiment

# Doors of 300 addresses, some of one answer; delivered to 70 % by lot and to 5 % otherwise.
ANSWERS, CLUSTERS, EFFECT = 600, 300, 0.4
INTENDED = EFFECT * (0.70 - 0.05)
LEAST_RUNS = 2000
COVERAGE, ALARMS = (0.93, 0.97), (0.04, 0.06)

Analysis = Callable[[Sequence[ArmCell]], Estimate]
ANALYSES: dict[str, tuple[Analysis, float]] = {
    "ITT": (itt, INTENDED),
    "ITT, baseline": (ancova, INTENDED),
    "CACE": (lambda cells: cace(cells).effect, EFFECT),
    "CACE, baseline": (lambda cells: cace(cells, baseline=True).effect, EFFECT),
}


def share_covering(runs: int, *, effect: float, first_seed: int) -> dict[str, float]:
    """Share of runs in which each analysis' interval covers the truth."""
    hits = dict.fromkeys(ANALYSES, 0)
    for seed in range(first_seed, first_seed + runs):
        made = random_experiment(seed, ANSWERS, CLUSTERS, effect=effect)
        cells = collect_cells(made.rows(), needs=frozenset(Need)).cells
        for name, (analysis, truth) in ANALYSES.items():
            interval = analysis(cells).interval
            hits[name] += interval is not None and interval.covers(truth if effect else 0.0)
    return {name: hit / runs for name, hit in hits.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=LEAST_RUNS)
    runs = parser.parse_args().runs
    known = share_covering(runs, effect=EFFECT, first_seed=1)
    none = share_covering(runs, effect=0.0, first_seed=1_000_001)
    print(f"{runs} experiments each, {ANSWERS} answers in {CLUSTERS} clusters")
    rows = [Row("experiments", runs, op=">=", goal=LEAST_RUNS)]
    for name in ANALYSES:
        rows += within(f"{name}: covered", known[name], COVERAGE)
        rows += within(f"{name}: false alarms", 1.0 - none[name], ALARMS)
    return report("coverage", rows)


def within(name: str, share: float, bounds: tuple[float, float]) -> list[Row]:
    low, high = bounds
    return [Row(f"{name}, at least", share, "", ">=", low), Row(f"{name}, at most", share, "", "<=", high)]


if __name__ == "__main__":
    sys.exit(main())
