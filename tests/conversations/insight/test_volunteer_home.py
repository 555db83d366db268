"""The volunteer's home: what comes next and what one's own rounds came to, as counts beside nobody else's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import timezone

from conversations.insight.models import ShiftSummary
from conversations.insight.volunteer_home import own_rounds, volunteer_home
from tests.factories import make_assignment, make_campaign, make_shift, make_turf, make_user
from volunteers.shifts.models import MeetingPlace, Shift, SignUp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MOST_QUERIES = 12


@pytest.fixture
def campaign():
    return make_campaign(goal_conversations=200)


@pytest.fixture
def volunteer(campaign):
    return make_user(role="volunteer", organisation=campaign.organisation)


def planned(campaign, days=2, **kwargs):
    return make_shift(campaign=campaign, starts_at=timezone.now() + timedelta(days=days), **kwargs)


def walked(campaign, volunteer, *, days=10, doors=12, talks=3):
    """An evening that is over, with this volunteer in one of its duos."""
    shift = make_shift(campaign=campaign, starts_at=timezone.now() - timedelta(days=days))
    duo = make_assignment(shift=shift, turf=make_turf(campaign=campaign, doors=doors), members=1).duo
    SignUp.objects.create(shift=shift, volunteer=volunteer)
    duo.members.create(shift=shift, volunteer=volunteer)
    counted = [["BU1", "2026-W10", "not_home", 20], ["BU1", "2026-W10", "conversation", talks]]
    ShiftSummary.objects.create(shift=shift, counted=counted, conversations=talks)
    Shift.objects.filter(pk=shift.pk).update(state="closed", closed_at=timezone.now())
    return shift


def text_of(client, user, name="insight:home"):
    client.force_login(user)
    page = client.get(reverse(name), headers={"accept-language": "en"})
    assert page.status_code == 200
    return re.sub(r"\s+", " ", page.content.decode())


def test_a_newcomer_is_told_what_there_is_to_join(client, campaign, volunteer):
    shift = planned(campaign, meeting_place="Library")
    text = text_of(client, volunteer)
    assert "You have no shift planned" in text
    assert "Library" in text
    assert reverse("shifts:sign-up", args=[shift.pk]) in text
    assert "after your first shift you see here" in text_of(client, volunteer, "insight:so-far")


def test_the_next_shift_says_where_with_whom_and_what_to_bring(client, campaign, volunteer):
    place = MeetingPlace.objects.create(
        organisation=campaign.organisation, name="Church", point=Point(5.39, 52.15, srid=4326), toilets=True
    )
    shift = planned(campaign, place=place)
    assignment = make_assignment(shift=shift, turf=make_turf(campaign=campaign), members=1)
    assignment.duo.members.create(shift=shift, volunteer=volunteer)
    SignUp.objects.create(shift=shift, volunteer=volunteer)
    partner = assignment.duo.members.exclude(volunteer=volunteer).get().volunteer
    text = text_of(client, volunteer)
    for words in (partner.name, "A charged phone", "toilets", "Open my route", "you are going"):
        assert words in text


def test_ones_turn_on_a_waiting_list(client, campaign, volunteer):
    shift = planned(campaign, places=1)
    for person, state in [(make_user(), "going"), (make_user(), "waiting"), (volunteer, "waiting")]:
        SignUp.objects.create(shift=shift, volunteer=person, state=state)
    assert "number 2. You hear it" in text_of(client, volunteer)
    assert volunteer_home(volunteer, now=timezone.now()).open_shifts == []


def test_ones_own_rounds_are_counts_without_a_door(client, campaign, volunteer):
    walked(campaign, volunteer, days=20, doors=9)
    shift = walked(campaign, volunteer, days=10, doors=12)
    walked(campaign, make_user(role="volunteer", organisation=campaign.organisation))
    own = own_rounds(volunteer)
    assert (own.shifts, own.hours, own.route_doors) == (2, 6, 21)
    assert (own.evenings.tried, own.evenings.opened, own.evenings.conversations) == (46, 6, 6)
    assert [each.doors for each in own.rounds] == [12, 9]
    assert own.rounds[0].starts_at == shift.starts_at
    text = text_of(client, volunteer, "insight:so-far")
    assert "You have walked 2 shifts" in text
    assert "Kerkstraat" not in text, "no street, no door"


def test_nobody_is_compared_with_anybody(client, campaign, volunteer):
    walked(campaign, volunteer)
    others = [make_user(role="volunteer", organisation=campaign.organisation, name=f"Sanne {n}") for n in range(3)]
    for other in others:
        walked(campaign, other, talks=9)
    text = text_of(client, volunteer) + text_of(client, volunteer, "insight:so-far")
    assert not any(other.name in text for other in others)
    assert not re.search(r"rank|league|best|average|more than", text, re.IGNORECASE)


def test_an_observer_has_no_route_of_their_own(campaign, volunteer):
    shift = walked(campaign, volunteer)
    shift.duos.get().members.filter(volunteer=volunteer).update(observes=True)
    own = own_rounds(volunteer)
    assert (own.shifts, own.route_doors, own.rounds) == (1, 0, [])


@pytest.mark.parametrize("shifts", [0, 1, 50])
def test_the_number_of_queries_does_not_grow(client, campaign, volunteer, shifts, django_assert_max_num_queries):
    start = timezone.now() + timedelta(days=1)
    coming = Shift.objects.bulk_create(
        Shift(campaign=campaign, starts_at=start + timedelta(hours=n), ends_at=start + timedelta(hours=n + 1))
        for n in range(shifts)
    )
    states = ["going", "waiting"]
    for shift, state in zip(coming, states, strict=False):
        SignUp.objects.create(shift=shift, volunteer=volunteer, state=state)
    for n in range(min(shifts, 3)):
        walked(campaign, volunteer, days=5 + n)
    client.force_login(volunteer)
    for name in ("insight:home", "insight:so-far"):
        client.get(reverse(name))
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(reverse(name))


def test_the_home_reads_two_cards_after_itself(client, volunteer):
    assert 'hx-get="/outcomes/home/so-far/"' in text_of(client, volunteer)
    cards = client.get(reverse("insight:so-far"), headers={"hx-request": "true", "accept-language": "en"})
    assert "<html" not in cards.content.decode()
    assert "put nothing here yet" in cards.content.decode()
