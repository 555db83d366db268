"""Laws of a plan, on towns of every shape."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.routing.graph import build_network
from canvass.routing.metrics import balance
from canvass.routing.plan import CutPlan, Door, InvalidRequest, PlanCancelled, cut, walk
from canvass.routing.profiles import PROFILES
from tests.canvass.routing.towns import doors_along, grid, request, street, towns

QUIET = settings(deadline=None, max_examples=30)


def planned_doors(plan: CutPlan) -> list[int]:
    return [stop.door for turf in plan.turfs for stop in turf.stops]


@QUIET
@given(towns(), st.integers(15, 200))
def test_every_door_is_in_exactly_one_turf(town, minutes):
    segments, doors = town
    plan = cut(request(segments, doors, minutes=minutes))
    assert sorted(planned_doors(plan)) == sorted(door.key for door in doors)
    assert plan.left_out == ()
    for turf in plan.turfs:
        assert [stop.position for stop in turf.stops] == list(range(len(turf.stops)))


@QUIET
@given(towns())
def test_a_turf_stays_on_ground_that_hangs_together(town):
    segments, doors = town
    network = build_network(segments, PROFILES["foot"], 1.2)
    reach = {door.key: int(network.component[network.row[door.segment]]) for door in doors}
    for turf in cut(request(segments, doors, minutes=30)).turfs:
        assert len({reach[stop.door] for stop in turf.stops}) == 1


@QUIET
@given(towns())
def test_any_prefix_of_a_walk_is_a_walk(town):
    segments, doors = town
    for turf in cut(request(segments, doors)).turfs:
        arrivals = [stop.arrival_seconds for stop in turf.stops]
        assert arrivals[0] == 0
        # An upper floor is reached before the ground is left again, so times only grow.
        assert arrivals == sorted(arrivals)
        core = [stop.core for stop in turf.stops]
        assert core == sorted(core, reverse=True)
        assert arrivals[-1] <= turf.minutes * 60 + 1


@QUIET
@given(towns())
def test_doors_of_one_entrance_follow_each_other_from_the_lowest_floor_up(town):
    segments, doors = town
    by_key = {door.key: door for door in doors}
    for turf in cut(request(segments, doors)).turfs:
        runs: dict[int, list[int]] = {}
        for stop in turf.stops:
            door = by_key[stop.door]
            if door.entrance is not None:
                runs.setdefault(door.entrance, []).append(stop.position)
        for positions in runs.values():
            assert positions == list(range(positions[0], positions[0] + len(positions)))
            floors = [by_key[turf.stops[at].door].floor for at in positions]
            assert floors == sorted(floors)


@settings(deadline=None, max_examples=10)
@given(towns(), st.integers(0, 2**70))
def test_same_request_same_plan(town, seed):
    segments, doors = town
    assert cut(request(segments, doors, seed=seed)) == cut(request(segments, doors, seed=seed))


@QUIET
@given(towns(), st.randoms(use_true_random=False))
def test_a_plan_does_not_hang_on_the_order_of_streets_and_doors(town, chance):
    segments, doors = town
    mixed = chance.sample(segments, len(segments)), chance.sample(doors, len(doors))
    assert cut(request(*mixed, minutes=40)) == cut(request(segments, doors, minutes=40))


@QUIET
@given(towns())
def test_one_walk_past_all_doors(town):
    segments, doors = town
    whole = walk(request(segments, doors))
    assert sorted(stop.door for stop in whole.stops) == sorted(door.key for door in doors)
    assert whole.metres >= 0
    assert np.isfinite(whole.minutes)


@pytest.mark.parametrize("count", range(10))
def test_small_numbers_of_doors(count):
    segments = grid(3, 3)
    doors = doors_along(segments)[:: len(segments)][:count]
    plan = cut(request(segments, doors))
    assert sorted(planned_doors(plan)) == sorted(door.key for door in doors)
    assert len(plan.turfs) == (1 if count else 0)


def test_many_doors_at_one_spot():
    doors = [Door(key, 0, 1, 50.0, None) for key in range(1, 301)]
    plan = cut(request(grid(2, 1), doors))
    assert Counter(planned_doors(plan)) == Counter(range(1, 301))
    assert balance([turf.minutes for turf in plan.turfs]).max_over_mean <= 1.1
    assert all(turf.metres == 0 for turf in plan.turfs)


def test_a_flat_of_400_doors_is_several_turfs_of_neighbouring_floors():
    doors = [Door(key, 0, 1, 50.0, 7, (key - 1) // 20) for key in range(1, 401)]
    plan = cut(request(grid(3, 3), doors))
    assert sorted(planned_doors(plan)) == list(range(1, 401))
    assert len(plan.turfs) >= 7
    spans = [[(stop.door - 1) // 20 for stop in turf.stops] for turf in plan.turfs]
    assert all(floors == sorted(floors) for floors in spans)
    assert max(floors[-1] - floors[0] for floors in spans) <= 4


def test_a_dead_end_is_walked_in_and_out():
    segments = [street(1, 1, 2, (0, 0), (100, 0)), street(2, 2, 3, (100, 0), (100, 80))]
    doors = [Door(1, 2, 1, 70.0, None), Door(2, 2, -1, 70.0, None), Door(3, 1, 1, 10.0, None)]
    turf = walk(request(segments, doors))
    assert [stop.door for stop in turf.stops] in ([3, 1, 2], [2, 1, 3], [1, 2, 3], [3, 2, 1])
    assert turf.metres == pytest.approx(160, abs=1)


def test_islands_get_turfs_of_their_own_and_one_walk_joins_them_straight():
    here, there = grid(3, 3), grid(2, 2, east=1000.0, first=100)
    doors = doors_along(here, every=50) + doors_along(there, every=50, first=500)
    own = {frozenset(stop.door >= 500 for stop in turf.stops) for turf in cut(request(here + there, doors)).turfs}
    assert own == {frozenset({False}), frozenset({True})}
    crossed = [stop.door >= 500 for stop in walk(request(here + there, doors)).stops]
    assert crossed == sorted(crossed)


def test_doors_without_a_way_are_left_out_with_the_reason():
    segments = [street(1, 1, 2, (0, 0), (100, 0)), street(2, 2, 3, (100, 0), (100, 30), road="steps")]
    doors = [Door(1, 1, 1, 10.0, None), Door(2, 2, 1, 10.0, None), Door(3, 99, 1, 10.0, None)]
    plan = cut(request(segments, doors, profile="wheelchair"))
    assert planned_doors(plan) == [1]
    assert plan.left_out == (2, 3)
    assert plan.left_out_reasons == {2: "not_walkable", 3: "no_segment"}
    with pytest.raises(InvalidRequest):
        walk(request(segments, doors, profile="wheelchair"))


def test_turfs_are_even_and_near_the_budget():
    segments = grid(7, 7)
    plan = cut(request(segments, doors_along(segments, every=10), minutes=120))
    minutes = [turf.minutes for turf in plan.turfs]
    even = balance(minutes)
    assert len(minutes) >= 10
    assert even.max_over_mean <= 1.10
    assert even.min_over_mean >= 0.88
    assert max(minutes) <= 120 * 1.10
    assert min(minutes) >= 120 * 0.80


def test_a_busy_street_is_walked_one_side_and_then_the_other():
    segments = grid(6, 1, road="primary")
    doors = doors_along(segments, every=20)
    sides = {door.key: door.side for door in doors}
    turf = walk(request(segments, doors))
    walked = [sides[stop.door] for stop in turf.stops]
    # Sides change only where the street ends, which costs no crossing.
    assert sum(one != two for one, two in itertools.pairwise(walked)) <= 2
    assert turf.crossings == {}


def test_the_walk_begins_at_the_end_nearest_to_the_meeting_point():
    segments = grid(6, 1)
    doors = doors_along(segments, every=50)
    for start, first in (((-20.0, 5.0), 0), ((520.0, -5.0), 4)):
        plan = walk(request(segments, doors, start=start))
        segment = {door.key: door.segment for door in doors}
        assert segment[plan.stops[0].door] == first


def test_long_driveways_and_floors_take_time():
    segments = grid(2, 1)
    near, far = Door(1, 0, 1, 50.0, None, 0, (50.0, 12.0)), Door(1, 0, 1, 50.0, None, 0, (50.0, 140.0))
    base = walk(request(segments, [near])).minutes
    assert walk(request(segments, [far])).minutes == pytest.approx(base + 2 * 120 / 1.2 / 60)
    assert walk(request(segments, [replace(near, floor=5)])).minutes == pytest.approx(base + 2)


def test_progress_grows_to_one_and_cancelling_stops():
    segments = grid(5, 5)
    doors = doors_along(segments)
    heard: list[float] = []
    cut(request(segments, doors), progress=heard.append)
    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == (0.0, 1.0)
    calls = iter([False] * 5)
    with pytest.raises(PlanCancelled):
        cut(request(segments, doors), cancelled=lambda: next(calls, True))


def test_contradicting_requests_are_refused():
    segments, door = grid(2, 1), Door(1, 0, 1, 5.0, None)
    for wrong in ({"profile": "horse"}, {"iterations": -1}, {"minutes": 0.0}):
        with pytest.raises(InvalidRequest):
            request(segments, [door], **wrong)
    with pytest.raises(InvalidRequest):
        request(segments, [door, door])
    with pytest.raises(InvalidRequest):
        request(segments * 2, [door])
    with pytest.raises(InvalidRequest):
        cut(request([street(1, 1, 2, (0.0, 0.0))], []))


def test_an_entrance_whose_doors_were_put_on_two_streets_stands_at_one_of_them():
    segments = grid(3, 3)
    doors = [Door(key, segments[(key * 5) % 3].key, 1, float(key), 7, key % 10) for key in range(1, 61)]
    plan = cut(request(segments, doors, minutes=40))
    assert sorted(planned_doors(plan)) == list(range(1, 61))
    assert len(plan.turfs) > 1
    assert all(turf.metres == 0 for turf in plan.turfs)
