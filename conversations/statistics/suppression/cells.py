"""The primary rule: which figures are too small, or too unanimous, to show at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import InvalidParameter, require_count

SMALL_CELL = 10
FEWEST_CANVASSERS = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """`k`: fewest conversations and narrowest guess; `canvassers`: fewest canvassers."""

    k: int = SMALL_CELL
    canvassers: int = FEWEST_CANVASSERS

    def __post_init__(self) -> None:
        if self.k < 1 or self.canvassers < 1:
            raise InvalidParameter(f"a rule needs k >= 1 and canvassers >= 1, got {self!r}")

    def is_small(self, count: int, canvassers: int | None = None) -> bool:
        """True for a cell somebody is in that has too few conversations or canvassers.

        An empty cell is not small: there is nobody in it to protect. `canvassers` None
        means the caller has no such count for this cell.
        """
        require_count("count", count)
        if count == 0:
            return False
        if count < self.k:
            return True
        return canvassers is not None and canvassers < self.canvassers


STANDARD = Rule()


def may_show(conversations: int, canvassers: int, *, rule: Rule = STANDARD) -> bool:
    """May a lone figure (a mean, a share, a bar) be shown? Nothing at all is too few too."""
    require_count("conversations", conversations)
    require_count("canvassers", canvassers)
    return conversations > 0 and not rule.is_small(conversations, canvassers)


def same_answer(counts: Sequence[int]) -> int | None:
    """Index of the answer that everybody in the group gave, or None.

    Such a cell is hidden however large it is: knowing that somebody belongs to the group
    would tell what they answered. Source: Hundepool et al. 2012, *Statistical Disclosure
    Control*, section 5 (group disclosure), doi:10.1002/9781118348239.
    """
    given = [index for index, count in enumerate(counts) if count > 0]
    return given[0] if len(given) == 1 else None
