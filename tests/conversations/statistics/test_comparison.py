"""Rows to cells: missing answers, scaling, and refusal of what is not a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.statistics.arms import ancova, itt
from conversations.statistics.comparison import ComparisonRow, Need, collect_cells
from conversations.statistics.errors import InvalidParameter
from conversations.statistics.estimate import Reason

from .referee import random_experiment

answer = st.none() | st.integers(0, 10)
rows = st.lists(
    st.builds(ComparisonRow, st.sampled_from("abcdef"), st.booleans(), answer, st.none() | st.booleans(), answer),
    max_size=40,
)


@given(rows, st.frozensets(st.sampled_from(Need)))
def test_every_row_is_counted_once(drawn: list[ComparisonRow], needs: frozenset[Need]) -> None:
    found = collect_cells(drawn, needs=needs)
    for treated, left_out in ((True, found.left_out_treatment), (False, found.left_out_comparison)):
        counted = sum(cell.n for cell in found.cells if cell.treated == treated)
        assert counted + left_out == sum(row.treated == treated for row in drawn)
    assert len({(cell.cluster, cell.treated) for cell in found.cells}) == len(found.cells)


def test_rows_without_an_answer_are_left_out() -> None:
    drawn = [
        ComparisonRow("a", True, 5.0, True, 4.0),
        ComparisonRow("a", True, None, True, 4.0),
        ComparisonRow("b", False, 3.0, None, 4.0),
        ComparisonRow("b", False, 3.0, False, None),
    ]
    plain = collect_cells(drawn, needs=frozenset())
    assert [(cell.n, cell.sum_outcome) for cell in plain.cells] == [(1, 5.0), (2, 6.0)]
    assert (plain.left_out_treatment, plain.left_out_comparison) == (1, 0)
    strict = collect_cells(drawn, needs=frozenset(Need))
    assert (strict.left_out_treatment, strict.left_out_comparison) == (1, 2)


def test_a_constant_baseline_is_found_out() -> None:
    drawn = [ComparisonRow(str(i), i % 2 == 0, float(i % 7), True, 0.1 + 1e5) for i in range(60)]
    cells = collect_cells(drawn, needs=frozenset({Need.BASELINE})).cells
    assert ancova(cells).reason is Reason.COLLINEAR
    assert itt(cells).interval is not None


def test_order_of_rows_does_not_matter() -> None:
    drawn = random_experiment(11, 80, 20).rows()
    forth = ancova(collect_cells(drawn, needs=frozenset(Need)).cells)
    back = ancova(collect_cells(drawn[::-1], needs=frozenset(Need)).cells)
    assert forth.value == pytest.approx(back.value, rel=1e-12)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    with pytest.raises(InvalidParameter):
        ComparisonRow("a", True, outcome=value)
    with pytest.raises(InvalidParameter):
        ComparisonRow("a", True, baseline=value)
