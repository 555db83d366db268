from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvass.turf.naming import LONGEST, Ground, name_among, still_fits, turf_names

HERE = (0.0, 0.0)


def names(*grounds: Ground) -> list[str]:
    return turf_names(grounds, otherwise="Lindenkwartier")


def test_the_two_streets_with_most_doors_name_a_turf():
    streets = ["Kerkstraat"] * 6 + ["Smidsweg"] * 4 + ["Plein"] * 1
    assert names(Ground(streets, HERE)) == ["Kerkstraat + Smidsweg"]


def test_a_corner_of_a_second_street_does_not_name_it():
    assert names(Ground(["Kerkstraat"] * 9 + ["Smidsweg"], HERE)) == ["Kerkstraat"]


def test_without_street_names_it_takes_the_neighbourhoods():
    assert names(Ground(["", ""], HERE)) == ["Lindenkwartier"]


def test_two_turfs_in_one_street_are_told_apart_by_where_they_lie(settings):
    streets = ["Lindestraat"]
    with_direction = names(Ground(streets, (0.0, 300.0)), Ground(streets, (10.0, 0.0)))
    assert len(set(with_direction)) == 2
    assert all(name.startswith("Lindestraat ") for name in with_direction)


def test_many_turfs_in_one_street_are_numbered_along_it():
    grounds = [Ground(["Lange weg"], (x, 0.0)) for x in (300.0, 0.0, 200.0, 100.0)]
    assert names(*grounds) == ["Lange weg 4", "Lange weg 1", "Lange weg 3", "Lange weg 2"]


@given(
    st.lists(
        st.builds(
            Ground,
            st.lists(st.text("abc ", max_size=80), min_size=1, max_size=9),
            st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)),
        ),
        max_size=8,
    )
)
def test_every_turf_gets_a_name_that_fits(grounds):
    found = turf_names(grounds, otherwise="Buurt")
    assert len(found) == len(grounds)
    assert all(0 < len(name) <= LONGEST for name in found)


@pytest.mark.parametrize(
    ("name", "streets", "fits"),
    [
        ("Kerkstraat", ["Kerkstraat"] * 5, True),
        ("Kerkstraat noord", ["Kerkstraat"] * 5, True),
        ("Kerkstraat + Smidsweg", ["Kerkstraat"] * 5, False),
        ("Kerkstraat", ["Kerkstraat"] * 5 + ["Smidsweg"] * 5, False),
        ("Round the church", ["Kerkstraat"], False),
        ("Anything", [""], False),
    ],
)
def test_a_name_is_kept_while_the_streets_are_the_same(name, streets, fits):
    assert still_fits(name, streets) == fits


def test_a_name_that_is_taken_gets_the_turfs_number():
    assert name_among({"Kerkstraat"}, "Kerkstraat", 7) == "Kerkstraat 7"
    assert name_among({"Kerkstraat"}, "Smidsweg", 7) == "Smidsweg"
    assert name_among({"Kerkstraat", "Kerkstraat 7"}, "Kerkstraat", 7) == "Kerkstraat 8"
    assert len(name_among({"x" * LONGEST}, "x" * LONGEST, 65_535)) <= LONGEST
