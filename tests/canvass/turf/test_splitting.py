"""Links in the street network: whatever is tied in, every door stays where it is and no metre is lost."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.routing.model import Door, Segment
from canvass.turf.splitting import REACH_METRES, add_links, cut_line, length_of, snap

# A square of streets with a bend in one of them, each 100 m or more, and one loose street.
STREETS = [
    Segment(1, 10, 11, ((0.0, 0.0), (60.0, 10.0), (120.0, 0.0)), "residential", one_way=1, kerb=True),
    Segment(2, 11, 12, ((120.0, 0.0), (120.0, 100.0)), "tertiary"),
    Segment(3, 12, 13, ((120.0, 100.0), (0.0, 100.0)), "residential"),
    Segment(4, 13, 10, ((0.0, 100.0), (0.0, 0.0)), "service"),
    Segment(5, 20, 21, ((200.0, 0.0), (200.0, 100.0)), "residential"),
]


def doors_on(offsets):
    return [
        Door(100 + index, 1 + index % 5, (1, -1, 0)[index % 3], offset, None) for index, offset in enumerate(offsets)
    ]


def place(segments, door):
    """Where on the map a door's offset lies."""
    segment = next(one for one in segments if one.key == door.segment)
    left = door.offset
    for start, end in zip(segment.points, segment.points[1:], strict=False):
        step = hypot(end[0] - start[0], end[1] - start[1])
        if left <= step or end == segment.points[-1]:
            share = left / step
            return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        left -= step
    raise AssertionError


points = st.tuples(st.floats(-40, 240), st.floats(-40, 140))
lines = st.lists(st.lists(points, min_size=2, max_size=4), max_size=6)
offsets = st.lists(st.floats(0, 100), max_size=15)


@settings(deadline=None)
@given(links=lines, where=offsets)
def test_doors_keep_their_place_and_side_and_no_metre_is_lost(links, where):
    doors = doors_on(where)
    network = add_links(STREETS, doors, links)
    assert [(door.key, door.side) for door in network.doors] == [(door.key, door.side) for door in doors]
    for before, after in zip(doors, network.doors, strict=True):
        assert place(network.segments, after) == pytest.approx(place(STREETS, before), abs=1e-6)
        assert (
            after.offset <= length_of(next(one for one in network.segments if one.key == after.segment).points) + 1e-6
        )
    added = len(links) - len(network.loose)
    streets = [one for one in network.segments if one.road_class != "footway"]
    assert len(network.segments) - len(streets) >= added
    total = sum(length_of(one.points) for one in streets)
    assert total == pytest.approx(sum(length_of(one.points) for one in STREETS), abs=1e-6)


@settings(deadline=None)
@given(links=lines)
def test_keys_are_single_and_what_is_new_is_negative(links):
    network = add_links(STREETS, [], links)
    keys = [one.key for one in network.segments]
    assert len(set(keys)) == len(keys)
    known = {one.key: one for one in STREETS}
    for segment in network.segments:
        assert segment.key < 0 or known[segment.key] is segment


@settings(deadline=None)
@given(links=lines)
def test_streets_that_meet_at_a_junction_meet_at_one_place(links):
    ends = {}
    for segment in add_links(STREETS, [], links).segments:
        for node, point in ((segment.u, segment.points[0]), (segment.v, segment.points[-1])):
            assert ends.setdefault(node, point) == pytest.approx(point, abs=1e-6)


def test_a_link_joins_two_streets_and_both_halves_keep_what_the_street_was():
    network = add_links(STREETS, [], [[(60.0, 12.0), (60.0, 99.0)]])
    halves = [one for one in network.segments if one.one_way == 1]
    assert [(one.u, one.v, one.kerb) for one in halves] == [(10, halves[1].u, True), (halves[0].v, 11, True)]
    link = network.segments[-1]
    assert (link.u, link.points[-1]) == (halves[0].v, (60.0, 100.0))
    assert network.loose == ()


def test_near_a_junction_a_link_begins_at_the_junction():
    network = add_links(STREETS, [], [[(120.0, 0.2), (200.0, 50.0)]])
    assert {one.key for one in network.segments} >= {1, 2, 3, 4}
    assert network.segments[-1].u == 11


def test_a_link_out_of_reach_or_back_to_its_own_place_is_left_out():
    far = [[(0.0, -REACH_METRES - 1), (60.0, 12.0)], [(60.0, 12.0), (300.0, 300.0)], [(60.0, 20.0), (60.0, 21.0)]]
    network = add_links(STREETS, [], far)
    assert network.loose == (0, 1, 2)
    assert network.segments == STREETS


def test_no_link_begins_on_a_closed_street():
    closed = [Segment(1, 1, 2, ((0.0, 0.0), (100.0, 0.0)), "residential", closed=True)]
    assert snap(closed, (50.0, 1.0)) is None


def test_a_link_may_begin_on_an_earlier_one():
    bridge, onward = [(60.0, 12.0), (60.0, 99.0)], [(60.0, 50.0), (120.0, 50.0)]
    network = add_links(STREETS, [], [bridge, onward])
    assert network.loose == ()
    assert sum(one.road_class == "footway" for one in network.segments) == 3


@given(st.floats(0.01, 0.99))
def test_a_line_is_cut_where_one_asks(share):
    line = STREETS[0].points
    before, after = cut_line(line, share * length_of(line))
    assert length_of(before) == pytest.approx(share * length_of(line))
    assert before[-1] == after[0]
    assert length_of(before) + length_of(after) == pytest.approx(length_of(line))


def test_a_line_is_not_cut_beyond_its_end():
    with pytest.raises(ValueError, match="shorter"):
        cut_line(((0.0, 0.0), (1.0, 0.0)), 2.0)
