"""Walking orders: exact for a handful, never worse than the nearest door, the same un-jitted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.routing.metrics import walk_ticks
from canvass.routing.pace import Pace
from canvass.routing.search import draw
from canvass.routing.tour import greedy_faces, greedy_order, nearest, walk_faces, walk_stops

QUIET = settings(deadline=None, max_examples=40)


def plane(seed: int, size: int) -> np.ndarray:
    """Rounded distances between random points, in ticks."""
    points = np.random.default_rng(seed).integers(0, 30_000, (size, 2))
    return np.rint(np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))).astype(np.int64)


@QUIET
@given(st.integers(0, 10**6), st.integers(0, 7), st.booleans(), st.booleans())
def test_up_to_eight_stops_equal_brute_force(seed, size, with_start, with_end):
    whole = plane(seed, size + 2)
    cost = whole[2:, 2:]
    first = whole[0, 2:] if with_start else None
    last = whole[1, 2:] if with_end else None
    order = walk_stops(cost, first, seed=1, kicks=0, pace=Pace(), last=last)

    def length(path):
        lead = int(first[path[0]]) if with_start and path else 0
        return lead + walk_ticks(cost, np.array(path, np.int64)) + (int(last[path[-1]]) if with_end and path else 0)

    assert sorted(order.tolist()) == list(range(size))
    assert length(order.tolist()) == min(length(list(path)) for path in permutations(range(size)))


@QUIET
@given(st.integers(0, 10**6), st.integers(9, 40), st.booleans(), st.booleans())
def test_ends_that_are_asked_for_count(seed, size, with_start, with_end):
    whole = plane(seed, size + 2)
    cost = whole[2:, 2:]
    first = whole[0, 2:] if with_start else np.zeros(size, np.int64)
    last = whole[1, 2:] if with_end else np.zeros(size, np.int64)

    def length(order):
        return int(first[order[0]]) + walk_ticks(cost, order) + int(last[order[-1]])

    ends = first if with_start else None, last if with_end else None
    asked = walk_stops(cost, ends[0], 1, 100, Pace(), ends[1])
    assert sorted(asked.tolist()) == list(range(size))
    assert length(asked) <= length(greedy_order(cost, int(first.argmin())))


@pytest.mark.parametrize("seed", range(3))
def test_eight_stops_equal_brute_force(seed):
    cost = plane(seed, 8)
    best = min(sum(cost[a, b] for a, b in pairwise(p)) for p in permutations(range(8)))
    assert walk_ticks(cost, walk_stops(cost, None, 1, 0, Pace())) == best


@pytest.mark.parametrize("size", range(9, 13))
def test_just_above_the_exact_size_search_is_near_the_best(size):
    cost = plane(size, size)
    order = walk_stops(cost, None, seed=1, kicks=300, pace=Pace())
    assert sorted(order.tolist()) == list(range(size))
    assert walk_ticks(cost, order) <= 1.05 * best_open_walk(cost)


def best_open_walk(cost: np.ndarray) -> int:
    """By dynamic programming over subsets, written apart from the product's."""
    size = len(cost)
    table = {(1 << i, i): 0 for i in range(size)}
    for visited in range(1, 1 << size):
        for last in range(size):
            if (visited, last) in table:
                for new in range(size):
                    if not visited >> new & 1:
                        key = (visited | 1 << new, new)
                        length = table[visited, last] + int(cost[last, new])
                        table[key] = min(table.get(key, length), length)
    return min(table[(1 << size) - 1, last] for last in range(size))


@QUIET
@given(st.integers(0, 10**6), st.integers(1, 70), st.integers(1, 4))
def test_an_order_visits_all_and_is_no_longer_than_nearest_first(seed, size, coarse):
    cost = plane(seed, size) // 10**coarse  # coarse: many ties and zeros
    order = walk_stops(cost, None, seed=seed, kicks=50, pace=Pace())
    assert sorted(order.tolist()) == list(range(size))
    assert walk_ticks(cost, order) <= walk_ticks(cost, greedy_order(cost, 0))


@QUIET
@given(st.integers(0, 10**6), st.integers(0, 40), st.integers(1, 4))
def test_faces_are_walked_end_to_end(seed, faces, coarse):
    cost = plane(seed, 2 * faces) // 10**coarse
    entered = walk_faces(cost, seed=seed, kicks=50, pace=Pace())
    assert sorted((entered // 2).tolist()) == list(range(faces))
    if faces > 1:
        between = int(cost[entered[:-1] ^ 1, entered[1:]].sum())
        greedy = greedy_faces(cost)[::2]
        assert between <= int(cost[greedy[:-1] ^ 1, greedy[1:]].sum())


def test_a_street_of_stops_is_walked_from_one_end_to_the_other():
    at = np.arange(60) * 700
    shuffled = np.random.default_rng(3).permutation(at)
    cost = np.abs(shuffled[:, None] - shuffled[None, :])
    assert walk_ticks(cost, walk_stops(cost, None, 1, 200, Pace())) == at[-1]


def test_more_kicks_are_never_worse():
    cost = plane(5, 150)
    lengths = [walk_ticks(cost, walk_stops(cost, None, 1, kicks, Pace())) for kicks in (0, 100, 1000)]
    assert lengths == sorted(lengths, reverse=True)


def test_nearest_breaks_ties_by_number():
    cost = np.ones((6, 6), np.int64) - np.eye(6, dtype=np.int64)
    assert nearest(cost, 3)[0].tolist() == [1, 2, 3]
    assert nearest(cost, 3)[5].tolist() == [0, 1, 2]


def test_the_generator_is_the_known_one():
    state = 1
    for _ in range(10_000):
        state = draw(state)
    assert state == 399268537  # the check value of MINSTD with multiplier 48271 (C++11)


SCRIPT = """
import json, numpy as np
from canvass.routing.search import search
from canvass.routing.pace import Pace
from canvass.routing.tour import round_tour, walk_faces, walk_stops
out = [hasattr(search, "py_func")]
for size in (3, 8, 9, 30, 60):
    points = np.random.default_rng(size).integers(0, 30000, (size, 2))
    cost = np.rint(np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))).astype(np.int64)
    out.append(walk_stops(cost, None, 4, 40, Pace()).tolist())
    out.append(walk_stops(cost, cost[0], 4, 40, Pace(), cost[1]).tolist())
    out.append(round_tour(cost, 4, 40, Pace()).tolist())
    out.append(walk_faces(cost[: size // 2 * 2, : size // 2 * 2], 4, 40, Pace()).tolist())
print(json.dumps(out))
"""


def test_compiled_and_plain_kernels_find_the_same_walks():
    def run(**env: str) -> list:
        command = [sys.executable, "-W", "error::RuntimeWarning", "-c", SCRIPT]
        answer = subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True, check=True)
        return json.loads(answer.stdout)

    compiled, plain = run(NUMBA_DISABLE_JIT="0"), run(NUMBA_DISABLE_JIT="1")
    assert (compiled[0], plain[0]) == (True, False)
    assert compiled[1:] == plain[1:]
