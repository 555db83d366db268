"""Files as people have them: separators, decimal commas, gaps, strange bytes; every wrong row named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.insight.comparison.guessing import guess_columns, with_groups
from conversations.insight.comparison.reading import (
    MOST_BYTES,
    MOST_ERRORS,
    Columns,
    FileUnreadable,
    read_rows,
    read_sheet,
)
from conversations.statistics.experiment import analyse

pytestmark = pytest.mark.usefixtures("in_english")

COLUMNS = Columns(arm="arm", treatment="1", control="0", outcome="y")


def test_a_dutch_spreadsheet_reads_like_an_english_one():
    english = read_sheet(b"arm,y,base\n1,3.5,4\n0,,5\n")
    dutch = read_sheet("\ufeffarm;y;base\r\n1;3,5;4\r\n0;;5\r\n".encode())
    tabs = read_sheet(b"arm\ty\tbase\n1\t3.5\t4\n0\t\t5\n")
    wanted = [(True, 3.5, 4.0), (False, None, 5.0)]
    for sheet in (english, dutch, tabs):
        rows = read_rows(sheet, Columns("arm", "1", "0", "y", baseline="base")).rows
        assert [(row.treated, row.outcome, row.baseline) for row in rows] == wanted
        assert [row.cluster for row in rows] == ["2", "3"]


@pytest.mark.parametrize("gap", ["", " ", "NA", "n/a", "NaN", ".", "-", "null", "?"])
def test_gaps_are_missing_answers(gap):
    rows = read_rows(read_sheet(f"arm,y\n1,{gap}\n0,4\n".encode()), COLUMNS).rows
    assert [row.outcome for row in rows] == [None, 4.0]


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("1,seven,1,1", "y", "not a number"),
        ("1,inf,1,1", "y", "not a number"),
        ("1,1e300,1,1", "y", "not a number"),
        ("1,1_0,1,1", "y", "not a number"),
        (",5,1,1", "arm", "no group"),
        ("1,5,,1", "house", "no cluster"),
        ("1,5,1,maybe", "talk", "not yes or no (1 or 0)"),
    ],
)
def test_every_wrong_row_is_named_by_line_and_column(line, column, reason):
    sheet = read_sheet(f"arm,y,house,talk\n1,5,1,ja\n{line}\n".encode())
    found = read_rows(sheet, Columns("arm", "1", "0", "y", cluster="house", delivered="talk"))
    assert (found.error_count, len(found.rows)) == (1, 1)
    error = found.errors[0]
    assert (error.line, error.column, error.reason) == (3, column, reason)


def test_the_first_errors_are_listed_and_all_are_counted():
    found = read_rows(read_sheet(b"arm,y\n" + b"1,x\n" * 50 + b"0,4\n"), COLUMNS)
    assert (found.error_count, len(found.errors), len(found.rows)) == (50, MOST_ERRORS, 1)


def test_rows_of_a_third_group_are_set_aside_not_mixed_in():
    found = read_rows(read_sheet(b"arm,y\n1,5\n0,4\n2,3\n2,9\n"), COLUMNS)
    assert (len(found.rows), found.other_groups, found.error_count) == (2, 2, 0)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no rows"),
        (b"arm,y\n", "no rows"),
        (b"a,a\n1,2\n", "both called"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
        (b"a\n" + b'"' + b"x" * 200_000 + b'"\n', "no CSV table"),
        (",".join(str(i) for i in range(300)).encode() + b"\n1\n", "200 columns"),
    ],
)
def test_what_is_no_table_says_what_to_do(data, words):
    with pytest.raises(FileUnreadable, match=words):
        read_sheet(data)


def test_columns_are_guessed_by_their_names_and_never_twice():
    sheet = read_sheet(b"id,treat_ind,hh_id,contact,therm_t0,therm_t1\n1,1,a,1,40,55\n2,0,b,0,50,50\n")
    found = guess_columns(sheet)
    assert (found.arm, found.treatment, found.control) == ("treat_ind", "1", "0")
    assert (found.cluster, found.delivered) == ("hh_id", "contact")
    dutch = guess_columns(read_sheet(b"groep;huishouden;gesprek;begin;na\nvergelijking;a;0;4;5\ngesprek;b;1;4;6\n"))
    assert (dutch.treatment, dutch.control) == ("gesprek", "vergelijking")
    assert (dutch.outcome, dutch.baseline, dutch.delivered) == ("na", "begin", "gesprek")


def test_a_choice_is_kept_and_a_column_of_numbers_is_no_group():
    sheet = read_sheet(b"arm,y\nA,1\nB,2\nC,3\n")
    chosen = with_groups(sheet, Columns("arm", "C", "A", "y"))
    assert (chosen.treatment, chosen.control) == ("C", "A")
    many = read_sheet(b"arm,y\n" + b"".join(f"{i},1\n".encode() for i in range(40)))
    assert guess_columns(many).treatment == ""


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_whatever_bytes_come_in_are_a_table_or_a_reason(data):
    try:
        sheet = read_sheet(data)
    except FileUnreadable:
        return
    columns = guess_columns(sheet)
    if columns.arm and columns.outcome and columns.treatment and columns.control:
        analyse(read_rows(sheet, columns).rows)
