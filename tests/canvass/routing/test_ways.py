"""One-way paths, gates, kerbs, wheels, and where a walk begins and ends."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import dist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.routing.graph import build_network
from canvass.routing.matrix import both_ways, corner_times, spots, time_matrix
from canvass.routing.model import Segment
from canvass.routing.pace import Pace
from canvass.routing.paths import FAR
from canvass.routing.plan import Door, InvalidRequest, cut, walk
from canvass.routing.profiles import PROFILES
from canvass.routing.stops import gather_stops
from tests.canvass.routing.towns import doors_along, grid, request, street, towns

QUIET = settings(deadline=None, max_examples=25)
FOOT = PROFILES["foot"]


def ring(*, one_way: int, sides: int = 4) -> list[Segment]:
    """A round path, which may be walked one way only."""
    corners = [(0.0, 0.0), (200.0, 0.0), (200.0, 200.0), (0.0, 200.0)][:sides]
    ends = zip(range(sides), corners, [*corners[1:], corners[0]], strict=True)
    return [Segment(x, x, (x + 1) % sides, (a, b), "footway", one_way) for x, a, b in ends]


def seconds(segments: list[Segment], doors: list[Door], profile: str = "foot", speed: float = 1.0) -> np.ndarray:
    network = build_network(segments, PROFILES[profile], speed)
    places = spots(network, gather_stops(network, doors))
    return time_matrix(network, corner_times(network, places.corners.ravel(), Pace()), places, Pace()) / 100


def test_a_one_way_path_is_walked_around():
    doors = [Door(x, x, 1, 100.0, None) for x in range(4)]
    times = seconds(ring(one_way=1), doors)
    assert times[0, 1] == pytest.approx(200)
    assert times[1, 0] == pytest.approx(600)
    assert seconds(ring(one_way=-1), doors)[1, 0] == pytest.approx(200)
    assert (seconds(ring(one_way=0), doors)[0, [1, 3]] == 200).all()


@pytest.mark.parametrize("one_way", [1, -1])
def test_a_walk_keeps_the_direction_of_one_way_paths(one_way):
    doors = [Door(x, x, 1, 100.0, None) for x in range(4)]
    turf = walk(request(ring(one_way=one_way), doors))
    steps = [(b.door - a.door) % 4 for a, b in pairwise(turf.stops)]
    assert set(steps) == {1 if one_way == 1 else 3}
    assert turf.metres == pytest.approx(600)


def test_a_one_way_path_without_a_way_back_is_walked_along():
    segments = [street(1, 1, 2, (0, 0), (300, 0)), Segment(2, 2, 3, ((300, 0), (600, 0)), "residential", -1)]
    doors = [Door(x, 2, 1 - 2 * (x % 2), 30.0 * x, None) for x in range(1, 9)]
    plan = cut(request(segments, [*doors, Door(99, 1, 1, 10.0, None)]))
    walked = [[stop.door for stop in turf.stops] for turf in plan.turfs]
    assert [8, 7, 6, 5, 4, 3, 2, 1] in walked
    assert max(stop.arrival_seconds for turf in plan.turfs for stop in turf.stops) < 3600


@QUIET
@given(towns(), st.lists(st.sampled_from([0, 0, 1, -1]), min_size=24, max_size=24), st.integers(20, 120))
def test_every_door_is_planned_and_reached_whatever_is_one_way(town, ways, minutes):
    segments = [replace(segment, one_way=ways[segment.key % 24]) for segment in town[0]]
    plan = cut(request(segments, town[1], minutes=minutes))
    assert sorted(stop.door for turf in plan.turfs for stop in turf.stops) == sorted(door.key for door in town[1])
    for turf in plan.turfs:
        arrivals = [stop.arrival_seconds for stop in turf.stops]
        assert arrivals == sorted(arrivals)
        assert turf.minutes < 24 * 60


def test_both_ways_never_orders_by_what_cannot_be_walked():
    cost = np.array([[0, 10, FAR], [30, 0, 7], [5, FAR, 0]])
    assert both_ways(cost).tolist() == [[0, 20, 5], [20, 0, 7], [5, 7, 0]]


def test_nobody_gets_through_a_closed_gate():
    around = grid(2, 2)
    closed = [replace(around[0], closed=True), *around[1:]]
    doors = [Door(x, x, 1, 50.0, None) for x in range(4)]
    assert cut(request(around, doors)).left_out == ()
    assert cut(request(closed, doors)).left_out_reasons == {0: "not_walkable"}
    ends = [Door(1, 1, 1, 5.0, None), Door(2, 2, 1, 5.0, None)]
    assert walk(request(closed, ends)).metres > walk(request(around, ends)).metres + 100


def test_a_raised_kerb_is_dear_on_wheels_only():
    kerbs = [replace(segment, kerb=True) for segment in grid(2, 1)]
    doors = [Door(1, 0, 1, 50.0, None), Door(2, 0, -1, 50.0, None)]
    assert seconds(kerbs, doors)[0, 1] == 8
    assert seconds(grid(2, 1), doors, "wheelchair")[0, 1] == 8
    assert seconds(kerbs, doors, "wheelchair")[0, 1] > 60


def test_a_wheelchair_is_slower():
    doors = doors_along(grid(3, 1))
    assert walk(request(grid(3, 1), doors, profile="wheelchair")).minutes > walk(request(grid(3, 1), doors)).minutes


def test_a_bike_is_ridden_between_clusters_and_pushed_along_doors():
    far = [street(1, 1, 2, (0, 0), (3000, 0), road="unclassified")]
    near, away = [Door(x, 1, 1, 10.0 * x, None) for x in range(5)], [Door(9, 1, 1, 2900.0, None)]
    on_foot, riding = (walk(request(far, near + away, profile=name)).minutes for name in ("foot", "bike"))
    assert on_foot - riding > 20
    assert walk(request(far, near, profile="bike")).minutes == walk(request(far, near)).minutes


@QUIET
@given(towns(most_doors=25))
def test_riding_is_never_slower_than_walking_and_keeps_the_triangle(town):
    network = build_network(town[0], PROFILES["bike"], 1.2)
    ticks = np.arange(0, 500_000, 997)
    ridden = network.travel(ticks)
    assert (ridden <= ticks).all()
    assert (np.diff(ridden) >= 0).all()
    assert (network.travel(ticks + 5000) <= ridden + network.travel(np.array([5000])) + 1).all()


def test_crossings_cost_what_the_request_says():
    segments = grid(2, 1)
    doors = [Door(1, 0, 1, 50.0, None), Door(2, 0, -1, 50.0, None)]
    cheap, dear = (walk(request(segments, doors, crossing_metres={"residential": m})).minutes for m in (0.0, 12.0))
    assert dear - cheap == pytest.approx(12 / 1.2 / 60, abs=1e-3)
    with pytest.raises(InvalidRequest):
        request(segments, doors, crossing_metres={"residential": -1.0})


@pytest.mark.parametrize("doors", [3, 8, 9, 60])
def test_a_walk_ends_where_it_is_wanted(doors):
    segments = grid(6, 1)
    places = doors_along(segments, every=10)
    chosen = places[:: len(places) // doors][:doors]
    spot = {door.key: door.segment * 100 + door.offset for door in chosen}
    turf = walk(request(segments, chosen, start=(0.0, 5.0), end=(500.0, 5.0), iterations=3000))
    assert spot[turf.stops[0].door] <= sorted(spot.values())[1]
    assert spot[turf.stops[-1].door] >= sorted(spot.values())[-2]
    back = walk(request(segments, chosen, start=(500.0, 5.0), end=(0.0, 5.0), iterations=3000))
    assert spot[back.stops[0].door] >= spot[back.stops[-1].door]


def test_a_round_comes_back_to_the_meeting_point():
    segments = grid(5, 5)
    meeting = (200.0, 200.0)
    doors = doors_along(segments, every=50)
    turf = walk(request(segments, doors, start=meeting, end=meeting, iterations=3000))
    assert dist(turf.line[0], meeting) < 120
    assert dist(turf.line[-1], meeting) < 120
