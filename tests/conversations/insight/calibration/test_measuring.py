from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from canvass.campaigns.editing import plan_with_measured
from canvass.campaigns.models import Campaign, PlanningNumbers
from canvass.turf.forms import CutForm
from canvass.turf.numbers import snapshot
from conversations.insight.calibration.measuring import calibrate, calibrate_running
from conversations.insight.models import Conversation, DoorCount
from tests.factories import make_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return make_campaign()


def count(campaign: Campaign, **outcomes: int) -> None:
    for outcome, number in outcomes.items():
        DoorCount.objects.create(campaign=campaign, area="BU1", period="2026-W10", outcome=outcome, count=number)


def talks(campaign: Campaign, number: int, *, canvassers: int = 3, **fields: Any) -> None:
    codes = [uuid.uuid4() for _ in range(canvassers)]
    for index in range(number):
        Conversation.objects.create(
            **{
                "campaign": campaign,
                "statement": campaign.statement,
                "guide_version": campaign.guide_version,
                "area": "BU1",
                "area_level": "neighbourhood",
                "period": "2026-W10",
                "canvasser_code": codes[index % canvassers],
                "minutes_bucket": "20-40",
                "intake": 1,
            }
            | fields
        )


def test_shares_are_pulled_towards_the_default_and_the_more_doors_the_less(campaign):
    count(campaign, not_home=404, conversation=60, not_interested=148)
    found = calibrate(campaign=campaign)
    assert found["open_percent"] == {"own": 34.0, "plan": 33.7, "n": 612}
    assert found["talk_percent"] == {"own": 28.8, "plan": 28.6, "n": 208}


def test_below_fifty_doors_nothing_is_said(campaign):
    count(campaign, not_home=30, conversation=19)
    assert calibrate(campaign=campaign) == {}


def test_two_hundred_doors_weigh_four_fifths(campaign):
    count(campaign, not_home=100, conversation=100)
    assert calibrate(campaign=campaign)["open_percent"]["plan"] == 46.0


def test_a_talk_s_length_comes_from_its_buckets(campaign):
    talks(campaign, 30)
    assert calibrate(campaign=campaign)["talk_minutes"] == {"own": 28.0, "plan": 26.2, "n": 30}


@pytest.mark.parametrize(("number", "canvassers"), [(9, 3), (30, 2)])
def test_few_talks_or_few_canvassers_show_no_length(campaign, number, canvassers):
    talks(campaign, number, canvassers=canvassers)
    assert "talk_minutes" not in calibrate(campaign=campaign)


def test_neutral_talks_of_a_comparison_do_not_count(campaign):
    talks(campaign, 30, arm="comparison")
    assert "talk_minutes" not in calibrate(campaign=campaign)


def test_the_planner_reckons_with_what_was_chosen(campaign):
    count(campaign, not_home=100, conversation=100)
    calibrate(campaign=campaign)
    numbers = PlanningNumbers.objects.get(campaign=campaign)
    assert CutForm.starting_from(numbers, None)["open_percent"] == 30
    assert snapshot(numbers, open_percent=30)["talk_percent"] == 25
    plan_with_measured(campaign=campaign, use=True)
    numbers.refresh_from_db()
    assert CutForm.starting_from(numbers, None)["open_percent"] == 46
    assert snapshot(numbers, open_percent=46)["talk_percent"] == numbers.measured["talk_percent"]["plan"]


def test_only_running_campaigns_are_measured(campaign):
    make_campaign(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    assert calibrate_running(today=timezone.localdate()) == 1
