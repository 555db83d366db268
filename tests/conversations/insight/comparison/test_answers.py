"""Follow-up answers by the card's code: one per wave, only while it is open, gone with the conversation."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from canvass.campaigns.comparisons import start_comparison
from canvass.campaigns.models import Comparison
from conversations.insight.comparison.answers import (
    NothingAsked,
    WrongAnswer,
    follow_up_of,
    forget_answers,
    last_day,
    record_answer,
)
from conversations.insight.models import FollowUpAnswer, StagedConversation
from tests.factories import make_campaign

CODE = hashlib.sha256(b"CARD").digest()


def talk(*, arm="comparison", period="2026-W09", compared=True, code=CODE):
    campaign = make_campaign()
    if compared:
        Comparison.objects.create(campaign=campaign, question_nl="?", follow_up_weeks=6)
        start_comparison(campaign=campaign)
    return StagedConversation.objects.create(
        campaign=campaign,
        statement=campaign.statement,
        guide_version=campaign.guide_version,
        area="BU1",
        area_level="neighbourhood",
        period=period,
        canvasser_code=uuid.uuid4(),
        arm=arm,
        card_code_hash=code,
    )


@pytest.mark.django_db
@time_machine.travel("2026-03-03 12:00+01:00")
def test_an_answer_is_kept_by_code_and_week_with_the_arm_of_the_talk():
    conversation = talk()
    asked = follow_up_of(code_hash=CODE, today=date(2026, 3, 3))
    assert (asked.wave, asked.answered, asked.opens_on) == (0, frozenset(), date(2026, 4, 12))
    row = record_answer(code_hash=CODE, wave=0, answers={"number": 7, "sure": None, "heard": 9})
    assert (row.campaign, row.arm, row.week) == (conversation.campaign, "comparison", "2026-W10")
    assert (row.number, row.sure, row.heard) == (7, None, 9)
    corrected = record_answer(code_hash=CODE, wave=0, answers={"number": 6})
    assert (corrected.pk, corrected.number, corrected.heard) == (row.pk, 6, None)
    assert follow_up_of(code_hash=CODE, today=date(2026, 3, 3)).wave is None


@pytest.mark.django_db
def test_the_second_time_opens_weeks_after_the_last_day_it_can_have_been():
    talk()
    with time_machine.travel("2026-04-11 12:00+02:00"), pytest.raises(NothingAsked):
        record_answer(code_hash=CODE, wave=1, answers={"number": 7})
    with time_machine.travel("2026-04-12 12:00+02:00"):
        assert record_answer(code_hash=CODE, wave=1, answers={"number": 7}).wave == 1
        with pytest.raises(NothingAsked):
            record_answer(code_hash=CODE, wave=0, answers={"number": 7})


@pytest.mark.django_db
@pytest.mark.parametrize("kwargs", [{"arm": ""}, {"compared": False, "arm": "conversation"}, {"code": bytes(32)}])
def test_nothing_is_asked_without_a_comparison_an_arm_or_a_known_code(kwargs):
    talk(**kwargs)
    assert follow_up_of(code_hash=CODE, today=date(2026, 3, 3)) is None
    with pytest.raises(NothingAsked):
        record_answer(code_hash=CODE, wave=0, answers={"number": 7})


@pytest.mark.django_db
@time_machine.travel("2026-03-03 12:00+01:00")
@pytest.mark.parametrize("answers", [{"number": 11}, {"number": -1}, {"number": True}, {"number": "7"}, {"name": 1}])
def test_what_is_no_answer_is_refused(answers):
    talk()
    with pytest.raises(WrongAnswer):
        record_answer(code_hash=CODE, wave=0, answers=answers)
    assert not FollowUpAnswer.objects.exists()


@pytest.mark.django_db
@time_machine.travel("2026-03-03 12:00+01:00")
def test_the_answers_go_when_the_resident_erases():
    talk()
    record_answer(code_hash=CODE, wave=0, answers={"number": 7})
    assert forget_answers(code_hash=CODE) == 1
    assert forget_answers(code_hash=CODE) == 0


@pytest.mark.django_db
def test_the_database_holds_the_bounds_and_the_week():
    row = {"campaign": make_campaign(), "code_hash": CODE, "arm": "comparison", "wave": 0, "week": "2026-W10"}
    for wrong in ({"number": 11}, {"arm": ""}, {"wave": 2}, {"week": "2026-03-03"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            FollowUpAnswer.objects.create(**row | wrong)


def test_no_column_of_an_answer_leads_to_a_door_or_a_conversation():
    names = {field.name for field in FollowUpAnswer._meta.get_fields()}
    assert names == {"id", "campaign", "code_hash", "arm", "wave", "number", "sure", "heard", "week"}


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_the_last_day_of_a_period_is_on_or_after_every_day_of_it(day):
    year, week, _weekday = day.isocalendar()
    sunday, last = last_day(f"{year}-W{week:02d}"), last_day(f"{day.year}-M{day.month:02d}")
    assert timedelta(0) <= sunday - day <= timedelta(6)
    assert last.month == day.month
    assert (last + timedelta(days=1)).day == 1
