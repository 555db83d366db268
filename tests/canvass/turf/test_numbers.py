from __future__ import annotations

import pytest

from canvass.campaigns.models import PlanningNumbers
from canvass.turf.numbers import estimate, routing_numbers, snapshot
from canvass.turf.planner import fit

KEPT = snapshot(PlanningNumbers(), open_percent=30)


def test_the_planner_gets_the_campaigns_numbers_as_shares_and_seconds():
    numbers = routing_numbers(KEPT | {"talk_percent": 40, "talk_minutes": 9})
    assert (numbers.open_rate, numbers.talk_rate, numbers.talk_minutes, numbers.walk_speed) == (0.3, 0.4, 9, 1.2)


def test_an_estimate_agrees_with_the_numbers_of_the_field():
    guess = estimate(doors=468, kept=KEPT, budget_minutes=120, metres_per_door=12)
    # 138 s a door and 10 s of walking: 48 doors in two hours.
    assert (guess.doors, guess.turfs, guess.doors_per_turf, guess.talks) == (468, 10, 48, 35)


def test_an_empty_neighbourhood_needs_no_turf():
    guess = estimate(doors=0, kept=KEPT, budget_minutes=120, metres_per_door=12)
    assert (guess.turfs, guess.talks) == (0, 0)


@pytest.mark.parametrize(
    ("minutes", "expected"), [(99, "room"), (99.6, "ok"), (120, "ok"), (135.4, "ok"), (136, "long")]
)
def test_a_turf_is_judged_on_whole_minutes(minutes, expected):
    assert fit(minutes, 120) == expected
