from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conversations.topics.comparing import Line, compare, pieces

TEXTS = st.text(alphabet="ab ,.", max_size=30)
CODES = st.lists(st.sampled_from("abcdefgh"), unique=True)


def lines(codes: str, **texts: str) -> list[Line]:
    return [Line(code, "value", texts.get(code, code), False) for code in codes]


def told(old: list[Line], new: list[Line]) -> list[tuple[str, str]]:
    rows = compare(old, new)
    return [((row.new or row.old).code, str(row.change)) for row in rows]


def test_a_moved_step_is_told_once():
    assert told(lines("abcd"), lines("bcda")) == [("b", "same"), ("c", "same"), ("d", "same"), ("a", "moved")]


def test_a_step_that_is_gone_stands_where_it_stood():
    assert told(lines("abc"), lines("ac")) == [("a", "same"), ("b", "removed"), ("c", "same")]


def test_a_new_step_and_a_changed_one():
    found = told(lines("ab"), lines("axb", b="other words"))
    assert found == [("a", "same"), ("x", "added"), ("b", "changed")]


def test_only_the_words_that_differ_are_marked():
    old, new = pieces("Vraag een cijfer van 0 tot 10", "Vraag een getal van 0 tot 10")
    assert [piece.text for piece in old if piece.marked] == ["cijfer"]
    assert [piece.text for piece in new if piece.marked] == ["getal"]


def test_texts_with_nothing_in_common_are_marked_whole():
    old, new = pieces("Bedank de bewoner", "Waarom?")
    assert [(piece.text, piece.marked) for piece in (*old, *new)] == [("Bedank de bewoner", True), ("Waarom?", True)]


@given(TEXTS, TEXTS)
def test_pieces_put_together_are_the_texts(one, two):
    old, new = pieces(one, two)
    assert "".join(piece.text for piece in old) == one
    assert "".join(piece.text for piece in new) == two


@given(CODES, CODES)
def test_every_step_is_told_exactly_once(one, two):
    rows = compare(lines("".join(one)), lines("".join(two)))
    assert [row.new.code for row in rows if row.new] == two
    assert sorted(row.old.code for row in rows if row.old) == sorted(one)
    assert all(row.change == "same" for row in rows) == (one == two)
