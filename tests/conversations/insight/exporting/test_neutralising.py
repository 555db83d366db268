from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.insight.exporting.neutralising import _are_plain, csv_lines, neutralise, neutralise_lines
from tests.conversations.insight.exporting.formulas import (
    CORPUS,
    RUNS,
    as_the_database,
    formulas_in_csv,
    formulas_in_xlsx,
)


@pytest.mark.parametrize("cell", ["", "12", "-0.4167", "+3", "-1.2e-05", "Kerkstraat", "a=b", "1-2", "5-10 min", "'x"])
def test_numbers_and_words_stay_as_they_are(cell):
    assert neutralise(cell) == cell


@pytest.mark.parametrize("cell", ["-inf", "+nan", "-1_000", "- 1", "\N{FULLWIDTH HYPHEN-MINUS}1"])
def test_what_only_looks_like_a_number_is_text(cell):
    assert neutralise(cell) == "'" + cell


def test_of_hundreds_of_cells_none_is_a_formula_when_read_back():
    assert len(CORPUS) >= 200
    assert all(neutralise(cell) == "'" + cell for cell in CORPUS)
    assert (formulas_in_xlsx(CORPUS), formulas_in_csv(CORPUS)) == (0, 0)


def test_the_reading_back_sees_a_formula_where_there_is_one(monkeypatch):
    for module in ("neutralising", "xlsx_writing"):
        monkeypatch.setattr(f"conversations.insight.exporting.{module}.neutralise", lambda cell: cell)
    assert formulas_in_csv(["=not+seen(1)"]) > 0
    assert formulas_in_xlsx(["=not+seen(2)"]) > 0


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")), min_size=2)))
def test_lines_say_what_their_cells_say_one_by_one(rows):
    raw = io.StringIO(newline="")
    csv.writer(raw, lineterminator="\n").writerows(rows)
    lines = neutralise_lines(raw.getvalue().encode())
    read = list(csv.reader(io.StringIO(lines.decode(), newline="")))
    assert read == [[neutralise(cell) for cell in row] for row in rows]
    assert not any(RUNS.match(cell) and neutralise(cell) != cell for row in read for cell in row)


def test_a_break_within_a_cell_does_not_end_its_row():
    assert csv_lines([["a\rb", "c\r\nd"]]) == b'"a\nb","c\nd"\n'


def test_rows_of_codes_and_numbers_are_not_taken_apart():
    line = b"BU000215,neighbourhood,2026-W05,1,g1v2,c9f,2,,1,,nature,home,,,little,permission;story,5-10 min\n"
    assert _are_plain(line * 3)
    assert neutralise_lines(line) == line
    assert not any(_are_plain(as_the_database(cell)) for cell in CORPUS)
