"""Turf to duos: stairs, reach and bikes count where they are known, and nothing is guessed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from volunteers.shifts.evening.fitting import AGAINST, DuoNeeds, Point, TurfFacts, points, suggest


@st.composite
def tables(draw):
    duos = [
        DuoNeeds(key, draw(st.sampled_from([None, 1, 3])), draw(st.booleans()), draw(st.booleans()))
        for key in range(draw(st.integers(0, 5)))
    ]
    turfs = [
        TurfFacts(
            key,
            draw(st.none() | st.floats(0, 6000)),
            upstairs=draw(st.sampled_from([0, 0, 8])),
            by_bike=draw(st.booleans()),
            clash=draw(st.booleans()),
        )
        for key in range(draw(st.integers(0, 6)))
    ]
    return duos, turfs


@settings(deadline=None, max_examples=50)
@given(tables())
def test_each_duo_gets_a_turf_of_its_own_as_far_as_there_are_turfs(table):
    duos, turfs = table
    found = suggest(duos, turfs)
    assert len(found) == len(set(found.values())) == min(len(duos), len(turfs))
    assert found == suggest(duos, turfs)


@settings(deadline=None, max_examples=50)
@given(tables())
def test_a_clash_is_taken_only_when_no_other_turf_is_left(table):
    duos, turfs = table
    taken = [turf for turf in turfs if turf.key in suggest(duos, turfs).values()]
    free_of_clash = sum(not turf.clash for turf in turfs)
    assert sum(turf.clash for turf in taken) == max(0, len(taken) - free_of_clash)


def test_who_cannot_climb_gets_the_turf_without_stairs():
    duos = [DuoNeeds(1, stairs=False), DuoNeeds(2)]
    turfs = [TurfFacts(7, 100, upstairs=9), TurfFacts(8, 900)]
    assert suggest(duos, turfs) == {1: 8, 2: 7}


def test_the_far_turf_is_for_bikes():
    duos = [DuoNeeds(1), DuoNeeds(2, bike=True)]
    assert suggest(duos, [TurfFacts(7, 2500), TurfFacts(8, 300)]) == {1: 8, 2: 7}
    assert points(duos[1], TurfFacts(7, 2500)) == [Point.FAR_BY_BIKE]


def test_what_is_not_known_is_no_reason():
    assert points(DuoNeeds(1, max_km=1), TurfFacts(7)) == []
    assert points(DuoNeeds(1, max_km=1, stairs=False), TurfFacts(7, 1500, upstairs=3, by_bike=True)) == [
        Point.STAIRS,
        Point.TOO_FAR,
        Point.NEEDS_BIKES,
    ]
    assert set(points(DuoNeeds(1), TurfFacts(7, 400, walked_before=True))) & AGAINST == set()
