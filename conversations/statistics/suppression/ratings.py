"""A distribution of ratings whose mean is shown too.

The mean is one more equation: with the total and the mean known, two hidden counts follow
exactly. So hidden counts must be able to move while both stay: one answer from p and one
from s to q and r with p + s = q + r. A cell is protected by a set of four (or three) such
cells that can make k of these moves. The mean is taken to be known exactly; show spreads of
ratings rounded to two figures or not at all.
Source: Hundepool et al. 2012, *Statistical Disclosure Control*, doi:10.1002/9781118348239.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from ..errors import require_count
from .attack import attack_ratings
from .cells import STANDARD, Rule, same_answer
from .protect import Protection
from .table import GRAND_TOTAL, TOTAL, Key


@dataclass(frozen=True, slots=True)
class Move:
    """Ratings that gain one answer, and ratings that lose one (or two: named twice)."""

    gain: tuple[int, int]
    lose: tuple[int, ...]

    @property
    def ratings(self) -> frozenset[int]:
        return frozenset(self.gain) | frozenset(self.lose)

    def room(self, counts: Sequence[int]) -> int:
        """How many times it can be made forwards and backwards, counts staying >= 0."""
        forwards = min(counts[rating] // self.lose.count(rating) for rating in self.lose)
        return forwards + min(counts[rating] for rating in self.gain)


def protect_ratings(counts: Sequence[int], *, rule: Rule = STANDARD) -> Protection:
    """Which counts of a distribution (index = rating) to hide; keys are (rating, TOTAL).

    Every hidden count keeps a feasible width of at least k for a reader who knows the
    other counts, the total and the mean. Withheld when that cannot be reached: then the
    mean itself says nearly everything, as when almost all gave the highest rating.
    """
    for count in counts:
        require_count("count", count)
    sensitive = {rating for rating, count in enumerate(counts) if rule.is_small(count)}
    unanimous = same_answer(counts)
    if unanimous is not None:
        sensitive.add(unanimous)
    total = sum(counts)
    if rule.is_small(total):
        return Protection(_keys(range(len(counts))) | {GRAND_TOTAL}, _keys(sensitive), withheld=True)
    hidden = _cover(counts, sensitive, rule.k)
    if hidden is None:
        hidden = set(range(len(counts)))
        widths = [found.width for found in attack_ratings(counts, hidden).values()]
        if min(widths) < rule.k:
            return Protection(_keys(hidden) | {GRAND_TOTAL}, _keys(sensitive), withheld=True)
    return Protection(_keys(hidden), _keys(sensitive))


def _cover(counts: Sequence[int], sensitive: set[int], k: int) -> set[int] | None:
    """Hide, for each sensitive rating in turn, the fewest others that give it room."""
    wide = [move.ratings for move in _moves(len(counts)) if move.room(counts) >= k]
    hidden = set(sensitive)
    for rating in sorted(sensitive, key=lambda r: (counts[r], r)):
        fitting = [ratings for ratings in wide if rating in ratings]
        if not fitting:
            return None
        hidden |= min(fitting, key=lambda ratings: _price(counts, ratings - hidden))
    return hidden


def _price(counts: Sequence[int], extra: Set[int]) -> tuple[int, int, list[int]]:
    return len(extra), sum(counts[rating] for rating in extra), sorted(extra)


def _moves(size: int) -> Iterator[Move]:
    """All ways to move two answers towards each other and keep their sum."""
    for low in range(size):
        for high in range(low + 2, size):
            for inner in range(low + 1, (low + high) // 2 + 1):
                yield Move((low, high), (inner, low + high - inner))


def _keys(ratings: range | set[int]) -> frozenset[Key]:
    return frozenset((rating, TOTAL) for rating in ratings)
