"""Shared by the tests: how close is close, and random experiments drawn from a seed."""

from dataclasses import dataclass

import numpy as np
from hypothesis import settings
from numpy.typing import NDArray

from conversations.statistics.comparison import ComparisonRow
from conversations.statistics.estimate import Estimate

THOUSAND = settings(max_examples=1000, deadline=None)
TOLERANCE = 1e-9


def assert_close(ours: float | None, theirs: float) -> None:
    assert ours is not None
    assert abs(ours - theirs) <= TOLERANCE * max(1.0, abs(theirs)), (ours, theirs)


def assert_says_why(estimate: Estimate) -> None:
    """Without an interval there is a reason; with one, every number is finite."""
    if estimate.interval is None:
        assert estimate.reason is not None
        assert estimate.standard_error is None
    else:
        assert estimate.reason is None
        assert estimate.value is not None
        assert np.isfinite([estimate.value, estimate.interval.low, estimate.interval.high]).all()
    if estimate.value is not None:
        assert np.isfinite(estimate.value)


@dataclass(frozen=True)
class Experiment:
    """Columns of a random two-arm experiment, all of one length."""

    cluster: NDArray[np.int64]
    treated: NDArray[np.int64]
    delivered: NDArray[np.int64]
    baseline: NDArray[np.float64]
    outcome: NDArray[np.float64]

    def rows(self) -> list[ComparisonRow]:
        columns = (self.cluster, self.treated, self.outcome, self.delivered, self.baseline)
        return [
            ComparisonRow(str(g), bool(t), float(y), bool(d), float(c)) for g, t, y, d, c in zip(*columns, strict=True)
        ]


def random_experiment(
    seed: int, n: int, clusters: int, *, by_cluster: bool = True, offset: float = 0.0, effect: float = 0.4
) -> Experiment:
    """Unequal arms and clusters (some of one), 70 % delivered in treatment, 5 % elsewhere."""
    rng = np.random.default_rng(seed)
    cluster = rng.integers(0, clusters, n)
    arm = rng.random(clusters) < 0.4
    arm[:4] = (True, False, True, False)
    treated = arm[cluster] if by_cluster else rng.random(n) < 0.4
    delivered = np.where(treated, rng.random(n) < 0.7, rng.random(n) < 0.05)
    baseline = offset + rng.normal(5.0, 2.0, n)
    shared = rng.normal(0.0, 0.5, clusters)[cluster]
    outcome = effect * delivered + 0.6 * baseline + shared + rng.normal(0.0, 1.0, n)
    return Experiment(cluster, treated.astype(int), delivered.astype(int), baseline, outcome)
