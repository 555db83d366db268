"""Opening and closing numbers of the same conversation (S2, S3, S4), from sums.

What the door reports, never an effect: people can be polite and not everyone gives a
closing number, so every result carries the number missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Self

from .distributions import fair_coin_at_most, t_estimate
from .errors import InvalidSums, require_count, require_open_unit
from .estimate import CONFIDENCE, Estimate, Reason
from .intervals import wilson


@dataclass(frozen=True, slots=True)
class PairedSums:
    """Sums over the n conversations with both numbers; add two cells with `+`.

    Ratings are whole numbers, so the sums are too and the variances below are exact.
    `missing` counts conversations with an opening number but no closing number.
    """

    n: int = 0
    sum_open: int = 0
    sum_close: int = 0
    sum_open_sq: int = 0
    sum_close_sq: int = 0
    sum_cross: int = 0
    missing: int = 0

    def __post_init__(self) -> None:
        require_count("n", self.n)
        require_count("missing", self.missing)
        spread_open, spread_close, together = self._spreads()
        possible = spread_open >= 0 and spread_close >= 0
        if not possible or together * together > spread_open * spread_close:
            raise InvalidSums(f"no pairs of numbers have these sums: {self!r}")
        if self.n == 0 and any((self.sum_open, self.sum_close, self.sum_cross)):
            raise InvalidSums(f"sums without observations: {self!r}")
        if self.n == 0 and any((self.sum_open_sq, self.sum_close_sq)):
            raise InvalidSums(f"squares without observations: {self!r}")

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int | None]]) -> Self:
        """Sums of (opening, closing) pairs; a closing of None counts as missing."""
        n = opening = closing = opening_sq = closing_sq = cross = missing = 0
        for first, second in pairs:
            if second is None:
                missing += 1
                continue
            n += 1
            opening, closing = opening + first, closing + second
            opening_sq, closing_sq = opening_sq + first**2, closing_sq + second**2
            cross += first * second
        return cls(n, opening, closing, opening_sq, closing_sq, cross, missing)

    def __add__(self, other: "PairedSums") -> "PairedSums":
        return PairedSums(
            self.n + other.n,
            self.sum_open + other.sum_open,
            self.sum_close + other.sum_close,
            self.sum_open_sq + other.sum_open_sq,
            self.sum_close_sq + other.sum_close_sq,
            self.sum_cross + other.sum_cross,
            self.missing + other.missing,
        )

    def _spreads(self) -> tuple[int, int, int]:
        """n^2 times the population variances of opening, closing, and their covariance."""
        return (
            self.n * self.sum_open_sq - self.sum_open**2,
            self.n * self.sum_close_sq - self.sum_close**2,
            self.n * self.sum_cross - self.sum_open * self.sum_close,
        )

    @property
    def change_spread(self) -> int:
        """n^2 times the population variance of the change; 0 when all changed alike."""
        spread_open, spread_close, together = self._spreads()
        return spread_open + spread_close - 2 * together

    @property
    def rating_spread(self) -> int:
        """n^2 times (variance of opening + variance of closing)."""
        spread_open, spread_close, _ = self._spreads()
        return spread_open + spread_close


@dataclass(frozen=True, slots=True)
class MeanChange:
    """Mean change with its interval; `sd` is the sample sd of the change."""

    change: Estimate
    mean_open: float | None
    mean_close: float | None
    sd: float | None
    d_z: float | None
    missing: int


@dataclass(frozen=True, slots=True)
class EffectSize:
    """Standardised mean change: `d_av`, and `hedges_g` = J * d_av for small samples."""

    d_av: float | None
    hedges_g: float | None
    n: int
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Directions:
    """How many went up, stayed, went down (in the direction the campaign hopes for)."""

    up: int
    same: int
    down: int

    def __post_init__(self) -> None:
        for name in ("up", "same", "down"):
            require_count(name, getattr(self, name))

    def __add__(self, other: "Directions") -> "Directions":
        return Directions(self.up + other.up, self.same + other.same, self.down + other.down)


@dataclass(frozen=True, slots=True)
class DirectionShares:
    """Shares with Wilson intervals, and the exact two-sided sign test of up against down."""

    up: Estimate
    same: Estimate
    down: Estimate
    sign_test_p: float | None
    reason: Reason | None = None


def mean_change(sums: PairedSums, *, confidence: float = CONFIDENCE) -> MeanChange:
    """Mean of closing - opening with a paired t interval on n - 1 df (S2).

    n = 0: no value. n = 1, or everyone changed by the same amount: a value without an
    interval, because a width of zero would claim certainty that is not there.
    """
    require_open_unit("confidence", confidence)
    n = sums.n
    if n == 0:
        empty = Estimate(None, 0, reason=Reason.NO_DATA)
        return MeanChange(empty, None, None, None, None, sums.missing)
    opening, closing = sums.sum_open / n, sums.sum_close / n
    value = (sums.sum_close - sums.sum_open) / n
    if n == 1:
        single = Estimate(value, 1, reason=Reason.ONE_OBSERVATION)
        return MeanChange(single, opening, closing, None, None, sums.missing)
    sd = sqrt(sums.change_spread / (n * (n - 1)))
    if sums.change_spread == 0:
        alike = Estimate(value, n, reason=Reason.NO_VARIATION)
        return MeanChange(alike, opening, closing, 0.0, None, sums.missing)
    change = t_estimate(value, sd / sqrt(n), n - 1, n=n, confidence=confidence)
    return MeanChange(change, opening, closing, sd, value / sd, sums.missing)


def effect_size(sums: PairedSums) -> EffectSize:
    """d_av: mean change over the root mean of the two variances (S3), not d_z.

    d_z divides by the sd of the change and so grows when people merely answer alike twice.
    Hedges' J = 1 - 3 / (4 (n - 1) - 1) is 0 at n = 2, so `hedges_g` starts at n = 3.
    Sources: Lakens 2013, doi:10.3389/fpsyg.2013.00863; Hedges 1981,
    doi:10.3102/10769986006002107.
    """
    n = sums.n
    if n < 2:
        return EffectSize(None, None, n, Reason.ONE_OBSERVATION if n else Reason.NO_DATA)
    if sums.rating_spread == 0:
        return EffectSize(None, None, n, Reason.NO_VARIATION)
    pooled = sqrt(sums.rating_spread / (2 * n * (n - 1)))
    d_av = (sums.sum_close - sums.sum_open) / n / pooled
    if n == 2:
        return EffectSize(d_av, None, n, Reason.TOO_FEW_OBSERVATIONS)
    return EffectSize(d_av, d_av * (1.0 - 3.0 / (4.0 * (n - 1) - 1.0)), n)


def direction_shares(directions: Directions, *, confidence: float = CONFIDENCE) -> DirectionShares:
    """Shares up, same and down (S4); the sign test leaves out those who stayed.

    Nobody moved: no p-value (`Reason.NO_VARIATION`).
    """
    up, same, down = directions.up, directions.same, directions.down
    n = up + same + down
    rising, staying, falling = (wilson(count, n, confidence=confidence) for count in (up, same, down))
    if up + down == 0:
        reason = Reason.NO_VARIATION if n else Reason.NO_DATA
        return DirectionShares(rising, staying, falling, None, reason)
    return DirectionShares(rising, staying, falling, _sign_test(up, down))


def _sign_test(up: int, down: int) -> float:
    """Exact two-sided binomial test of up = down; symmetric, so twice the smaller tail."""
    fewer, moved = min(up, down), up + down
    if 2 * fewer == moved:
        return 1.0
    return min(1.0, 2.0 * fair_coin_at_most(fewer, moved))
