"""What must hold before a page may say more than "reported at the door"."""

from dataclasses import dataclass
from enum import StrEnum

from .errors import require_part
from .estimate import CONFIDENCE, Estimate
from .intervals import newcombe
from .paired import PairedSums

ANSWERS_PER_ARM = 100
MANY_AGREE = 0.30
MANY_MISSING = 0.20


class DoorWarning(StrEnum):
    """Warnings beside door numbers."""

    MANY_ALREADY_AGREE = "many_already_agree"
    MANY_WITHOUT_CLOSING = "many_without_closing"
    CLOSING_IS_OPENING_PLUS_CONSTANT = "closing_is_opening_plus_constant"


class Obstacle(StrEnum):
    """Why causal words are not allowed."""

    NOT_DRAWN_BEFORE_DOOR = "not_drawn_before_door"
    CONTACT_DIFFERS = "contact_differs"
    DROPOUT_DIFFERS = "dropout_differs"
    TOO_FEW_ANSWERS = "too_few_answers"


@dataclass(frozen=True, slots=True)
class BalanceCheck:
    """Difference of two shares, treatment minus comparison; passes if 0 is in its interval."""

    difference: Estimate

    @property
    def passes(self) -> bool:
        interval = self.difference.interval
        return interval is not None and interval.covers(0.0)


def balance(
    treatment: int,
    treatment_total: int,
    comparison: int,
    comparison_total: int,
    *,
    confidence: float = CONFIDENCE,
) -> BalanceCheck:
    """Contact balance (reached of assigned) or differential attrition (answered of reached).

    Newcombe's interval; an empty arm does not pass.
    """
    difference = newcombe(treatment, treatment_total, comparison, comparison_total, confidence=confidence)
    return BalanceCheck(difference)


def causal_obstacles(
    *,
    drawn_before_door: bool,
    contact: BalanceCheck,
    dropout: BalanceCheck,
    treatment_answers: int,
    comparison_answers: int,
) -> frozenset[Obstacle]:
    """Everything that forbids causal words; empty means they are allowed."""
    found = set()
    if not drawn_before_door:
        found.add(Obstacle.NOT_DRAWN_BEFORE_DOOR)
    if not contact.passes:
        found.add(Obstacle.CONTACT_DIFFERS)
    if not dropout.passes:
        found.add(Obstacle.DROPOUT_DIFFERS)
    if min(treatment_answers, comparison_answers) < ANSWERS_PER_ARM:
        found.add(Obstacle.TOO_FEW_ANSWERS)
    return frozenset(found)


def door_warnings(sums: PairedSums, *, opened_at_nine_or_ten: int) -> frozenset[DoorWarning]:
    """Warnings for a set of conversations with an opening number (n pairs + missing)."""
    opened = sums.n + sums.missing
    require_part("opened at nine or ten", opened_at_nine_or_ten, opened)
    found = set()
    if opened and opened_at_nine_or_ten >= MANY_AGREE * opened:
        found.add(DoorWarning.MANY_ALREADY_AGREE)
    if opened and sums.missing > MANY_MISSING * opened:
        found.add(DoorWarning.MANY_WITHOUT_CLOSING)
    if sums.n > 1 and sums.change_spread == 0:
        found.add(DoorWarning.CLOSING_IS_OPENING_PLUS_CONSTANT)
    return frozenset(found)
