"""The network's widths are the linear programme's, for any set of hidden figures."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.statistics.suppression.attack import attack
from conversations.statistics.suppression.network import Network
from conversations.statistics.suppression.table import GRAND_TOTAL, Table, grid_table, line_table


@st.composite
def hidden_tables(draw: st.DrawFn) -> tuple[Table, set[int]]:
    rng = random.Random(draw(st.integers(0, 2**32)))
    rows, columns = rng.randint(2, 5), rng.randint(1, 4)
    groups = [i * 2 // rows for i in range(rows)] if rng.random() < 0.5 else None
    counts = [[rng.choice((0, rng.randint(0, 9), rng.randint(0, 50))) for _ in range(columns)] for _ in range(rows)]
    table = grid_table(counts, groups=groups) if columns > 1 else line_table([row[0] for row in counts], groups=groups)
    hidden = {i for i, arc in enumerate(table.arcs) if arc.key != GRAND_TOTAL and rng.random() < 0.4}
    return table, hidden


@settings(max_examples=300, deadline=None)
@given(hidden_tables())
def test_widths_agree_with_the_linear_programme(drawn: tuple[Table, set[int]]) -> None:
    table, hidden = drawn
    network = Network(table)
    referee = attack(table, {table.arcs[i].key for i in hidden})
    for number in hidden:
        arc = table.arcs[number]
        assert network.width(number, hidden, 10_000) == referee[arc.key].width
