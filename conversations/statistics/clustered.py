"""Mean change with errors clustered by canvasser (S5).

Conversations of one canvasser resemble each other, so their number overstates what is
known; the sums per canvasser are enough to correct for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

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
