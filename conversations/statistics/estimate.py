"""The shape of every answer: a value, its interval, its n, or the reason there is none."""

from dataclasses import dataclass
from enum import StrEnum

CONFIDENCE = 0.95


class Reason(StrEnum):
    """Why a value or an interval is missing. Pages translate these; they are not prose."""

    NO_DATA = "no_data"
    ONE_OBSERVATION = "one_observation"
    NO_VARIATION = "no_variation"
    TOO_FEW_OBSERVATIONS = "too_few_observations"
    TOO_FEW_CLUSTERS = "too_few_clusters"
    EMPTY_ARM = "empty_arm"
    COLLINEAR = "collinear"
    NO_DIFFERENCE_IN_DELIVERY = "no_difference_in_delivery"


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided confidence interval, ends included."""

    low: float
    high: float
    confidence: float = CONFIDENCE

    def covers(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with what is known about its precision.

    `value` is None only when nothing can be said; `interval` is None whenever `reason` is
    set. `n` counts observations. `df` is None where the interval needs no t quantile.
    """

    value: float | None
    n: int
    interval: Interval | None = None
    standard_error: float | None = None
    statistic: float | None = None
    p_value: float | None = None
    df: int | None = None
    reason: Reason | None = None
