"""How many answers a comparison needs (S10)."""

from math import inf, isfinite, sqrt

from scipy.optimize import brentq

from .distributions import noncentral_t_cdf, normal_quantile, normal_tail, t_quantile
from .errors import InvalidParameter, require_open_unit

LEVEL = 0.05
POWER = 0.80
# Above this df the noncentral t equals the shifted normal to 1e-6, and its series gets slow.
NORMAL_FROM_DF = 1e6


def power_of(effect: float, n_per_arm: float, *, level: float = LEVEL) -> float:
    """Power of the two-sided two-sample t test with `n_per_arm` answers in each arm.

    `effect` in standard deviations. Source: Cohen 1988, doi:10.4324/9780203771587, with the
    noncentral t distribution instead of his tables.
    """
    _require_effect(effect)
    require_open_unit("level", level)
    if not (isfinite(n_per_arm) and n_per_arm > 1):
        raise InvalidParameter(f"each arm needs more than one answer, got {n_per_arm!r}")
    df = 2.0 * (n_per_arm - 1.0)
    shift = abs(effect) * sqrt(n_per_arm / 2.0)
    if df > NORMAL_FROM_DF:
        critical = normal_quantile(1.0 - level / 2.0)
        return normal_tail(critical - shift) + normal_tail(critical + shift)
    critical = t_quantile(1.0 - level / 2.0, df)
    return 1.0 - noncentral_t_cdf(critical, df, shift) + noncentral_t_cdf(-critical, df, shift)


def answers_per_arm(
    effect: float,
    *,
    power: float = POWER,
    level: float = LEVEL,
    baseline_correlation: float = 0.0,
    cluster_size: float = 1.0,
    icc: float = 0.0,
) -> int:
    """Answers needed in each arm, to the nearest whole number.

    A baseline that correlates rho with the outcome saves: x (1 - rho^2). Clusters of mean
    size m cost: x (1 + (m - 1) ICC). Sources: Cohen 1988, doi:10.4324/9780203771587; Borm
    et al. 2007, doi:10.1016/j.jclinepi.2007.02.006; Donner and Klar 2000 (design effect).
    """
    if not -1.0 < baseline_correlation < 1.0:
        raise InvalidParameter(f"a correlation lies between -1 and 1, got {baseline_correlation!r}")
    if not (0.0 <= icc <= 1.0 and 1.0 <= cluster_size < inf):
        raise InvalidParameter("clusters need a size of at least 1 and an ICC from 0 to 1")
    plain = exact_answers_per_arm(effect, power=power, level=level)
    factor = (1.0 - baseline_correlation**2) * (1.0 + (cluster_size - 1.0) * icc)
    return max(2, round(plain * factor))


def exact_answers_per_arm(effect: float, *, power: float = POWER, level: float = LEVEL) -> float:
    """The n per arm, with its fraction, at which the test has exactly `power`.

    Where two answers per arm already do, 2.
    """
    _require_effect(effect)
    require_open_unit("power", power)
    require_open_unit("level", level)
    if power <= level:
        raise InvalidParameter(f"power {power!r} is no more than the level {level!r}")
    if power_of(effect, 2.0, level=level) >= power:
        return 2.0
    high = 4.0
    while power_of(effect, high, level=level) < power:
        high *= 2.0
    root = brentq(lambda n: power_of(effect, n, level=level) - power, high / 2.0, high, xtol=1e-9, rtol=1e-12)
    return float(root)


def detectable_effect(n_per_arm: int, *, power: float = POWER, level: float = LEVEL) -> float:
    """Smallest effect, in standard deviations, that `n_per_arm` answers show with `power`."""
    require_open_unit("power", power)
    if power <= level:
        raise InvalidParameter(f"power {power!r} is no more than the level {level!r}")
    high = 1.0
    while power_of(high, n_per_arm, level=level) < power:
        high *= 2.0
    root = brentq(lambda d: power_of(d, n_per_arm, level=level) - power, 1e-12, high, xtol=1e-12)
    return float(root)


def _require_effect(effect: float) -> None:
    if not isfinite(effect) or effect == 0.0:
        raise InvalidParameter(f"an effect must be a finite number other than 0, got {effect!r}")
