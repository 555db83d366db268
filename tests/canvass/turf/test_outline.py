from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from canvass.turf.outline import outlines

ROW = [(10.0 * step, 0.0) for step in range(10)]
OPPOSITE = [(10.0 * step, 18.0) for step in range(10)]
metre = st.integers(0, 400).map(float)


def test_both_sides_of_a_street_make_one_piece():
    (ground,) = outlines([ROW + OPPOSITE])
    assert len(ground.geoms) == 1
    assert ground.is_valid


def test_doors_that_lie_apart_make_several_pieces():
    (ground,) = outlines([[(0.0, 0.0), (1000.0, 0.0)]])
    assert len(ground.geoms) == 2


def test_back_to_back_gardens_do_not_overlap():
    one, other = outlines([ROW, OPPOSITE])
    assert one.intersection(other).area < 1
    assert all(one.covers(Point(door)) for door in ROW)
    assert all(other.covers(Point(door)) for door in OPPOSITE)


def test_two_turfs_in_one_tower_both_have_a_ground():
    tower = [(5.0, 5.0)] * 4
    grounds = outlines([tower, tower, [(200.0, 5.0)]])
    assert all(ground.area > 0 for ground in grounds)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.tuples(metre, metre), min_size=1, max_size=12), min_size=1, max_size=4))
def test_any_doors_give_valid_grounds(turfs):
    grounds = outlines(turfs)
    assert len(grounds) == len(turfs)
    assert all(ground.is_valid and not ground.is_empty for ground in grounds)
