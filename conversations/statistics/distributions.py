"""Quantiles and tails, the only place that meets scipy's untyped special functions.

`scipy.special` instead of `scipy.stats`: the same C code at a third of the memory and
start-up time, which every web worker pays.
"""

from math import isnan

from scipy import special

from .errors import require_open_unit
from .estimate import Estimate, Interval


def normal_quantile(probability: float) -> float:
    """Standard normal quantile, for 0 < probability < 1."""
    require_open_unit("probability", probability)
    return float(special.ndtri(probability))


def normal_tail(z: float) -> float:
    """P(Z > z) for a standard normal Z."""
    return float(special.ndtr(-z))


def t_quantile(probability: float, df: float) -> float:
    """Student t quantile with df > 0."""
    require_open_unit("probability", probability)
    return float(special.stdtrit(df, probability))


def t_two_sided(statistic: float, df: float) -> float:
    """P(|T| >= |statistic|) for Student t with df > 0."""
    return float(2.0 * special.stdtr(df, -abs(statistic)))


def noncentral_t_cdf(value: float, df: float, shift: float) -> float:
    """P(T <= value) for noncentral t with noncentrality `shift` >= 0, to within 1e-9.

    scipy answers NaN where the series underflows: only for shifts above 6 and tails below
    1e-9 (2 million random arguments tried), which are 0 for us.
    """
    found = float(special.nctdtr(df, shift, value))
    return 0.0 if isnan(found) and shift > 6.0 else found


def fair_coin_at_most(heads: int, tosses: int) -> float:
    """P(X <= heads) for X ~ Binomial(tosses, 1/2), 0 <= heads < tosses."""
    return float(special.betainc(tosses - heads, heads + 1, 0.5))


def t_estimate(value: float, standard_error: float, df: int, *, n: int, confidence: float) -> Estimate:
    """value +- t * standard error, with the test of "no difference"; standard_error > 0."""
    half = t_quantile(0.5 + confidence / 2.0, df) * standard_error
    statistic = value / standard_error
    return Estimate(
        value=value,
        n=n,
        interval=Interval(value - half, value + half, confidence),
        standard_error=standard_error,
        statistic=statistic,
        p_value=t_two_sided(statistic, df),
        df=df,
    )
