"""Mean change with errors clustered by canvasser (S5).

Conversations of one canvasser resemble each other, so their number overstates what is
known; the sums per canvasser are enough to correct for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from .distributions import t_estimate
from .errors import require_count, require_open_unit
from .estimate import CONFIDENCE, Estimate, Reason
from .moments import Moments, coefficient, fit


@dataclass(frozen=True, slots=True)
class ClusterSums:
    """One canvasser's pairs: how many, and the sum of closing - opening."""

    n: int
    sum_change: float

    def __post_init__(self) -> None:
        require_count("n", self.n)


@dataclass(frozen=True, slots=True)
class ClusterMoments:
    """What S5 needs of M clusters, as whole numbers that add up where no cluster is in both terms.

    ``filled`` have pairs; over these ``n`` is the sum of n_g, ``change`` of s_g, ``squares`` of s_g^2, ``cross`` of
    n_g s_g and ``sizes`` of n_g^2, with n_g pairs and s_g the sum of closing - opening of cluster g.
    """

    clusters: int = 0
    filled: int = 0
    n: int = 0
    change: int = 0
    squares: int = 0
    cross: int = 0
    sizes: int = 0

    @classmethod
    def of(cls, clusters: Iterable[ClusterSums]) -> ClusterMoments:
        """Sums of change are whole numbers, as ratings are."""
        sums = [(cluster.n, int(cluster.sum_change)) for cluster in clusters]
        return cls(
            clusters=len(sums),
            filled=sum(n > 0 for n, _change in sums),
            n=sum(n for n, _change in sums),
            change=sum(change for _n, change in sums),
            squares=sum(change * change for _n, change in sums),
            cross=sum(n * change for n, change in sums),
            sizes=sum(n * n for n, _change in sums),
        )

    def __add__(self, other: ClusterMoments) -> ClusterMoments:
        return ClusterMoments(
            self.clusters + other.clusters,
            self.filled + other.filled,
            self.n + other.n,
            self.change + other.change,
            self.squares + other.squares,
            self.cross + other.cross,
            self.sizes + other.sizes,
        )


def mean_of_moments(moments: ClusterMoments, *, confidence: float = CONFIDENCE) -> Estimate:
    """As `clustered_mean`, from sums over the clusters: the sandwich is exact until its last division."""
    require_open_unit("confidence", confidence)
    n, change = moments.n, moments.change
    if n == 0:
        return Estimate(None, 0, reason=Reason.NO_DATA)
    if n == 1:
        return Estimate(float(change), 1, reason=Reason.ONE_OBSERVATION)
    if moments.filled < 2:
        return Estimate(change / n, n, reason=Reason.TOO_FEW_CLUSTERS)
    # The sum over g of (s_g - n_g change / n)^2, times n^2.
    scores = n * n * moments.squares - 2 * n * change * moments.cross + change * change * moments.sizes
    if scores == 0:
        return Estimate(change / n, n, reason=Reason.NO_VARIATION)
    variance = moments.filled / (moments.filled - 1) * (scores / n**4)
    return t_estimate(change / n, sqrt(variance), moments.filled - 1, n=n, confidence=confidence)


def clustered_mean(clusters: Iterable[ClusterSums], *, confidence: float = CONFIDENCE) -> Estimate:
    """Mean over all pairs with a cluster-robust t interval on M - 1 df (M clusters).

    V = (M/(M-1)) ((N-1)/(N-K)) (X'X)^-1 [sum_g X_g'u_g u_g'X_g] (X'X)^-1 with X a column of
    ones and K = 1. Clusters without pairs are left out. One cluster gives the mean without
    an interval (`Reason.TOO_FEW_CLUSTERS`); clusters with equal means, `NO_VARIATION`.
    Source: Liang and Zeger 1986, doi:10.1093/biomet/73.1.13.
    """
    require_open_unit("confidence", confidence)
    filled = [cluster for cluster in clusters if cluster.n > 0]
    n = sum(cluster.n for cluster in filled)
    if n == 0:
        return Estimate(None, 0, reason=Reason.NO_DATA)
    if n == 1:
        return Estimate(float(filled[0].sum_change), 1, reason=Reason.ONE_OBSERVATION)
    sizes = np.array([cluster.n for cluster in filled], dtype=np.float64)
    sums = np.array([cluster.sum_change for cluster in filled], dtype=np.float64)
    found = fit(Moments(sizes.reshape(-1, 1, 1), sums.reshape(-1, 1), n))
    return coefficient(found, 0, n=n, confidence=confidence)
