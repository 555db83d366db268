"""Planning numbers and the core of a walk."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvass.routing.errors import InvalidRequest
from canvass.routing.evening import core_doors
from canvass.routing.metrics import balance
from canvass.routing.worktime import PlanningNumbers


def test_seconds_at_a_door_follow_the_formula():
    o, s = 0.30, 0.25
    by_hand = (1 - o) * (60 + 10) + o * (1 - s) * (30 + 75) + o * s * (30 + 60 * 12 + 120)
    assert PlanningNumbers().door_seconds == pytest.approx(by_hand)
    assert PlanningNumbers().expected_talks(40) == pytest.approx(3.0)


@pytest.mark.parametrize(
    "wrong",
    [{"walk_speed": 0}, {"open_rate": 1.2}, {"talk_rate": -0.1}, {"talk_minutes": -1}, {"wait_seconds": float("nan")}],
)
def test_numbers_out_of_range_are_refused(wrong):
    with pytest.raises(InvalidRequest):
        PlanningNumbers(**wrong)


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 80), st.integers(5, 240), st.integers(0, 99))
def test_the_core_is_a_prefix_that_grows_with_the_evening(doors, minutes, seed):
    way = np.arange(doors) * 15.0
    core = core_doors(way, PlanningNumbers(), minutes, seed)
    assert core.tolist() == sorted(core.tolist(), reverse=True)
    assert core[0]
    assert core.sum() <= core_doors(way, PlanningNumbers(), minutes + 30, seed).sum()


def test_the_core_of_an_evening_of_two_hours_is_about_thirty_doors():
    core = core_doors(np.arange(60) * 15.0, PlanningNumbers(), 120, 1)
    assert 22 <= core.sum() <= 38


def test_played_evenings_have_the_expected_length():
    numbers = PlanningNumbers()
    sure = core_doors(np.zeros(200), numbers, 200 * numbers.door_seconds / 60, 1)
    # Nine evenings of ten lie well below the mean's number of doors, but not by half.
    assert 100 < sure.sum() < 200


def test_without_talks_the_core_can_be_counted():
    numbers = PlanningNumbers(open_rate=0.0)
    core = core_doors(np.zeros(200), numbers, 120, 1)
    assert core.sum() == int(numbers.last_start_seconds(120) // 70) + 1


def test_balance_of_nothing_is_even():
    assert balance([]).max_over_mean == 1.0
    assert balance([90, 110]).max_over_mean == pytest.approx(1.1)


def test_the_package_knows_neither_django_nor_celery():
    load = "import sys, canvass.routing.plan, canvass.routing.warm"
    look = "sys.exit(any(name.split('.')[0] in ('django', 'celery') for name in sys.modules))"
    code = f"{load}; {look}"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
