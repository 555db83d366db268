"""Feeds are read back by the icalendar library, as a calendar app would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tests.factories import make_campaign, make_organisation, make_shift, make_user
from volunteers.people.models import Membership
from volunteers.shifts import planning, signups
from volunteers.shifts.calendar.feeds import feed_link, new_feed
from volunteers.shifts.models import MeetingPlace

pytestmark = pytest.mark.django_db
SUMMER = datetime(2026, 10, 20, 16, 30, tzinfo=UTC)
WINTER = datetime(2026, 10, 27, 17, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel("2026-10-12T12:00+02:00", tick=False):
        yield


@pytest.fixture
def volunteer():
    return make_user(role="volunteer", organisation=make_organisation(), name="Samira", language="en")


@pytest.fixture
def campaign(volunteer):
    return make_campaign(organisation=volunteer.memberships.get().organisation, name="Een eerlijk huis")


def fetched(client, feed):
    answer = client.get("/" + feed_link(feed).split("/", 3)[3])
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    assert not calendar.errors
    return calendar, [event for event in calendar.events if not event.errors]


def test_own_shifts_with_their_zone_on_both_sides_of_the_clock(client, volunteer, campaign):
    for start in (SUMMER, WINTER):
        shift = make_shift(campaign=campaign, starts_at=start)
        signups.sign_up(shift=shift, volunteer=volunteer, now=timezone.now())
    make_shift(campaign=campaign, starts_at=WINTER)  # not theirs
    calendar, events = fetched(client, new_feed(owner=volunteer, campaign=None))
    assert [str(event["DTSTART"].params["TZID"]) for event in events] == ["Europe/Amsterdam"] * 2
    assert [event.start.astimezone(UTC) for event in events] == [SUMMER, WINTER]
    assert [event.start.hour for event in events] == [18, 18]
    [zone] = calendar.timezones
    assert zone["TZID"] == "Europe/Amsterdam"
    assert {part["TZOFFSETTO"].td for part in zone.subcomponents} >= {timedelta(hours=1), timedelta(hours=2)}
    assert not calendar.get_missing_tzids()
    assert len({str(event["UID"]) for event in events}) == 2
    assert {str(event["STATUS"]) for event in events} == {"CONFIRMED"}


def test_a_cancelled_shift_stays_as_cancelled_and_waiting_is_tentative(client, volunteer, campaign):
    off = make_shift(campaign=campaign, starts_at=SUMMER)
    full = make_shift(campaign=campaign, starts_at=WINTER, places=1)
    signups.sign_up(shift=off, volunteer=volunteer, now=timezone.now())
    signups.sign_up(shift=full, volunteer=make_user(), now=timezone.now())
    signups.sign_up(shift=full, volunteer=volunteer, now=timezone.now())
    planning.cancel_shift(shift=off, by=make_user())
    _calendar, events = fetched(client, new_feed(owner=volunteer, campaign=None))
    assert [str(event["STATUS"]) for event in events] == ["CANCELLED", "TENTATIVE"]
    assert [str(event["TRANSP"]) for event in events] == ["TRANSPARENT", "TRANSPARENT"]
    assert str(events[0]["SUMMARY"]) == "Cancelled: Een eerlijk huis"


def test_a_campaign_with_a_place_on_the_map(client, volunteer, campaign):
    place = MeetingPlace.objects.create(
        organisation=campaign.organisation,
        name="De Kom",
        point=Point(5.39, 52.15, srid=4326),
        how_to_find="Ring; twice",
    )
    make_shift(campaign=campaign, starts_at=SUMMER, place=place, meeting_place="De Kom, hall 2")
    make_shift(starts_at=SUMMER)  # another campaign
    calendar, [event] = fetched(client, new_feed(owner=volunteer, campaign=campaign))
    assert str(event["LOCATION"]) == "De Kom, hall 2"
    assert event["GEO"].to_ical() == "52.15;5.39"
    assert str(event["DESCRIPTION"]).startswith("Ring; twice\n")
    assert "Een eerlijk huis" in str(calendar["X-WR-CALNAME"])
    assert "Samira" not in calendar.to_ical().decode()


def test_an_empty_feed_is_a_calendar_too(client, volunteer):
    assert fetched(client, new_feed(owner=volunteer, campaign=None))[1] == []


def test_a_new_address_ends_the_old_one_and_ending_ends_it(client, volunteer):
    client.force_login(volunteer)
    old = feed_link(new_feed(owner=volunteer, campaign=None))
    client.post(reverse("shifts:make-feed"))
    feed = volunteer.calendar_feeds.get()
    assert feed_link(feed) in client.get(reverse("shifts:feeds")).content.decode()
    client.post(reverse("shifts:revoke-feed", args=[feed.pk]))
    client.logout()
    for link in (old, feed_link(feed), feed_link(feed)[:-6] + "x.ics"):
        assert client.get("/" + link.split("/", 3)[3]).status_code == 404


def test_who_left_the_organisation_reads_nothing_of_it_any_more(client, volunteer, campaign):
    make_shift(campaign=campaign, starts_at=SUMMER)
    feed = new_feed(owner=volunteer, campaign=campaign)
    assert len(fetched(client, feed)[1]) == 1
    Membership.objects.all().delete()
    assert fetched(client, feed)[1] == []


def test_a_feed_of_a_strangers_campaign_is_not_made(client, volunteer):
    client.force_login(volunteer)
    other = make_campaign()
    assert client.post(reverse("shifts:make-feed"), {"campaign": other.pk}).status_code == 404
    assert client.post(reverse("shifts:make-feed"), {"campaign": "x"}).status_code == 404


def test_a_feed_costs_the_same_for_one_and_for_forty(client, volunteer, campaign, django_assert_max_num_queries):
    feed = new_feed(owner=volunteer, campaign=campaign)
    for _ in range(40):
        make_shift(campaign=campaign, starts_at=SUMMER)
    with django_assert_max_num_queries(8):
        assert len(fetched(client, feed)[1]) == 40
