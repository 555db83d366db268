"""Laws of the turfs of a plan: whole, even, as many as asked, with warnings where not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.routing import turfs as turfs_module
from canvass.routing.graph import build_network
from canvass.routing.matrix import spots
from canvass.routing.metrics import balance
from canvass.routing.neighbours import divisible, find_links
from canvass.routing.pace import Pace
from canvass.routing.paths import make_room
from canvass.routing.plan import Door, InvalidRequest, cut, walk
from canvass.routing.profiles import PROFILES
from canvass.routing.stops import gather_faces, gather_stops
from tests.canvass.routing.towns import doors_along, grid, request, street, towns

QUIET = settings(deadline=None, max_examples=20)


def linked(segments, doors) -> set[tuple[int, int]]:
    """Pairs of segments whose faces are neighbours."""
    network = build_network(segments, PROFILES["foot"], 1.2)
    faces = gather_faces(gather_stops(network, doors))
    ends = spots(network, [stop for face in faces for stop in (face.stops[0], face.stops[-1])])
    room = make_room(len(network.edges.start) - 1, len(network.edges.head))
    links = find_links(network, ends, room, Pace())
    keys = [network.segments[face.stops[0].segment].key for face in faces]
    return {(keys[one], keys[two]) for _, one, two in links.short.tolist() if keys[one] != keys[two]}


def row(*lengths: float, road: str = "residential") -> list:
    """Streets end to end, numbered from 0."""
    at, made = 0.0, []
    for key, length in enumerate(lengths):
        made.append(street(key, key, key + 1, (at, 0), (at + length, 0), road=road))
        at += length
    return made


def test_neighbours_are_a_short_walk_apart_past_nobody_elses_doors():
    ends = [Door(1, 0, 1, 90.0, None), Door(2, 2, 1, 10.0, None)]
    assert linked(row(100, 60, 100), ends) == {(0, 2)}
    assert linked(row(100, 160, 100), ends) == set()  # over a long bridge
    between = Door(3, 1, 1, 30.0, None)
    # Past the third face on its own side; on the other side of the street nobody lives.
    assert {(0, 1), (1, 2)} <= linked(row(100, 60, 100), [*ends, between])
    both = [*ends, between, Door(4, 1, -1, 30.0, None)]
    assert (0, 2) not in linked(row(100, 60, 100), both)


def test_a_main_road_parts_opposite_faces_between_junctions():
    segments = [street(0, 0, 1, (0, 0), (900, 0), road="primary")]
    doors = [Door(1, 0, 1, 450.0, None), Door(2, 0, -1, 450.0, None)]
    assert "broken" in walk(request(segments, doors)).warnings
    assert walk(request([street(0, 0, 1, (0, 0), (900, 0))], doors)).warnings == ("too_short",)


@pytest.mark.parametrize(
    ("work", "fits"), [(0.5, False), (0.95, True), (1.4, False), (2.0, True), (2.5, False), (9.5, True)]
)
def test_ground_can_be_cut_evenly_or_not(work, fits):
    assert divisible(work * 100, 100) is fits


def test_a_hamlet_joins_the_village_over_a_long_way_and_the_turf_says_so():
    segments = row(300, 600, 100)
    doors = [Door(x, 0, 1 - 2 * (x % 2), 2.0 * x, None) for x in range(140)]
    hamlet = [Door(1000 + x, 2, 1, 10.0 * x, None) for x in range(8)]
    plan = cut(request(segments, doors + hamlet))
    far = [turf for turf in plan.turfs if any(stop.door >= 1000 for stop in turf.stops)]
    assert len(far) == 1
    assert "broken" in far[0].warnings
    assert all("broken" not in turf.warnings for turf in plan.turfs if turf is not far[0])


@QUIET
@given(towns(), st.integers(1, 9))
def test_exactly_as_many_parts_as_asked(town, parts):
    segments, doors = town
    plan = cut(request(segments, doors, parts=parts))
    assert sorted(stop.door for turf in plan.turfs for stop in turf.stops) == sorted(door.key for door in doors)
    assert len(plan.turfs) == min(parts, len(doors))


def test_a_turf_split_in_two_gives_even_halves():
    segments = grid(4, 4)
    for every in (50, 20):
        plan = cut(request(segments, doors_along(segments, every=every), parts=2))
        assert len(plan.turfs) == 2
        assert balance([turf.minutes for turf in plan.turfs]).max_over_mean < 1.08
    with pytest.raises(InvalidRequest):
        request(segments, [], parts=0)


def test_bounds_are_kept_or_the_reason_is_said():
    segments = grid(2, 1)
    tower = [Door(key, 0, 1, 50.0, None) for key in range(1, 40)]
    plan = cut(request(segments, tower, minutes=400))
    assert [turf.warnings for turf in plan.turfs] == [("too_short",)]
    assert "too_long" in walk(request(segments, tower, minutes=60)).warnings


@QUIET
@given(towns(), st.integers(15, 200))
def test_a_turf_beyond_its_bounds_says_so(town, minutes):
    for turf in cut(request(*town, minutes=minutes)).turfs:
        assert ("too_long" in turf.warnings) == (turf.minutes > 1.10 * minutes)
        assert ("too_short" in turf.warnings) == (turf.minutes < 0.60 * minutes)
        hard = {"primary", "tertiary", "secondary"} & turf.crossings.keys()
        assert ("busy_road" in turf.warnings) == bool(hard)


def test_ground_of_many_districts_is_cut_whole_and_even(monkeypatch):
    monkeypatch.setattr(turfs_module, "MOST_TURFS", 4)
    segments = grid(7, 7)
    doors = doors_along(segments, every=12)
    heard: list[float] = []
    plan = cut(request(segments, doors, iterations=2000), progress=heard.append)
    assert heard == sorted(heard)
    assert sorted(stop.door for turf in plan.turfs for stop in turf.stops) == [door.key for door in doors]
    even = balance([turf.minutes for turf in plan.turfs])
    assert len(plan.turfs) > 12
    assert even.max_over_mean <= 1.10
    assert even.min_over_mean >= 0.88
    assert not any("broken" in turf.warnings for turf in plan.turfs)


def test_minutes_of_all_turfs_are_the_work_of_all_doors_and_their_walks():
    segments = grid(5, 5)
    doors = doors_along(segments)
    asked = request(segments, doors)
    plan = cut(asked)
    at_doors = len(doors) * asked.numbers.door_seconds / 60
    crossing = sum(sum(turf.crossings.values()) for turf in plan.turfs) * 8 / 1.2 / 60
    walking = sum(turf.metres for turf in plan.turfs) / 1.2 / 60
    assert np.isclose(sum(turf.minutes for turf in plan.turfs), at_doors + crossing + walking, rtol=1e-3)
