"""How far a duo gets: evenings played out door by door, to mark the core of a walk."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from canvass.routing.arrays import BoolArray, FloatArray
from canvass.routing.worktime import PlanningNumbers

EVENINGS = 400
CORE_SHARE = 0.9
SHORTEST_TALK = 120.0  # seconds
UNIT = np.float64(2.0**-64)


def core_doors(way: FloatArray, numbers: PlanningNumbers, budget_minutes: float, seed: int) -> BoolArray:
    """Which of n doors are reached in time on 90 % of evenings, (n,); always a prefix.

    `way` (n,) holds the seconds of walking and climbing done before each door since the first.
    """
    n = len(way)
    if n == 0:
        return np.zeros(0, np.bool_)
    arrival = way + _begun(n, numbers, seed)
    in_time = arrival <= numbers.last_start_seconds(budget_minutes)
    return np.asarray(in_time.mean(axis=0) >= CORE_SHARE)


@lru_cache(maxsize=64)
def _begun(doors: int, numbers: PlanningNumbers, seed: int) -> FloatArray:
    """Seconds at doors before each door on each evening, (EVENINGS, doors); turfs are much alike."""
    at_doors = _door_times(doors, numbers, seed)
    begun: FloatArray = np.cumsum(at_doors, axis=1) - at_doors
    begun.setflags(write=False)
    return begun


def _door_times(doors: int, numbers: PlanningNumbers, seed: int) -> FloatArray:
    """Seconds at each door on each evening, (EVENINGS, doors)."""
    opened, talked = _chance(doors, seed, 0), _chance(doors, seed, 1)
    # Four uniforms minus two have mean 0 and variance 1/3: near enough to a normal here.
    bell = sum(_chance(doors, seed, stream) for stream in range(2, 6)) - 2.0
    talk = 60 * (numbers.talk_minutes + numbers.talk_minutes_sd * np.sqrt(3.0) * bell)
    talk = np.maximum(talk, SHORTEST_TALK) + numbers.greet_seconds + numbers.logging_seconds
    refused = numbers.greet_seconds + numbers.refusal_seconds
    shut = numbers.wait_seconds + numbers.note_seconds
    answered = np.where(talked < numbers.talk_rate, talk, refused)
    return np.where(opened < numbers.open_rate, answered, shut)


def _chance(doors: int, seed: int, stream: int) -> FloatArray:
    """Uniform numbers in [0, 1), (EVENINGS, doors), by SplitMix64 (doi:10.1145/2714064.2660195)."""
    count = np.arange(EVENINGS * doors, dtype=np.uint64).reshape(EVENINGS, doors)
    z = count + np.uint64((abs(seed) * 64 + stream) % 2**31 << 32)
    z = z * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray((z ^ (z >> np.uint64(31))) * UNIT, np.float64)
