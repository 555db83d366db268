from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvass.places.house_numbers import HouseNumber, between, flats, floor_of, parse, parse_all


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", HouseNumber(12)),
        ("12a", HouseNumber(12, "a")),
        ("12 A", HouseNumber(12, "A")),
        ("12-2", HouseNumber(12, "", "2")),
        ("12a-2", HouseNumber(12, "a", "2")),
        ("12 bis", HouseNumber(12, "", "bis")),
        ("12-14", HouseNumber(12, "", "14")),
        ("3/1", HouseNumber(3, "", "1")),
        ("7 bus 3", HouseNumber(7, "", "", "3")),
        ("7 bte 0102", HouseNumber(7, "", "", "0102")),
        (" 5 ", HouseNumber(5)),
        ("unknown", None),
        ("", None),
        ("A12", None),
    ],
)
def test_a_house_number_is_taken_apart(text, expected):
    assert parse(text) == expected


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text):
    found = parse(text)
    assert found is None or (found.number >= 0 and len(found.letter) <= 1 and len(found.addition) <= 16)


def test_one_door_may_carry_several_numbers():
    assert parse_all("12;14") == [HouseNumber(12), HouseNumber(14)]
    assert parse_all("12, x, 12a") == [HouseNumber(12), HouseNumber(12, "a")]


def test_flats_come_as_list_or_range():
    assert flats("1-4") == ["1", "2", "3", "4"]
    assert flats("1;3;A") == ["1", "3", "A"]
    assert flats("") == []
    assert len(flats("1-100000")) == 300


@pytest.mark.parametrize(
    ("addition", "box", "floor"),
    [("2", "", 2), ("2-hoog", "", 2), ("3hg", "", 3), ("hs", "", 0), ("II", "", 2), ("bis", "", 0), ("", "0302", 3),
     ("", "12", 0), ("14", "", 0), ("1V", "", 1)],
)  # fmt: skip
def test_additions_tell_the_floor(addition, box, floor):
    assert floor_of(addition, box) == floor


@pytest.mark.parametrize(
    ("first", "last", "kind", "expected"),
    [(1, 7, "odd", [3, 5]), (7, 1, "odd", [5, 3]), (2, 6, "even", [4]), (1, 4, "all", [2, 3]), (2, 6, "odd", []),
     (1, 7, "alphabetic", []), (3, 3, "odd", [])],
)  # fmt: skip
def test_interpolation_fills_the_numbers_between(first, last, kind, expected):
    assert between(first, last, kind) == expected
