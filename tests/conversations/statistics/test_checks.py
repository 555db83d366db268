"""When causal words are allowed, and when door numbers carry a warning."""

import pytest

from conversations.statistics.checks import (
    DoorWarning,
    Obstacle,
    balance,
    causal_obstacles,
    door_warnings,
)
from conversations.statistics.errors import InvalidCount
from conversations.statistics.paired import PairedSums

EVEN = balance(300, 1000, 290, 1000)
UNEVEN = balance(12021, 38218, 56730, 191243)


def test_a_clear_difference_in_contact_fails() -> None:
    assert EVEN.passes
    assert not UNEVEN.passes
    assert not balance(0, 0, 3, 4).passes


def test_everything_in_order_leaves_no_obstacle() -> None:
    assert not causal_obstacles(
        drawn_before_door=True, contact=EVEN, dropout=EVEN, treatment_answers=100, comparison_answers=100
    )


def test_every_obstacle_is_named() -> None:
    found = causal_obstacles(
        drawn_before_door=False, contact=UNEVEN, dropout=UNEVEN, treatment_answers=500, comparison_answers=99
    )
    assert found == frozenset(Obstacle)


def test_warnings_at_their_thresholds() -> None:
    varied = PairedSums.of([(1, 2), (3, 7), (5, 5), (9, 10)] * 2 + [(9, None)] * 2)
    assert door_warnings(varied, opened_at_nine_or_ten=2) == frozenset()
    assert door_warnings(varied, opened_at_nine_or_ten=3) == {DoorWarning.MANY_ALREADY_AGREE}
    more_missing = varied + PairedSums(missing=1)
    assert door_warnings(more_missing, opened_at_nine_or_ten=0) == {DoorWarning.MANY_WITHOUT_CLOSING}
    constant = PairedSums.of([(1, 3), (4, 6)])
    assert door_warnings(constant, opened_at_nine_or_ten=0) == {DoorWarning.CLOSING_IS_OPENING_PLUS_CONSTANT}


def test_nothing_opened_warns_of_nothing() -> None:
    assert door_warnings(PairedSums(), opened_at_nine_or_ten=0) == frozenset()
    with pytest.raises(InvalidCount):
        door_warnings(PairedSums(), opened_at_nine_or_ten=1)
