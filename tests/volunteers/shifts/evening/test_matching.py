"""The suggestion of duos, held against every possible partition of a small group."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volunteers.shifts.evening.matching import Pair, Walker, Why, Wishes, faults_of, match

KEYS = [f"v{number}" for number in range(9)]


@st.composite
def evenings(draw, most=9):
    count = draw(st.integers(0, most))
    people = [
        Walker(
            key,
            walked=draw(st.sampled_from([0, 0, 1, 4])),
            languages=draw(st.frozensets(st.sampled_from(["nl", "ar", "tr"]), max_size=2)),
            can_log=draw(st.integers(0, 5)) > 0,
        )
        for key in KEYS[:count]
    ]
    pairs = [Pair(pair) for pair in combinations(KEYS[:count], 2)]
    not_with = draw(st.frozensets(st.sampled_from(pairs), max_size=6)) if pairs else frozenset()
    asked = [(one, other) for one in KEYS[:count] for other in KEYS[:count] if one != other]
    return people, Wishes(draw(st.frozensets(st.sampled_from(asked), max_size=3)) if asked else frozenset(), not_with)


def partitions(keys):
    """Every way to make duos of ``keys``, with one trio when their number is odd."""
    if len(keys) <= 3:
        yield [tuple(keys)]
        return
    first, rest = keys[0], keys[1:]
    for other in rest:
        left = [key for key in rest if key != other]
        yield from ([(first, other), *more] for more in partitions(left))
    if len(keys) % 2:
        for pair in combinations(rest, 2):
            left = [key for key in rest if key not in pair]
            yield from ([(first, *pair), *more] for more in even_partitions(left))


def even_partitions(keys):
    if not keys:
        yield []
    for other in keys[1:]:
        left = [key for key in keys[1:] if key != other]
        yield from ([(keys[0], other), *more] for more in even_partitions(left))


def badness(groups, people, wishes):
    """How many faults of the first rank, then of the second."""
    by_key = {walker.key: walker for walker in people}
    faults = [why for group in groups for why in faults_of([by_key[key] for key in group], wishes)]
    return len(faults) - faults.count(Why.ONLY_NEW), faults.count(Why.ONLY_NEW)


@settings(deadline=None, max_examples=60)
@given(evenings())
def test_everybody_walks_once_and_no_fault_is_there_that_another_way_avoids(evening):
    people, wishes = evening
    found = match(people, wishes)
    assert sorted(key for group in found.groups for key in group) == sorted(walker.key for walker in people)
    sizes = sorted(len(group) for group in found.groups)
    if len(people) > 1:
        assert sizes == [2] * (len(people) // 2 - len(people) % 2) + [3] * (len(people) % 2)
    ways = [way for way in partitions([walker.key for walker in people]) if way[0]]
    best = min((badness(way, people, wishes) for way in ways), default=(0, 0))
    assert badness(found.groups, people, wishes) == best
    assert sum(len(why) for why in found.unavoidable.values()) == sum(best)


@settings(deadline=None, max_examples=30)
@given(evenings(), st.randoms(use_true_random=False))
def test_the_same_people_make_the_same_duos_in_whatever_order_they_came(evening, random):
    people, wishes = evening
    shuffled = random.sample(people, len(people))
    assert match(shuffled, wishes) == match(people, wishes)


def test_experienced_walk_with_new():
    people = [Walker(f"v{number}", walked=5 * (number % 2)) for number in range(40)]
    found = match(people)
    assert len(found.groups) == 20
    assert found.unavoidable == {}


def test_a_wish_and_a_language_decide_among_equals():
    people = [Walker(key, 4, frozenset({"nl"} if key < "c" else {"ar"})) for key in "abcd"]
    assert set(match(people).groups) == {("a", "b"), ("c", "d")}
    wished = Wishes(with_=frozenset({("a", "c"), ("c", "a"), ("b", "d"), ("d", "b")}))
    assert set(match(people, wished).groups) == {("a", "c"), ("b", "d")}


def test_what_cannot_be_avoided_is_said():
    people = [Walker("a", 3), Walker("b", 3)]
    apart = Wishes(not_with=frozenset({Pair("ab")}))
    assert match(people, apart).unavoidable == {("a", "b"): {Why.NOT_WITH}}
    assert match([Walker("a"), Walker("b")]).unavoidable == {("a", "b"): {Why.ONLY_NEW}}
    guests = [Walker("a", can_log=False), Walker("b", can_log=False)]
    assert match(guests).unavoidable == {("a", "b"): {Why.ONLY_NEW, Why.NOBODY_LOGS}}


@pytest.mark.parametrize("count", [62, 63])
def test_a_crowd_is_paired_too(count):
    """Above the size at which every pair is weighed; as many newcomers as others, and some who would rather not."""
    people = [Walker(f"v{number:03}", walked=number % 2 * (1 + number % 7)) for number in range(count)]
    apart = frozenset(Pair((f"v{number:03}", f"v{number + 1:03}")) for number in range(0, count - 1, 2))
    found = match(people, Wishes(not_with=apart))
    assert sorted(key for group in found.groups for key in group) == [walker.key for walker in people]
    assert found.unavoidable == {}


def test_one_person_is_a_group_of_one_and_nobody_is_none():
    assert match([Walker("a")]).groups == (("a",),)
    assert match([]).groups == ()


def test_a_key_stands_for_one_person():
    with pytest.raises(ValueError, match="one person"):
        match([Walker("a"), Walker("a")])
