"""A comparison is off until it is started, and then stays as it was."""

from __future__ import annotations

import hashlib

import pytest
from django.db import IntegrityError, transaction

from canvass.campaigns.comparisons import (
    ComparisonPlan,
    ComparisonStands,
    comparison_talk,
    end_comparison,
    save_comparison,
    seed_of,
    start_comparison,
)
from canvass.campaigns.models import Comparison
from tests.factories import make_campaign, make_guide

pytestmark = pytest.mark.django_db


def plan(**kwargs):
    fields = {
        "question_nl": "Wat vind je van de buurt?",
        "question_en": "How do you like it here?",
        "guide_version": None,
        "share_percent": 50,
        "follow_up_weeks": 6,
        "min_answers": 400,
    }
    return ComparisonPlan(**fields | kwargs)


def test_it_is_off_until_somebody_starts_it():
    campaign = make_campaign()
    assert comparison_talk(campaign) is None
    saved = save_comparison(campaign=campaign, plan=plan())
    assert comparison_talk(campaign) is None
    assert not saved.is_drawing
    assert start_comparison(campaign=campaign).is_drawing


def test_starting_makes_a_secret_that_its_fingerprint_fits():
    campaign = make_campaign()
    save_comparison(campaign=campaign, plan=plan())
    started = start_comparison(campaign=campaign)
    seed = seed_of(started)
    assert hashlib.sha256(seed).hexdigest() == started.seed_sha256
    assert seed not in bytes(started.wrapped_seed)
    assert start_comparison(campaign=campaign).seed_sha256 == started.seed_sha256
    started.seed_sha256 = "0" * 64
    with pytest.raises(ValueError, match="fingerprint"):
        seed_of(started)


def test_what_was_started_stays():
    campaign = make_campaign()
    save_comparison(campaign=campaign, plan=plan())
    start_comparison(campaign=campaign)
    with pytest.raises(ComparisonStands):
        save_comparison(campaign=campaign, plan=plan(min_answers=100))
    rows = Comparison.objects.filter(campaign=campaign)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        rows.update(min_answers=100)
    ended = end_comparison(campaign=campaign)
    assert not ended.is_drawing
    assert end_comparison(campaign=campaign).ended_at == ended.ended_at
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        rows.update(ended_at=None)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"min_answers": 99}, "comparison_needs_100_answers"),
        ({"share_percent": 90}, "comparison_share_20_to_80"),
        ({"follow_up_weeks": 0}, "comparison_follows_in_a_year"),
        ({"seed_sha256": "0" * 64}, "comparison_started_has_a_seed"),
    ],
)
def test_the_database_holds_the_bounds(wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        Comparison.objects.create(campaign=make_campaign(), question_nl="?", **wrong)


def test_the_talk_comes_from_a_guide_or_from_plain_lines():
    campaign = make_campaign()
    save_comparison(campaign=campaign, plan=plan())
    start_comparison(campaign=campaign)
    talk = comparison_talk(campaign)
    assert talk["question"] == {"nl": "Wat vind je van de buurt?", "en": "How do you like it here?"}
    assert [step["code"] for step in talk["steps"]] == ["permission", "number", "neutral", "more", "thanks"]
    assert all(step["nl"] and step["en"] and len(step["nl"]) <= 90 for step in talk["steps"])

    other = make_campaign()
    guide = make_guide(other.statement)
    save_comparison(campaign=other, plan=plan(guide_version=guide, question_en=""))
    start_comparison(campaign=other)
    talk = comparison_talk(other)
    assert talk["guide_version"] == guide.pk
    assert talk["question"]["en"] == "Wat vind je van de buurt?"
    assert [step["code"] for step in talk["steps"]] == ["permission", "story", "value"]
