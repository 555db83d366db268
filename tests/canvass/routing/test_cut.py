"""Cutting one long walk into turfs, and moving faces between them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.routing.arrays import TICKS
from canvass.routing.cut import LONG_GAP_SECONDS, OVERTIME, FaceTimes, measure_faces, split
from canvass.routing.exchange import exchange, pieces
from canvass.routing.graph import build_network
from canvass.routing.matrix import corner_times, spots
from canvass.routing.pace import Pace
from canvass.routing.profiles import PROFILES
from canvass.routing.stops import Face, gather_faces, gather_stops
from canvass.routing.tour import walk_faces
from canvass.routing.worktime import PlanningNumbers
from tests.canvass.routing.towns import doors_along, grid

QUIET = settings(deadline=None, max_examples=40)


def on_a_line(at: list[float], minutes: list[float]) -> FaceTimes:
    """Faces of one door each along a street, at these seconds of walking from its end."""
    ticks = np.rint(np.repeat(at, 2) * TICKS).astype(np.int64)
    cost = np.abs(ticks[:, None] - ticks[None, :])
    return FaceTimes(tuple(Face(()) for _ in at), np.rint(np.array(minutes) * 60 * TICKS).astype(np.int64), cost)


def town_of_faces(columns: int, rows: int) -> FaceTimes:
    segments = grid(columns, rows)
    network = build_network(segments, PROFILES["foot"], 1.2)
    stops = gather_stops(network, doors_along(segments, every=20))
    times = corner_times(network, spots(network, stops).corners.ravel(), Pace())
    return measure_faces(network, times, gather_faces(stops, 5), PlanningNumbers(), Pace())


def loads(turfs: list[list[int]], times: FaceTimes) -> list[float]:
    """Minutes of work and walking of each turf."""
    walk = [sum(int(times.cost[a ^ 1, b]) for a, b in pairwise(turf)) for turf in turfs]
    work = [sum(int(times.work[end // 2]) for end in turf) for turf in turfs]
    return [(a + b) / TICKS / 60 for a, b in zip(walk, work, strict=True)]


@QUIET
@given(st.lists(st.floats(1, 30), min_size=1, max_size=80), st.integers(10, 200))
def test_turfs_are_stretches_of_the_walk(minutes, budget):
    times = on_a_line([20.0 * i for i in range(len(minutes))], minutes)
    entered = np.arange(0, 2 * len(minutes), 2)
    turfs = split(entered, times, budget * 60.0)
    assert [end for turf in turfs for end in turf] == entered.tolist()
    assert all(turfs)


def test_even_faces_give_even_turfs_within_the_budget():
    times = on_a_line([20.0 * i for i in range(100)], [5.0] * 100)
    turfs = split(np.arange(0, 200, 2), times, 60 * 60.0)
    assert len(turfs) in (9, 10)
    assert max(loads(turfs, times)) <= 60 * OVERTIME


def test_a_cut_falls_where_the_walk_has_a_gap():
    at = [20.0 * i for i in range(11)] + [1500 + 20.0 * i for i in range(10)]
    turfs = split(np.arange(0, 42, 2), on_a_line(at, [5.0] * 21), 60 * 60.0)
    assert [len(turf) for turf in turfs] == [11, 10]


def test_a_face_longer_than_an_evening_does_not_stop_the_cutting():
    times = on_a_line([0.0, 10.0, 20.0, 30.0], [5.0, 400.0, 5.0, 5.0])
    turfs = split(np.arange(0, 8, 2), times, 60 * 60.0)
    assert sorted(end for turf in turfs for end in turf) == [0, 2, 4, 6]


@settings(deadline=None, max_examples=12)
@given(st.integers(3, 5), st.integers(3, 5), st.sampled_from([30, 60, 120]), st.booleans())
def test_exchange_keeps_every_face_once_turfs_whole_and_balance(columns, rows, minutes, shuffled):
    times = town_of_faces(columns, rows)
    entered = walk_faces(times.cost, 1, 0, Pace())
    if shuffled:  # a poor walk leaves more to mend
        entered = np.concatenate([entered[::2], entered[1::2]])
    before = split(entered, times, minutes * 60.0)
    after = exchange(before, times, Pace())
    assert sorted(end // 2 for turf in after for end in turf) == list(range(len(times.faces)))
    linked = times.cost.reshape(len(times.faces), 2, -1, 2).min(axis=(1, 3)) <= LONG_GAP_SECONDS * TICKS

    def broken(turfs: list[list[int]]) -> int:
        return sum(pieces(linked, [end // 2 for end in turf]) for turf in turfs)

    assert broken(after) <= broken(before)
    mean = np.mean(loads(before, times))
    assert max(loads(after, times)) <= max(*loads(before, times), mean * 1.081) + 1e-6


def test_exchange_returns_a_strayed_face():
    # Two clusters; one face of the right one was given to the left turf.
    at = [20.0 * i for i in range(10)] + [280 + 20.0 * i for i in range(10)]
    times = on_a_line(at, [6.0] * 20)
    ends = list(range(0, 40, 2))
    left, right = [*ends[:10], ends[11]], [ends[10], *ends[12:]]
    mended = exchange([left, right], times, Pace())
    assert sorted(sorted(turf) for turf in mended) == [ends[:10], ends[10:]]
    assert sum(loads(mended, times)) < sum(loads([left, right], times))


@pytest.mark.parametrize(("faces", "expected"), [([], 0), ([0, 1], 1), ([0, 2], 2), ([0, 1, 2], 2), ([3], 1)])
def test_pieces_counts_what_does_not_hang_together(faces, expected):
    linked = np.eye(4, dtype=np.bool_)
    linked[0, 1] = linked[1, 0] = True
    assert pieces(linked, faces) == expected
