"""Distributions beside their mean, judged by whole-number programmes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.statistics.errors import InvalidCount, InvalidTable
from conversations.statistics.suppression.attack import attack_ratings
from conversations.statistics.suppression.cells import Rule
from conversations.statistics.suppression.protect import protect
from conversations.statistics.suppression.ratings import protect_ratings
from conversations.statistics.suppression.table import TOTAL, line_table

# Opening numbers of the 2016 experiment (doi:10.1126/science.aad9713), 0 to 10.
OPENED = [7, 0, 1, 1, 1, 37, 7, 15, 10, 9, 91]

count = st.integers(0, 3) | st.integers(0, 15) | st.integers(0, 60)


@settings(max_examples=100, deadline=None)
@given(st.lists(count, min_size=3, max_size=11))
def test_no_hidden_count_can_be_narrowed_down(counts: list[int]) -> None:
    found = protect_ratings(counts)
    hidden = {rating for rating in range(len(counts)) if found.hides(rating)}
    assert {rating for rating, n in enumerate(counts) if 0 < n < 10} <= hidden
    if not found.withheld:
        for rating, feasible in attack_ratings(counts, hidden).items():
            assert feasible.low <= counts[rating] <= feasible.high
            assert feasible.width >= 10


def test_total_and_mean_give_two_hidden_counts_away() -> None:
    counts = [12, 20, 4, 30, 40]
    plain = protect(line_table(counts, answers=True))
    known = attack_ratings(counts, {rating for rating in range(5) if plain.hides(rating)})
    assert {feasible.width for feasible in known.values()} == {0}
    assert len(protect_ratings(counts).hidden) >= 3


def test_published_openings_need_nearly_all_hidden() -> None:
    found = protect_ratings(OPENED)
    assert not found.withheld
    shown = {rating for rating in range(11) if not found.hides(rating)}
    assert shown == {1, 7}


def test_nothing_small_hides_nothing() -> None:
    assert protect_ratings([0, 20, 30, 0, 10]).hidden == frozenset()
    assert protect_ratings([0] * 11).hidden == frozenset()


def test_what_the_mean_gives_away_is_withheld() -> None:
    # 199 of at most 200 points: the mean says that exactly one of twenty gave a nine.
    assert protect_ratings([0] * 9 + [1, 19]).withheld
    assert protect_ratings([0] * 10 + [40]).withheld
    assert protect_ratings([1, 2, 3]).withheld


def test_everybody_in_the_middle_can_hide() -> None:
    found = protect_ratings([0, 0, 0, 0, 0, 40, 0, 0, 0, 0, 0])
    assert not found.withheld
    assert found.hides(5)
    assert (5, TOTAL) in found.sensitive


def test_impossible_input_is_refused() -> None:
    with pytest.raises(InvalidCount):
        protect_ratings([3, -1])
    with pytest.raises(InvalidTable):
        protect_ratings([20] * 12)
    with pytest.raises(InvalidTable):
        attack_ratings([-3, 1], {0})


def test_the_rule_sets_the_width() -> None:
    found = protect_ratings([4, 9, 9, 9, 12], rule=Rule(k=5, canvassers=1))
    widths = attack_ratings([4, 9, 9, 9, 12], {rating for rating, _ in found.hidden})
    assert min(feasible.width for feasible in widths.values()) >= 5
