"""The search behind the walking orders: true gains, kept edges, an end in every plateau."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.routing.candidates import CANDIDATES, candidates, nearest
from canvass.routing.kernels import exchange_edges, take_back
from canvass.routing.pace import Pace
from canvass.routing.search import CUTS, kick
from canvass.routing.tour import KEEP, Search, greedy_order, round_tour, usual_kicks
from tests.canvass.routing.test_tour import best_open_walk, plane

QUIET = settings(deadline=None, max_examples=60)


def length(cost: np.ndarray, tour: np.ndarray) -> int:
    return int(cost[tour, np.roll(tour, -1)].sum())


def searched(cost: np.ndarray, kicks: int, seed: int = 1) -> tuple[np.ndarray, int]:
    tour = greedy_order(cost, 0)
    return tour, Search.of(cost, tour, candidates(cost), seed).go(kicks)


@QUIET
@given(st.integers(0, 10**6), st.integers(2, 40), st.integers(0, 4))
def test_the_gain_is_the_true_one(seed, size, coarse):
    cost = plane(seed, size) // 10**coarse
    before = length(cost, greedy_order(cost, 0))
    tour, gain = searched(cost, 60, seed)
    assert sorted(tour.tolist()) == list(range(size))
    assert gain == before - length(cost, tour) >= 0


@QUIET
@given(st.integers(0, 10**6), st.integers(2, 20), st.integers(0, 4))
def test_edges_that_must_stay_stay(seed, pairs, coarse):
    cost = plane(seed, 2 * pairs) // 10**coarse
    even = np.arange(0, 2 * pairs, 2)
    cost[even, even + 1] = cost[even + 1, even] = -KEEP
    tour = np.arange(2 * pairs)
    before = length(cost, tour)
    gain = Search.of(cost, tour, candidates(cost), seed).go(60)
    assert gain == before - length(cost, tour)
    where = np.argsort(tour)
    assert set(((where[even] - where[even + 1]) % (2 * pairs)).tolist()) <= {1, 2 * pairs - 1}


@pytest.mark.parametrize("size", [0, 1, 2, 3, 9, 30, 200])
def test_plateaus_end(size):
    for cost in (np.zeros((size, size), np.int64), np.ones((size, size), np.int64) - np.eye(size, dtype=np.int64)):
        order = round_tour(cost, 1, 200, Pace())
        assert sorted(order.tolist()) == list(range(size))


@pytest.mark.parametrize("size", range(4, 13))
def test_small_round_tours_are_the_shortest(size):
    cost = plane(size, size)
    far = int(cost.sum())
    # The best tour is the best walk between two copies of one node.
    grown = np.zeros((size + 1, size + 1), np.int64)
    grown[:size, :size] = cost
    grown[size, :size] = grown[:size, size] = cost[0]
    grown[[0, size], :] += far
    grown[:, [0, size]] += far
    order = round_tour(cost, 1, 300, Pace())
    assert length(cost, order) == best_open_walk(grown) - 2 * far


def test_the_same_seed_and_slices_give_the_same_tour():
    cost = plane(8, 120)
    assert searched(cost, 150, 3)[0].tolist() == searched(cost, 150, 3)[0].tolist()


def test_slices_go_on_where_the_last_one_ended():
    cost = plane(9, 90)
    tour = greedy_order(cost, 0)
    work = Search.of(cost, tour, candidates(cost), 5)
    for _ in range(4):
        work.go(25)
    assert tour.tolist() == searched(cost, 100, 5)[0].tolist()


@QUIET
@given(st.integers(1, 10**6), st.integers(8, 60))
def test_a_kick_costs_what_it_says_and_can_be_taken_back(state, size):
    cost = plane(state, size)
    tour = np.random.default_rng(state).permutation(size)
    before, where = tour.copy(), np.argsort(tour)
    log = np.ones(100, np.int64)
    ends = np.zeros(CUTS, np.int64)
    longer, _ = kick(cost, tour, where, log, state, ends)
    assert length(cost, tour) == length(cost, before) + longer
    assert where[tour].tolist() == list(range(size))
    take_back(tour, where, log, 1)
    at = int(np.flatnonzero(tour == before[0])[0])
    turned = np.roll(tour, -at)
    assert before.tolist() in (turned.tolist(), np.roll(turned[::-1], 1).tolist())


def test_exchanging_edges_joins_the_named_ends():
    tour = np.arange(9)
    where, log = tour.copy(), np.ones(10, np.int64)
    exchange_edges(tour, where, log, 1, 2, 6, 5)
    ring = set(map(frozenset, zip(tour.tolist(), np.roll(tour, -1).tolist(), strict=True)))
    assert {frozenset({2, 6}), frozenset({5, 1})} <= ring
    assert not {frozenset({1, 2}), frozenset({5, 6})} & ring


def test_candidates_look_past_a_row_of_houses():
    """A street of 100 doors 1 m apart, and one house across: it is a candidate of its opposite."""
    row = np.stack([np.arange(100) * 100, np.zeros(100)], axis=1)
    points = np.vstack([row, [[5000, 2000]]])
    cost = np.rint(np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))).astype(np.int64)
    assert 100 in candidates(cost)[50]
    assert 100 not in nearest(cost, CANDIDATES)[50]


@QUIET
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_candidates_are_others_nearest_first_once_each(seed, size):
    cost = plane(seed, size) // 1000
    for node, row in enumerate(candidates(cost).tolist()):
        assert len(row) == len(set(row)) == min(CANDIDATES, size - 1)
        assert node not in row
        assert [int(cost[node, other]) for other in row] == sorted(int(cost[node, other]) for other in row)


def test_usual_kicks_grow_with_the_walk():
    kicks = [usual_kicks(n) for n in (0, 50, 400, 1000)]
    assert kicks == [0, 50, 400, 10_000]
