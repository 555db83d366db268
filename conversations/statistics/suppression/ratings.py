"""A distribution of ratings whose mean is shown too.

The mean is one more equation: with the total and the mean known, two hidden counts follow
exactly. So hidden counts must be able to move while both stay: one answer from p and one
from s to q and r with p + s = q + r. A cell is protected by a set of four (or three) such
cells that can make k of these moves. The mean is taken to be known exactly; show spreads of
ratings rounded to two figures or not at all.
Source: Hundepool et al. 2012, *Statistical Disclosure Control*, doi:10.1002/9781118348239.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..errors import InvalidTable, require_count
from .attack import attack_ratings
from .cells import STANDARD, Rule, same_answer
from .protect import Protection
from .table import GRAND_TOTAL, TOTAL, Key

MOST_RATINGS = 11


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
    if len(counts) > MOST_RATINGS:
        raise InvalidTable(f"at most {MOST_RATINGS} ratings, got {len(counts)}")
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
    """Fewest others to hide so that every hidden rating is in a hidden move with room.

    Ratings are few (0 to 10), so all choices are tried, cheapest first; as bits, 40 ms at most.
    """
    wide = [_bits(move.ratings) for move in _moves(len(counts)) if move.room(counts) >= k]
    others = [rating for rating in range(len(counts)) if rating not in sensitive]
    start = _bits(sensitive)
    for size in range(len(others) + 1):
        for extra in sorted(combinations(others, size), key=lambda chosen: sum(counts[r] for r in chosen)):
            hidden = start | _bits(extra)
            covered = 0
            for move in wide:
                if move & hidden == move:
                    covered |= move
            if covered == hidden:
                return sensitive | set(extra)
    return None


def _bits(ratings: Iterable[int]) -> int:
    return sum(1 << rating for rating in ratings)


def _moves(size: int) -> Iterator[Move]:
    """All ways to move two answers towards each other and keep their sum."""
    for low in range(size):
        for high in range(low + 2, size):
            for inner in range(low + 1, (low + high) // 2 + 1):
                yield Move((low, high), (inner, low + high - inner))


def _keys(ratings: range | set[int]) -> frozenset[Key]:
    return frozenset((rating, TOTAL) for rating in ratings)
