"""The corner graph, the times on it, and faces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from canvass.routing.cut import floors_in_order, most_doors
from canvass.routing.graph import LEFT, RIGHT, build_network
from canvass.routing.legs import Pavements, trail
from canvass.routing.matrix import corner_times, spots, time_matrix
from canvass.routing.model import Door
from canvass.routing.pace import Pace
from canvass.routing.profiles import PROFILES
from canvass.routing.stops import gather_faces, gather_stops
from canvass.routing.worktime import PlanningNumbers
from tests.canvass.routing.towns import doors_along, grid, street, towns

FOOT = PROFILES["foot"]


def seconds_between(segments, *doors: Door) -> float:
    """The walk from the first door to the second, at 1 m/s."""
    network = build_network(segments, FOOT, 1.0)
    stops = gather_stops(network, doors)
    places = spots(network, stops)
    times = corner_times(network, places.corners.ravel(), Pace())
    return float(time_matrix(network, times, places, Pace())[0, 1]) / 100


def test_along_one_side_costs_the_walk_only():
    assert seconds_between(grid(2, 1), Door(1, 0, 1, 10, None), Door(2, 0, 1, 70, None)) == 60


def test_crossing_costs_by_class_and_more_between_junctions_of_a_hard_road():
    # A street between two side streets: doors at one corner, on either side.
    def crossing(road: str, offset: float) -> float:
        segments = [
            street(1, 1, 2, (0, 0), (300, 0), road=road),
            street(2, 2, 3, (300, 0), (600, 0), road=road),
            street(3, 2, 4, (300, 0), (300, 90)),
        ]
        return seconds_between(segments, Door(1, 1, 1, offset, None), Door(2, 1, -1, offset, None))

    assert crossing("residential", 150) == 8
    assert crossing("tertiary", 150) == 3 * 18
    assert crossing("tertiary", 290) == 20 + 18  # to the corner, across, and back
    assert crossing("footway", 150) == 0  # no sides: one spot


def test_a_dead_end_may_be_rounded_for_free():
    segments = [street(1, 1, 2, (0, 0), (100, 0), road="primary")]
    assert seconds_between(segments, Door(1, 1, 1, 95, None), Door(2, 1, -1, 95, None)) == 10


def test_turning_a_corner_on_the_same_pavement_crosses_nothing():
    # East, then north: the left pavement is the inner one.
    segments = [
        street(1, 1, 2, (0, 0), (100, 0)),
        street(2, 2, 3, (100, 0), (100, 100)),
        street(3, 2, 4, (100, 0), (200, 0)),
    ]
    inner = seconds_between(segments, Door(1, 1, 1, 90, None), Door(2, 2, 1, 10, None))
    outer = seconds_between(segments, Door(1, 1, -1, 90, None), Door(2, 2, -1, 10, None))
    assert inner == 20
    assert outer == 20 + 8  # over the mouth of the third street


def test_parallel_ways_and_loops_are_understood():
    loop = street(1, 1, 1, (0, 0), (50, 0), (50, 50), (0, 50), (0, 0))
    twin = [street(2, 1, 2, (0, 0), (0, -80)), street(3, 1, 2, (0, 0), (30, -40), (0, -80))]
    network = build_network([loop, *twin], FOOT, 1.0)
    assert set(network.component.tolist()) == {int(network.component[0])}
    assert seconds_between([loop, *twin], Door(1, 1, 1, 190, None), Door(2, 1, 1, 10, None)) <= 20 + 8


@settings(deadline=None, max_examples=30)
@given(towns(most_doors=25))
def test_times_are_symmetric_and_keep_the_triangle(town):
    segments, doors = town
    network = build_network(segments, FOOT, 1.2)
    groups: dict[int, list[Door]] = {}
    for door in doors:
        groups.setdefault(int(network.component[network.row[door.segment]]), []).append(door)
    for group in groups.values():
        places = spots(network, gather_stops(network, group))
        cost = time_matrix(network, corner_times(network, places.corners.ravel(), Pace()), places, Pace())
        assert (cost == cost.T).all()
        assert (np.diag(cost) == 0).all()
        through = (cost[:, :, None] + cost[None, :, :]).min(axis=1)
        # Crossing mid-block is priced per segment, so a stop between may save a little.
        assert (cost - through <= 100 * 3 * 40 / 1.2 * 2 + 4).all()


def test_the_trail_costs_what_the_matrix_says():
    segments = grid(4, 4)
    network = build_network(segments, FOOT, 1.2)
    stops = gather_stops(network, doors_along(segments, every=50))[::5]
    places = spots(network, stops)
    times = corner_times(network, places.corners.ravel(), Pace())
    cost = time_matrix(network, times, places, Pace())
    way = trail(network, times, Pavements.of(network), stops)
    legs = np.diff(np.array(way.reached) * 100)
    assert legs == pytest.approx([cost[i, i + 1] for i in range(len(stops) - 1)], abs=4)
    assert way.seconds == pytest.approx(way.metres / 1.2 + way.crossings.total() * 8 / 1.2, abs=0.5)
    assert len(way.line) > len(stops)


def test_the_line_runs_on_the_side_that_is_walked():
    network = build_network(grid(2, 1), FOOT, 1.2)
    pavements = Pavements.of(network)
    assert [y for _, y in pavements.stretch(0, LEFT, 10, 60)] == [4.0, 4.0]
    assert pavements.stretch(0, RIGHT, 60, 10) == [(60.0, -4.0), (10.0, -4.0)]


@settings(deadline=None, max_examples=40)
@given(towns())
def test_faces_hold_every_door_once_and_at_most_twelve(town):
    segments, doors = town
    network = build_network(segments, FOOT, 1.2)
    for most in (1, 5, 12):
        faces = gather_faces(gather_stops(network, doors), most)
        held = [door.key for face in faces for stop in face.stops for door in stop.doors]
        assert sorted(held) == sorted(door.key for door in doors)
        for face in faces:
            assert face.doors <= most
            assert len({(stop.segment, stop.side) for stop in face.stops}) == 1
            offsets = [stop.offset for stop in face.stops]
            assert offsets == sorted(offsets)


def test_a_face_is_small_enough_for_the_evening():
    assert most_doors(PlanningNumbers(), 7200) == 6
    assert most_doors(PlanningNumbers(), 60_000) == 12
    assert most_doors(PlanningNumbers(), 60) == 1


def test_pieces_of_a_tower_are_taken_from_the_ground_floor_up():
    network = build_network(grid(2, 1), FOOT, 1.2)
    doors = [Door(key, 0, 1, 50.0, 9, key) for key in range(30)]
    faces = gather_faces(gather_stops(network, doors), 10)
    ordered = floors_in_order(np.array([4, 0, 3]), faces)
    assert [faces[end // 2].stops[0].doors[0].floor for end in ordered] == [0, 10, 20]
