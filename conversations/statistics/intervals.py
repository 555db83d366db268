"""Shares and differences of shares (S1 Wilson, S7 Newcombe)."""

from math import sqrt

from .distributions import normal_quantile
from .errors import require_open_unit, require_part
from .estimate import CONFIDENCE, Estimate, Interval, Reason


def wilson(successes: int, total: int, *, confidence: float = CONFIDENCE) -> Estimate:
    """Share of `successes` in `total` with the Wilson score interval (S1).

    Holds its level at shares near 0 and 1, where value +- 2 se leaves the unit interval.
    total = 0 gives no value and no interval (`Reason.NO_DATA`).
    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    """
    require_part("successes", successes, total)
    require_open_unit("confidence", confidence)
    if total == 0:
        return Estimate(None, 0, reason=Reason.NO_DATA)
    low, high = _wilson_ends(successes, total, normal_quantile(0.5 + confidence / 2.0))
    return Estimate(successes / total, total, Interval(low, high, confidence))


def newcombe(
    successes: int,
    total: int,
    other_successes: int,
    other_total: int,
    *,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Difference of two independent shares, first minus other (S7).

    Newcombe's hybrid score interval (his method 10), built from the two Wilson intervals.
    An empty group gives no value (`Reason.EMPTY_ARM`). `n` is the two totals together.
    Source: Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
    """
    require_part("successes", successes, total)
    require_part("other successes", other_successes, other_total)
    require_open_unit("confidence", confidence)
    n = total + other_total
    if n == 0:
        return Estimate(None, 0, reason=Reason.NO_DATA)
    if total == 0 or other_total == 0:
        return Estimate(None, n, reason=Reason.EMPTY_ARM)
    z = normal_quantile(0.5 + confidence / 2.0)
    share, other = successes / total, other_successes / other_total
    low, high = _wilson_ends(successes, total, z)
    other_low, other_high = _wilson_ends(other_successes, other_total, z)
    difference = share - other
    down = sqrt((share - low) ** 2 + (other_high - other) ** 2)
    up = sqrt((high - share) ** 2 + (other - other_low) ** 2)
    return Estimate(difference, n, Interval(difference - down, difference + up, confidence))


def _wilson_ends(successes: int, total: int, z: float) -> tuple[float, float]:
    """The two roots of (p - share)^2 = z^2 p (1 - p) / total; exact at 0 and at 1."""
    share = successes / total
    shrink = 1.0 + z * z / total
    centre = (share + z * z / (2.0 * total)) / shrink
    half = z / shrink * sqrt(share * (1.0 - share) / total + (z / (2.0 * total)) ** 2)
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == total else min(1.0, centre + half)
    return low, high
