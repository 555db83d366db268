"""A campaign's own planning numbers, pulled towards the defaults while they are few.

The default counts as a campaign of 50 doors that went exactly as planned. After 200 doors
of its own a campaign's figures weigh 80 %: it plans by what it met itself, and never by
three lucky doors. Source: Efron and Morris 1975, doi:10.1080/01621459.1975.10479864.
"""

from dataclasses import dataclass
from math import isfinite, sqrt

from .errors import InvalidParameter, require_part

PRIOR_DOORS = 50.0


@dataclass(frozen=True, slots=True)
class Shrunk:
    """`value` to plan by; `own` is None while there is nothing to go by; weight of own."""

    value: float
    own: float | None
    default: float
    weight: float
    n: int


def shrink_share(successes: int, total: int, *, default: float, prior: float = PRIOR_DOORS) -> Shrunk:
    """A share (opened of doors, talked of opened): posterior mean of a beta prior.

    `prior` is in units of `total`: 50 doors, but 50 * 30 % = 15 opened doors.
    """
    require_part("successes", successes, total)
    if not 0.0 <= default <= 1.0:
        raise InvalidParameter(f"a share lies between 0 and 1, got {default!r}")
    own = successes / total if total else None
    return _mix(own, total, default, prior)


def shrink_mean(total: float, n: int, *, default: float, prior: float = PRIOR_DOORS) -> Shrunk:
    """A mean of n measurements that add up to `total` (minutes of talk, metres a second)."""
    require_part("n", n, n)
    if not isfinite(total) or not isfinite(default) or (n == 0 and total != 0):
        raise InvalidParameter("a mean needs finite sums, and none without measurements")
    return _mix(total / n if n else None, n, default, prior)


def shrink_spread(total: float, total_sq: float, n: int, *, default: float, prior: float = PRIOR_DOORS) -> Shrunk:
    """A standard deviation: variances are averaged; `own` is None below two measurements."""
    mean = shrink_mean(total, n, default=default, prior=prior)
    if not isfinite(total_sq) or default < 0.0:
        raise InvalidParameter("a spread needs a finite sum of squares and a default >= 0")
    if n < 2:
        return Shrunk(default, None, default, 0.0, n)
    around_mean = total_sq - total * total / n
    if around_mean < -1e-9 * abs(total_sq):
        raise InvalidParameter("no measurements have these sums")
    variance = max(0.0, around_mean) / (n - 1)
    mixed = (1.0 - mean.weight) * default**2 + mean.weight * variance
    return Shrunk(sqrt(mixed), sqrt(variance), default, mean.weight, n)


def _mix(own: float | None, n: int, default: float, prior: float) -> Shrunk:
    if not (isfinite(prior) and prior > 0.0):
        raise InvalidParameter(f"the default must weigh something, got {prior!r}")
    weight = n / (n + prior)
    value = default if own is None else (1.0 - weight) * default + weight * own
    return Shrunk(value, own, default, weight, n)
