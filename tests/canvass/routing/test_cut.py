"""Cutting one long walk into turfs, and trading faces between them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.routing.arrays import TICKS, IntArray
from canvass.routing.boards import Board, lay_out
from canvass.routing.cut import split, turfs_for
from canvass.routing.districts import districts
from canvass.routing.graph import build_network
from canvass.routing.improving import Ways, improve_turfs, make_chunk
from canvass.routing.mending import mend
from canvass.routing.neighbours import Neighbours
from canvass.routing.pace import Pace
from canvass.routing.paths import make_room
from canvass.routing.profiles import PROFILES
from canvass.routing.refine import make_bench
from canvass.routing.stops import gather_faces, gather_stops
from canvass.routing.turfs import Effort, cut_board
from canvass.routing.worktime import PlanningNumbers
from tests.canvass.routing.towns import doors_along, grid

QUIET = settings(deadline=None, max_examples=40)
MINUTE = 60 * TICKS


def on_a_line(at: list[float], minutes: list[float]) -> tuple[IntArray, IntArray]:
    """Ways and work of faces of one door each along a street, at these seconds from its end."""
    ticks = np.rint(np.repeat(at, 2) * TICKS).astype(np.int64)
    return np.abs(ticks[:, None] - ticks[None, :]), np.rint(np.array(minutes) * MINUTE).astype(np.int64)


def chained(faces: int) -> Neighbours:
    """Each face lies beside the one before and the one after."""
    pairs = [(x, y) for x in range(faces) for y in (x - 1, x + 1) if 0 <= y < faces]
    start = np.searchsorted([x for x, _ in pairs], np.arange(faces + 1))
    return Neighbours(start, np.array([y for _, y in pairs]), np.ones(len(pairs), np.int64), np.zeros(faces, np.int64))


def town_of_faces(columns: int, rows: int) -> Board:
    segments = grid(columns, rows)
    network = build_network(segments, PROFILES["foot"], 1.2)
    stops = gather_stops(network, doors_along(segments, every=20))
    room = make_room(len(network.edges.start) - 1, len(network.edges.head))
    return lay_out(network, room, gather_faces(stops, 5), PlanningNumbers(), Pace())


def loads(turfs: list[list[int]], cost: IntArray, work: IntArray) -> list[float]:
    """Minutes of work and walking of each turf."""
    walk = [sum(int(cost[a ^ 1, b]) for a, b in pairwise(turf)) for turf in turfs]
    return [(a + sum(int(work[end // 2]) for end in turf)) / MINUTE for a, turf in zip(walk, turfs, strict=True)]


@QUIET
@given(st.lists(st.floats(1, 30), min_size=1, max_size=60), st.integers(1, 12))
def test_turfs_are_stretches_of_the_walk_and_as_many_as_asked(minutes, turfs):
    cost, work = on_a_line([20.0 * i for i in range(len(minutes))], minutes)
    entered = np.arange(0, 2 * len(minutes), 2)
    found = split(entered, cost, work, turfs)
    assert [end for turf in found for end in turf] == entered.tolist()
    assert len(found) == min(turfs, len(minutes))
    assert all(found)


def test_even_faces_give_even_turfs():
    cost, work = on_a_line([20.0 * i for i in range(100)], [5.0] * 100)
    assert {len(turf) for turf in split(np.arange(0, 200, 2), cost, work, 10)} == {10}


def test_a_cut_falls_where_the_walk_has_a_gap():
    at = [20.0 * i for i in range(11)] + [1500 + 20.0 * i for i in range(10)]
    cost, work = on_a_line(at, [5.0] * 21)
    assert [len(turf) for turf in split(np.arange(0, 42, 2), cost, work, 2)] == [11, 10]


def test_a_face_longer_than_an_evening_does_not_stop_the_cutting():
    cost, work = on_a_line([0.0, 10.0, 20.0, 30.0], [5.0, 400.0, 5.0, 5.0])
    found = split(np.arange(0, 8, 2), cost, work, 3)
    assert sorted(end for turf in found for end in turf) == [0, 2, 4, 6]


@pytest.mark.parametrize(
    ("work", "usual", "expected"),
    [(100, None, 1), (101, None, 2), (0, None, 1), (140, 95, 2), (130, 95, 2), (96, 95, 1), (20, 95, 1), (290, 97, 3)],
)
def test_the_number_of_turfs_is_what_the_evening_allows_or_what_is_usual(work, usual, expected):
    assert turfs_for(work, 100.0, usual) == expected


@settings(deadline=None, max_examples=12)
@given(st.integers(3, 5), st.integers(3, 5), st.integers(2, 9), st.booleans(), st.integers(0, 5))
def test_trading_keeps_every_face_once_and_turfs_whole(columns, rows, turfs, shuffled, seed):
    board = town_of_faces(columns, rows)
    faces = len(board.work)
    neighbours = board.links.neighbours(board.work, np.inf)
    ways = board.ways(np.arange(faces), neighbours, Pace())
    entered = np.arange(0, 2 * faces, 2)
    if shuffled:  # a poor walk leaves more to mend
        entered = np.concatenate([entered[::2], entered[1::2]])
    before = split(entered, ways.cost, ways.work, turfs)
    after = improve_turfs(before, ways, float(ways.work.sum()) / turfs, seed, 4000, Pace())
    assert sorted(end // 2 for turf in after for end in turf) == list(range(faces))
    assert len(after) == len(before)
    assert not make_chunk(after, ways, 1.0).broken.any()


def test_trading_returns_a_strayed_face():
    # Two clusters; one face of the right one was given to the left turf.
    at = [20.0 * i for i in range(10)] + [280 + 20.0 * i for i in range(10)]
    ways = Ways(*on_a_line(at, [6.0] * 20), chained(20))
    ends = list(range(0, 40, 2))
    strayed = [[*ends[:10], ends[11]], [ends[10], *ends[12:]]]
    mended = improve_turfs(strayed, ways, 62.0 * MINUTE, 1, 2000, Pace())
    assert sorted(sorted(end // 2 for end in turf) for turf in mended) == [list(range(10)), list(range(10, 20))]
    assert sum(loads(mended, ways.cost, ways.work)) < sum(loads(strayed, ways.cost, ways.work))


@QUIET
@given(st.lists(st.integers(0, 4), min_size=5, max_size=60))
def test_mending_makes_any_sharing_out_of_hanging_ground_whole(owners):
    owners = [0, 1, 2, 3, 4, *owners]
    cost, work = on_a_line([20.0 * i for i in range(len(owners))], [5.0] * len(owners))
    turfs = [[2 * face for face, owner in enumerate(owners) if owner == turf] for turf in range(5)]
    chunk = make_chunk(turfs, Ways(cost, work, chained(len(owners))), 1.0)
    mend(chunk, make_bench(len(owners)))
    assert not chunk.broken.any()
    assert int(chunk.size.sum()) == len(owners)
    for turf, size in enumerate(chunk.size.tolist()):
        assert (chunk.turf[chunk.walk[turf, :size] // 2] == turf).all()


@settings(deadline=None, max_examples=10)
@given(st.integers(3, 6), st.integers(3, 6), st.integers(1, 12), st.integers(1, 4))
def test_districts_hang_together_and_share_out_all_turfs(columns, rows, turfs, most):
    board = town_of_faces(columns, rows)
    neighbours = board.links.neighbours(board.work, np.inf)
    found = list(districts(neighbours, board.work, turfs, most, Pace()))
    assert sorted(np.concatenate([faces for faces, _ in found]).tolist()) == list(range(len(board.work)))
    assert sum(count for _, count in found) == turfs
    for faces, count in found:
        assert 1 <= count <= most
        chunk = make_chunk([(2 * faces).tolist()], board.ways(np.arange(len(board.work)), neighbours, Pace()), 1.0)
        assert chunk.broken[0] == 0


@settings(deadline=None, max_examples=6)
@given(st.integers(4, 7), st.integers(4, 7), st.integers(20, 90))
def test_the_turfs_of_a_component_are_whole(columns, rows, minutes):
    board = town_of_faces(columns, rows)
    turfs, neighbours = cut_board(board, Effort(1, 300, minutes * MINUTE, None), Pace())
    faces = np.arange(len(board.work))
    assert sorted(end // 2 for turf in turfs for end in turf) == faces.tolist()
    assert not make_chunk(turfs, board.ways(faces, neighbours, Pace()), 1.0).broken.any()
