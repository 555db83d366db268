"""Least squares and two-stage least squares from per-cluster cross-products.

The sandwich needs only sum_g of X_g'u_g u_g'X_g, and X_g'u_g = X_g'y_g - X_g'X_g b, so the
rows themselves are never needed. With as many instruments as regressors the same algebra
serves 2SLS (instruments Z in place of the left X).
Sources: Liang and Zeger 1986, doi:10.1093/biomet/73.1.13; Cameron and Miller 2015,
doi:10.3368/jhr.50.2.317 (small-sample factor (M/(M-1)) ((N-1)/(N-K)), t on M - 1 df).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .distributions import t_estimate
from .estimate import Estimate, Reason

Floats = NDArray[np.float64]

# Beyond this the scaled cross-products no longer tell the regressors apart.
WORST_CONDITION = 1e10
# A score this small beside its own terms is rounding, not variation.
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Moments:
    """Cross-products of M clusters with K columns, over `n` observations in all.

    zx: (M, K, K) Z_g'X_g; zy: (M, K) Z_g'y_g. For ordinary least squares Z is X.
    """

    zx: Floats
    zy: Floats
    n: int


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients (K,), their cluster-robust covariance (K, K) or the reason for none."""

    coefficients: Floats
    covariance: Floats | None
    clusters: int
    n: int
    reason: Reason | None = None


def fit(moments: Moments) -> Fit | None:
    """Solve Z'X b = Z'y with cluster-robust errors; None when the columns are collinear."""
    zx = moments.zx.sum(axis=0)
    inverse = _scaled_inverse(zx)
    if inverse is None:
        return None
    coefficients: Floats = inverse @ moments.zy.sum(axis=0)
    clusters, columns = moments.zy.shape
    reason = None
    if clusters < 2:
        reason = Reason.TOO_FEW_CLUSTERS
    elif moments.n <= columns:
        reason = Reason.TOO_FEW_OBSERVATIONS
    if reason is not None:
        return Fit(coefficients, None, clusters, moments.n, reason)
    fitted = moments.zx @ coefficients
    scores: Floats = moments.zy - fitted
    size = np.abs(moments.zy) + np.abs(moments.zx) @ np.abs(coefficients)
    if bool(np.all(np.abs(scores).max(axis=0) <= ROUNDING * size.max(axis=0))):
        return Fit(coefficients, None, clusters, moments.n, Reason.NO_VARIATION)
    factor = clusters / (clusters - 1) * (moments.n - 1) / (moments.n - columns)
    covariance: Floats = factor * (inverse @ (scores.T @ scores) @ inverse.T)
    return Fit(coefficients, covariance, clusters, moments.n)


def coefficient(found: Fit | None, column: int, *, n: int, confidence: float) -> Estimate:
    """One coefficient as an `Estimate` with a t interval on M - 1 df."""
    if found is None:
        return Estimate(None, n, reason=Reason.COLLINEAR)
    value = float(found.coefficients[column])
    if found.covariance is None:
        return Estimate(value, n, reason=found.reason)
    variance = float(found.covariance[column, column])
    scale = float(np.max(np.abs(np.diag(found.covariance))))
    if variance <= ROUNDING * scale:
        return Estimate(value, n, reason=Reason.NO_VARIATION)
    return t_estimate(value, float(np.sqrt(variance)), found.clusters - 1, n=n, confidence=confidence)


def _scaled_inverse(matrix: Floats) -> Floats | None:
    """Inverse after scaling rows and columns to length one; None when not invertible."""
    rows = np.sqrt((matrix**2).sum(axis=1))
    if not np.all(rows > 0.0):
        return None
    by_rows = matrix / rows[:, None]
    columns = np.sqrt((by_rows**2).sum(axis=0))
    if not np.all(columns > 0.0):
        return None
    scaled = by_rows / columns[None, :]
    if not np.linalg.cond(scaled) < WORST_CONDITION:
        return None
    inverse: Floats = np.linalg.inv(scaled) / columns[:, None] / rows[None, :]
    return inverse
