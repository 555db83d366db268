from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from canvass.turf.models import DoorState
from conversations.insight import telling
from conversations.insight.models import ShiftSummary
from tests.factories import make_campaign, make_neighbourhood, make_organisation, make_shift, make_street, make_user
from volunteers.people.models import Message
from volunteers.shifts.models import Shift, SignUp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

# A Monday, nine in the morning.
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def campaign():
    day = MONDAY.date()
    return make_campaign(
        organisation=make_organisation(name="Buurtgesprek Haven"),
        starts_on=day - timedelta(days=30),
        ends_on=day + timedelta(days=30),
    )


@pytest.fixture
def coordinator(campaign):
    return make_user(role="coordinator", organisation=campaign.organisation)


def walked(campaign, *, there, away=0):
    shift = make_shift(campaign=campaign, starts_at=MONDAY - timedelta(hours=20), state=Shift.State.OPENED)
    for n in range(there + away):
        came = {"checked_in_at": shift.starts_at} if n < there else {}
        SignUp.objects.create(shift=shift, volunteer=make_user(), **came)
    ShiftSummary.objects.create(
        shift=shift, counted=[["BU1", "2026-W09", "conversation", 4], ["BU1", "2026-W09", "not_home", 30]]
    )
    return shift


def test_who_was_there_is_thanked_once_with_what_they_did_together(campaign):
    walked(campaign, there=2, away=1)
    assert [telling.tell_thanks(now=MONDAY) for _ in range(2)] == [2, 0]
    text = Message.objects.first().body_text
    assert "Together you rang at 34 doors. You had 4 conversations." in text
    assert "This was your first shift." in text


def test_nobody_is_thanked_for_what_is_long_ago(campaign):
    walked(campaign, there=1)
    assert telling.tell_thanks(now=MONDAY + timedelta(days=4)) == 0


def promised(campaign, *, days_ago, day_part="evening"):
    [address] = make_street(doors=1, neighbourhood=make_neighbourhood(name="Havenbuurt"))
    on = MONDAY.date() - timedelta(days=days_ago)
    DoorState.objects.create(address=address, campaign=campaign, state="again", day_part=day_part, on=on)


def test_coordinators_hear_once_a_week_of_promises_to_come_back(campaign, coordinator):
    promised(campaign, days_ago=6)
    promised(campaign, days_ago=20)
    assert [telling.tell_promises(now=MONDAY + timedelta(days=n)) for n in (0, 1, 7)] == [1, 0, 1]
    first = Message.objects.order_by("pk").first()
    assert first.subject == "2 doors are waiting for your return"
    assert "Havenbuurt: 2" in first.body_text
    assert "The oldest promise is of 10 February." in first.body_text


@pytest.mark.parametrize(("days_ago", "day_part"), [(2, "evening"), (90, "evening"), (6, "")])
def test_a_promise_is_neither_fresh_nor_old_nor_a_door_where_nobody_was(campaign, coordinator, days_ago, day_part):
    promised(campaign, days_ago=days_ago, day_part=day_part)
    assert telling.tell_promises(now=MONDAY) == 0


def test_the_overview_comes_on_monday_morning_once(campaign, coordinator):
    make_user(role="volunteer", organisation=campaign.organisation)
    moments = [MONDAY - timedelta(hours=2), MONDAY, MONDAY + timedelta(hours=1), MONDAY + timedelta(days=1)]
    assert [telling.tell_digests(now=moment) for moment in moments] == [0, 1, 0, 0]


def test_the_overview_tells_the_week_and_what_asks_attention(campaign, coordinator):
    coming = make_shift(campaign=campaign, starts_at=MONDAY + timedelta(days=2), meeting_place="Station")
    SignUp.objects.create(shift=coming, volunteer=make_user())
    make_shift(campaign=campaign, starts_at=MONDAY - timedelta(days=1))
    walked(campaign, there=2)
    telling.tell_digests(now=MONDAY)
    mail = Message.objects.get()
    assert mail.subject == "This week: 1 shift · Buurtgesprek Haven"
    assert "Station: 1 of 12 places taken" in mail.body_text
    assert "of 1 shift nobody said that everyone is back" in mail.body_text
    assert "1 shift walked, 2 volunteers." in mail.body_text
