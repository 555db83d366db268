"""The whole demo, loaded once; and once more, which changes nothing."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Sum
from django.utils import timezone

from canvass.campaigns.models import Campaign
from canvass.demo import campaigns
from canvass.demo.people import make_movement
from canvass.demo.topics import make_topics
from canvass.places.models import Address, Neighbourhood, PlaceLoad
from canvass.turf.models import DoorState, Stop, TurfPlan
from conversations.doorstep.models import OPENED_OUTCOMES, DoorEvent, SealedConversation, ShiftKey, Walk
from conversations.insight.models import Conversation, DoorCount, Intake, StagedConversation
from conversations.topics.models import GuideStep, SharedValue, Topic
from volunteers.people.demo import DEMO_ACCOUNTS, DOMAIN
from volunteers.people.models import Membership, Organisation, User
from volunteers.shifts.models import Assignment, Shift, SignUp

MODELS = (
    Organisation, User, Membership, Topic, SharedValue, GuideStep, Campaign, Neighbourhood, Address, PlaceLoad,
    TurfPlan, Stop, DoorState, Shift, SignUp, Assignment, Conversation, Intake,
)  # fmt: skip


def _counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in MODELS}


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    return settings


@pytest.mark.django_db
def test_only_in_a_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="CANVASS_DEMO"):
        call_command("load_demo")


@pytest.mark.django_db
def test_reset_leaves_what_is_not_of_the_demo(demo):
    stranger = User.objects.create_user("someone@example.org")
    with pytest.raises(CommandError, match="nothing was deleted"):
        call_command("load_demo", reset=True)
    assert User.objects.filter(pk=stranger.pk).exists()


@pytest.mark.django_db
def test_movement_and_topics_are_made_once():
    movement = make_movement()
    talk = make_topics(organisation=movement.umbrella)
    before = _counts()
    assert make_topics(organisation=make_movement().umbrella) == talk
    assert _counts() == before
    assert len(talk) == 8
    members = {(m.user.email, m.role, m.organisation_id == movement.umbrella.pk) for m in Membership.objects.all()}
    assert {(account.email, account.role, account.of_umbrella) for account in DEMO_ACCOUNTS} <= members
    assert SharedValue.objects.filter(organisation=movement.umbrella).count() == 12
    statement, version = talk["housing"]
    assert version.published_at
    assert version.steps.filter(logged=True).count() == 4
    assert version.guide.topic == statement.topic
    for bilingual in (*SharedValue.objects.all(), *Topic.objects.all(), *GuideStep.objects.all()):
        assert bilingual.text_nl
        assert bilingual.text_en
    assert movement.group.ancestors().filter(pk=movement.umbrella.pk).exists()


@pytest.mark.django_db
def test_history_starts_eight_weeks_before_this_monday():
    movement = make_movement()
    talk = make_topics(organisation=movement.umbrella)
    campaign = campaigns.make_campaign(name=campaigns.RUNNING, movement=movement, talk=talk, today=date(2026, 11, 22))
    assert campaign.starts_on == date(2026, 11, 16) - timedelta(weeks=8)


@pytest.mark.django_db
def test_the_whole_demo_and_again(demo):
    call_command("load_demo", stdout=StringIO())
    running = Campaign.objects.get(name=campaigns.RUNNING)
    _has_a_town()
    _has_a_history(running)
    _has_a_shift_tonight(running)
    fresh = Campaign.objects.get(name=campaigns.FRESH)
    assert TurfPlan.objects.filter(campaign=fresh, state="published").count() == 1
    assert not Conversation.objects.filter(campaign=fresh).exists()
    _lists_accounts()
    before, said = _counts(), StringIO()
    call_command("load_demo", stdout=said)
    assert _counts() == before
    assert "history: 16 shifts walked" in said.getvalue()


def _has_a_town() -> None:
    assert Neighbourhood.objects.count() >= 3
    assert Address.objects.count() >= 3000
    assert not Address.objects.filter(segment=None).exists()
    assert not Address.objects.filter(neighbourhood=None).exists()
    assert not Address.objects.filter(side=0).exists()
    assert Address.objects.filter(entrance__isnull=False, floor=9).exists()


def _has_a_history(campaign: Campaign) -> None:
    assert Shift.objects.filter(campaign=campaign, state="closed").count() == 16
    # What closing promises: nothing of a walk is left.
    for model in (DoorEvent, Walk, SealedConversation, StagedConversation):
        assert not model.objects.exists()
    assert not ShiftKey.objects.filter(wrapped_private_key__isnull=False).exists()
    counts = DoorCount.objects.filter(campaign=campaign)
    tried, opened, talked = (
        rows.aggregate(doors=Sum("count"))["doors"]
        for rows in (counts, counts.filter(outcome__in=OPENED_OUTCOMES), counts.filter(outcome="conversation"))
    )
    talks = Conversation.objects.filter(campaign=campaign)
    assert talked == talks.count() > 80
    assert 0.24 < opened / tried < 0.4
    assert 0.15 < talked / opened < 0.35
    assert Intake.objects.count() == 8
    assert talks.values("canvasser_code").distinct().count() >= 3
    assert set(DoorState.objects.values_list("state", flat=True)) == {"again", "done", "unreachable"}


def _has_a_shift_tonight(campaign: Campaign) -> None:
    shift = Shift.objects.coming(now=timezone.now()).filter(campaign=campaign).first()
    assert shift is not None
    start = timezone.localtime(shift.starts_at)
    assert start.date() == timezone.localdate() or start > timezone.localtime()
    mine = Assignment.objects.get(duo__shift=shift, duo__members__volunteer__email=f"vrijwilliger@{DOMAIN}")
    assert mine.turf.door_count > 20
    assert shift.duos.filter(assignments=None).exists()


def _lists_accounts() -> None:
    out = StringIO()
    call_command("demo_accounts", json=True, stdout=out)
    rows = json.loads(out.getvalue())
    assert [row["email"] for row in rows] == [account.email for account in DEMO_ACCOUNTS]
    assert {"role", "name"} <= set(rows[0])
