"""Two randomised arms: intention to treat, with and without baseline, and CACE (S6, S8).

Input: one `ArmCell` per cluster and arm. The cluster is the unit that was randomised or a
unit that holds several of them (an address, a household, a turf).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .errors import InvalidSums, require_count, require_open_unit
from .estimate import CONFIDENCE, Estimate, Reason
from .moments import Floats, Moments, coefficient, fit

# First-stage F below which 2SLS leans towards ordinary least squares: Staiger and Stock
# 1997, doi:10.2307/2171753.
WEAK_FIRST_STAGE = 10.0


@dataclass(frozen=True, slots=True)
class ArmCell:
    """Sums over the answers of one cluster in one arm; baseline sums only for `ancova`.

    `delivered` counts answers of people who really had the conversation. The baseline may
    be shifted or scaled at will (the same way in every cell): no result depends on it.
    """

    cluster: str
    treated: bool
    n: int
    sum_outcome: float
    delivered: int = 0
    sum_baseline: float = 0.0
    sum_baseline_sq: float = 0.0
    sum_baseline_outcome: float = 0.0
    sum_baseline_delivered: float = 0.0

    def __post_init__(self) -> None:
        require_count("n", self.n)
        require_count("delivered", self.delivered)
        if self.delivered > self.n:
            raise InvalidSums(f"more delivered than answered in cluster {self.cluster!r}")


@dataclass(frozen=True, slots=True)
class ArmSummary:
    """What is in one arm: answers, clusters, mean outcome, share delivered."""

    n: int
    clusters: int
    mean: float | None
    delivered: float | None


@dataclass(frozen=True, slots=True)
class Cace:
    """Effect among those who talk when asked; `weak` when too few more talked by lot."""

    effect: Estimate
    first_stage: Estimate
    weak: bool


def arm_summary(cells: Sequence[ArmCell], *, treated: bool) -> ArmSummary:
    """Plain counts and means of one arm; means are None for an empty arm."""
    mine = [cell for cell in cells if cell.treated == treated and cell.n > 0]
    n = sum(cell.n for cell in mine)
    clusters = len({cell.cluster for cell in mine})
    if n == 0:
        return ArmSummary(0, 0, None, None)
    mean = sum(cell.sum_outcome for cell in mine) / n
    return ArmSummary(n, clusters, mean, sum(cell.delivered for cell in mine) / n)


def itt(cells: Sequence[ArmCell], *, confidence: float = CONFIDENCE) -> Estimate:
    """Difference of mean outcomes by lot, treatment minus comparison (S6).

    Cluster-robust, t on M - 1 df. Fewer than two clusters in an arm: a value without an
    interval. Source: Cameron and Miller 2015, doi:10.3368/jhr.50.2.317.
    """
    return _arm_difference(cells, _OUTCOME, baseline=False, confidence=confidence)


def ancova(cells: Sequence[ArmCell], *, confidence: float = CONFIDENCE) -> Estimate:
    """The same difference adjusted for the baseline by regression (S6).

    All answers in `cells` must have a baseline. `Reason.COLLINEAR` when the baseline is
    constant or tells the arms apart. Source: Lin 2013, doi:10.1214/12-AOAS583.
    """
    return _arm_difference(cells, _OUTCOME, baseline=True, confidence=confidence)


def cace(cells: Sequence[ArmCell], *, baseline: bool = False, confidence: float = CONFIDENCE) -> Cace:
    """Complier average causal effect by 2SLS: delivered instrumented by the arm (S8).

    Without baseline the value is ITT / (share delivered in treatment - in comparison).
    No difference in delivery: no value (`Reason.NO_DIFFERENCE_IN_DELIVERY`).
    Source: Angrist, Imbens and Rubin 1996, doi:10.1080/01621459.1996.10476902.
    """
    first_stage = _arm_difference(cells, _DELIVERED, baseline=baseline, confidence=confidence)
    n = first_stage.n
    if first_stage.value is None:
        return Cace(Estimate(None, n, reason=first_stage.reason), first_stage, weak=True)
    if abs(first_stage.value) < 1e-12:
        nothing = Estimate(None, n, reason=Reason.NO_DIFFERENCE_IN_DELIVERY)
        return Cace(nothing, first_stage, weak=True)
    found = fit(_moments(cells, regressor=_DELIVERED, target=_OUTCOME, baseline=baseline))
    effect = coefficient(found, 1, n=n, confidence=confidence)
    reason = _thin_arms(cells)
    if reason is not None and effect.value is not None:
        effect = Estimate(effect.value, n, reason=reason)
    # Everybody did as the lot said: the first stage has no error at all, so it is not weak.
    certain = first_stage.reason is Reason.NO_VARIATION
    statistic = first_stage.statistic
    weak = not certain and (statistic is None or statistic**2 < WEAK_FIRST_STAGE)
    return Cace(effect, first_stage, weak)


# Places in the cross-products of one cluster: ones, arm, delivered, outcome, baseline.
_ONE, _ARM, _DELIVERED, _OUTCOME, _BASE = range(5)


def _products(cells: Sequence[ArmCell], *, baseline: bool) -> Floats:
    """(M, 5, 5) cross-products per cluster, the baseline centred so that squares keep digits.

    Delivered and outcome are never multiplied with each other: those places stay 0.
    """
    n = sum(cell.n for cell in cells)
    centre = sum(cell.sum_baseline for cell in cells) / n if baseline and n else 0.0
    places: dict[str, int] = {}
    for cell in cells:
        if cell.n > 0:
            places.setdefault(cell.cluster, len(places))
    products = np.zeros((len(places), 5, 5))
    for cell in cells:
        if cell.n == 0:
            continue
        y, d, t = cell.sum_outcome, float(cell.delivered), float(cell.treated)
        base = cell.sum_baseline - cell.n * centre
        base_sq = cell.sum_baseline_sq - 2 * centre * cell.sum_baseline + cell.n * centre**2
        base_d = cell.sum_baseline_delivered - centre * d
        base_y = cell.sum_baseline_outcome - centre * y
        products[places[cell.cluster]] += (
            (cell.n, t * cell.n, d, y, base),
            (t * cell.n, t * cell.n, t * d, t * y, t * base),
            (d, t * d, 0.0, 0.0, base_d),
            (y, t * y, 0.0, 0.0, base_y),
            (base, t * base, base_d, base_y, base_sq),
        )
    return products


def _moments(cells: Sequence[ArmCell], *, regressor: int, target: int, baseline: bool) -> Moments:
    """Regress `target` on 1, `regressor` and the baseline; the arm is the instrument."""
    products = _products(cells, baseline=baseline)
    extra = [_BASE] if baseline else []
    instruments, regressors = [_ONE, _ARM, *extra], [_ONE, regressor, *extra]
    zx = products[:, instruments][:, :, regressors]
    return Moments(zx, products[:, instruments, target], sum(cell.n for cell in cells))


def _arm_difference(cells: Sequence[ArmCell], target: int, *, baseline: bool, confidence: float) -> Estimate:
    require_open_unit("confidence", confidence)
    n = sum(cell.n for cell in cells)
    if n == 0:
        return Estimate(None, 0, reason=Reason.NO_DATA)
    if not all(any(cell.n and cell.treated == arm for cell in cells) for arm in (True, False)):
        return Estimate(None, n, reason=Reason.EMPTY_ARM)
    found = fit(_moments(cells, regressor=_ARM, target=target, baseline=baseline))
    answer = coefficient(found, 1, n=n, confidence=confidence)
    thin = _thin_arms(cells)
    if thin is not None and answer.value is not None:
        return Estimate(answer.value, n, reason=thin)
    return answer


def _thin_arms(cells: Sequence[ArmCell]) -> Reason | None:
    """An arm in one cluster leaves nothing to judge its spread between clusters by."""
    clusters = (len({c.cluster for c in cells if c.n and c.treated == arm}) for arm in (True, False))
    return Reason.TOO_FEW_CLUSTERS if min(clusters) < 2 else None
