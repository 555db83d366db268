"""The primary rule."""

import pytest

from conversations.statistics.errors import InvalidCount, InvalidParameter
from conversations.statistics.suppression.cells import Rule, may_show, same_answer


@pytest.mark.parametrize(
    ("conversations", "canvassers", "shown"),
    [(0, 0, False), (1, 3, False), (9, 9, False), (10, 3, True), (10, 2, False), (500, 1, False)],
)
def test_ten_conversations_and_three_canvassers(conversations: int, canvassers: int, shown: bool) -> None:
    assert may_show(conversations, canvassers) is shown


def test_an_empty_cell_of_a_table_hides_nobody() -> None:
    rule = Rule()
    assert not rule.is_small(0, 0)
    assert rule.is_small(9)
    assert not rule.is_small(10)
    assert rule.is_small(10, 2)


def test_the_same_answer_is_found() -> None:
    assert same_answer([0, 40, 0]) == 1
    assert same_answer([0, 39, 1]) is None
    assert same_answer([0, 0]) is None


def test_impossible_rules_and_counts_are_refused() -> None:
    with pytest.raises(InvalidParameter):
        Rule(k=0)
    with pytest.raises(InvalidCount):
        may_show(-1, 3)
    with pytest.raises(InvalidCount):
        may_show(1, -3)
