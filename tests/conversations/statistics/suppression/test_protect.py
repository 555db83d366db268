"""Complementary suppression, judged by the attacker's linear programme."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.statistics.errors import InvalidTable
from conversations.statistics.suppression.attack import attack, exact_recoveries
from conversations.statistics.suppression.cells import Rule
from conversations.statistics.suppression.protect import Protection, protect
from conversations.statistics.suppression.table import GRAND_TOTAL, TOTAL, Table, grid_table, line_table

count = st.integers(0, 3) | st.integers(0, 12) | st.integers(0, 60)


@st.composite
def grids(draw: st.DrawFn) -> Table:
    rows, columns = draw(st.integers(1, 7)), draw(st.integers(2, 5))
    row = st.lists(count, min_size=columns, max_size=columns)
    counts = draw(st.lists(row, min_size=rows, max_size=rows))
    groups = [i * 2 // rows for i in range(rows)] if rows > 1 and draw(st.booleans()) else None
    return grid_table(counts, groups=groups)


@st.composite
def lines(draw: st.DrawFn) -> Table:
    counts = draw(st.lists(count, max_size=10))
    groups = [i * 3 // len(counts) for i in range(len(counts))] if len(counts) > 2 and draw(st.booleans()) else None
    return line_table(counts, groups=groups, answers=draw(st.booleans()))


def assert_safe(table: Table, found: Protection) -> None:
    assert found.sensitive == table.sensitive
    if found.withheld:
        assert found.hides(TOTAL)
        return
    assert table.sensitive <= found.hidden
    assert GRAND_TOTAL not in found.hidden
    for key, feasible in attack(table, found.hidden).items():
        assert feasible.low <= table.counts[key] <= feasible.high
        assert feasible.width >= table.rule.k, (key, feasible)


@settings(max_examples=300, deadline=None)
@given(grids())
def test_no_hidden_cell_of_a_grid_can_be_narrowed_down(table: Table) -> None:
    assert_safe(table, protect(table))


@settings(max_examples=300, deadline=None)
@given(lines())
def test_no_hidden_entry_of_a_list_can_be_narrowed_down(table: Table) -> None:
    assert_safe(table, protect(table))


def test_nothing_small_hides_nothing() -> None:
    found = protect(grid_table([[30, 40], [50, 60]]))
    assert (found.hidden, found.withheld) == (frozenset(), False)
    assert not found.hides(0, 1)


def test_an_empty_table_is_shown() -> None:
    assert not protect(line_table([])).withheld
    assert not protect(grid_table([[0, 0], [0, 0]])).hidden


def test_a_small_cell_takes_three_others_along() -> None:
    found = protect(grid_table([[4, 30, 90], [20, 25, 95], [99, 99, 99]]))
    assert found.hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert found.extra == {(0, 1), (1, 0), (1, 1)}


def test_a_small_whole_is_withheld() -> None:
    assert protect(grid_table([[3, 2], [1, 3]])).withheld
    assert protect(line_table([9])).withheld
    two_canvassers = {GRAND_TOTAL: 2}
    assert protect(line_table([40, 50], canvassers=two_canvassers)).withheld


def test_what_cannot_be_protected_is_withheld() -> None:
    # Nothing else is in the list that could be hidden with it.
    assert protect(line_table([12], answers=True)).withheld
    # Everything but the grand total would have to go.
    assert protect(grid_table([[6, 5], [4, 3]])).withheld
    assert protect(line_table([3, 1], rule=Rule(k=4))).withheld
    assert protect(line_table([3, 1, 20], rule=Rule(k=4))).hidden == {(0, TOTAL), (1, TOTAL)}


def test_few_canvassers_hide_a_large_cell() -> None:
    table = grid_table([[40, 40], [40, 40], [40, 40]], canvassers={(0, 0): 2, (0, 1): 3})
    found = protect(table)
    assert table.sensitive == {(0, 0)}
    assert (0, 0) in found.hidden
    assert_safe(table, found)


def test_margins_without_canvassers_count_those_of_their_fullest_part() -> None:
    each = {(row, column): 2 for row in range(2) for column in range(2)}
    counts = [[40, 40], [40, 40]]
    assert protect(grid_table(counts, canvassers=each)).withheld
    totals = {(row, TOTAL): 4 for row in (0, 1, TOTAL)} | {(TOTAL, column): 4 for column in (0, 1)}
    known = grid_table(counts, canvassers=each | totals)
    assert known.sensitive == set(each)
    assert_safe(known, protect(known))


def test_everybody_the_same_answer_is_hidden() -> None:
    table = grid_table([[0, 40, 0], [30, 30, 30], [20, 50, 30]])
    assert table.sensitive == {(0, 1)}
    assert_safe(table, protect(table))


def test_small_rows_lose_their_totals() -> None:
    table = grid_table([[3, 4], [40, 50], [60, 70]])
    found = protect(table)
    assert (0, TOTAL) in table.sensitive
    assert found.hides(0)
    assert_safe(table, found)


def test_districts_are_protected_together_with_their_neighbourhoods() -> None:
    # District 0 is one neighbourhood with a small cell: subtraction would also work through it.
    table = grid_table([[4, 60], [50, 70], [80, 90]], groups=[0, 1, 1])
    assert {(0, 0), (3, 0)} <= table.sensitive
    assert_safe(table, protect(table))


def test_also_hide_is_honoured() -> None:
    table = grid_table([[40, 40], [40, 40]], also_hide=frozenset({(1, 1)}))
    assert protect(table).hides(1, 1)
    assert_safe(table, protect(table))


def test_plain_hiding_is_undone_by_subtraction() -> None:
    table = grid_table([[4, 30], [20, 25]])
    assert exact_recoveries(table, table.sensitive) == {(0, 0)}
    assert exact_recoveries(table, protect(table).hidden) == set()


@pytest.mark.parametrize(
    ("counts", "groups"),
    [([], None), ([[1]], None), ([[1, 2], [3]], None), ([[1, 2]], [1]), ([[1, 2], [3, 4]], [0])],
)
def test_tables_that_do_not_fit_are_refused(counts: list[list[int]], groups: list[int] | None) -> None:
    with pytest.raises(InvalidTable):
        grid_table(counts, groups=groups)


def test_unknown_cells_are_refused() -> None:
    table = grid_table([[40, 40], [40, 40]])
    with pytest.raises(InvalidTable):
        attack(table, {(7, 7)})
    with pytest.raises(InvalidTable):
        grid_table([[40, 40], [40, 40]], also_hide=frozenset({(2, 0)}))
    with pytest.raises(InvalidTable):
        line_table([40, 40], canvassers={(0, 0): 2})
