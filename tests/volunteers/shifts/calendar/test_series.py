from __future__ import annotations

from datetime import date, time

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_campaign, make_organisation, make_user
from volunteers.people.models import Message
from volunteers.shifts import signups
from volunteers.shifts.calendar import series
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import Shift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
# A Tuesday; the clock goes back on 25 October.
NOW = "2026-10-12T12:00+02:00"
TUESDAYS = [date(2026, 10, 13), date(2026, 10, 20), date(2026, 10, 27), date(2026, 11, 3)]
TERMS = {"meeting_place": "Buurthuis", "places": 4, "safety_phone": "0612345678"}
EVENING = {"starts": time(18, 30), "ends": time(21)}


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def coordinator(client):
    user = make_user(role="coordinator", organisation=make_organisation())
    client.force_login(user)
    return user


@pytest.fixture
def campaign(coordinator):
    return make_campaign(organisation=coordinator.memberships.get().organisation, ends_on=date(2026, 11, 5))


@pytest.fixture
def shifts(campaign):
    return series.plan_series(campaign=campaign, days=TUESDAYS, every_weeks=1, **EVENING, **TERMS)


def walls(shifts):
    """When the shifts start by the clock on the wall."""
    found = Shift.objects.filter(pk__in=[shift.pk for shift in shifts]).order_by("pk")
    return [f"{timezone.localtime(shift.starts_at):%m-%d %H:%M}" for shift in found]


def test_the_clock_going_back_does_not_move_a_series(shifts):
    assert walls(shifts) == ["10-13 18:30", "10-20 18:30", "10-27 18:30", "11-03 18:30"]
    assert {shift.series_id for shift in shifts} == {shifts[0].series_id}


def test_this_one_and_the_following_move_together_to_another_day_and_time(shifts):
    series.change_following(
        shift=shifts[1], day=date(2026, 10, 21), starts=time(19), ends=time(21, 30), **TERMS | {"meeting_place": "Kerk"}
    )
    assert walls(shifts) == ["10-13 18:30", "10-21 19:00", "10-28 19:00", "11-04 19:00"]
    places = Shift.objects.order_by("starts_at").values_list("meeting_place", flat=True)
    assert list(places) == ["Buurthuis", "Kerk", "Kerk", "Kerk"]


def test_one_shift_that_is_too_full_stops_the_whole_change_and_is_named(shifts):
    for _ in range(3):
        signups.sign_up(shift=shifts[2], volunteer=make_user(), now=timezone.now())
    with pytest.raises(ShiftError, match="27 October: 3 people"):
        series.change_following(shift=shifts[0], day=TUESDAYS[0], **EVENING, **TERMS | {"places": 2})
    assert set(Shift.objects.values_list("places", flat=True)) == {4}


def test_cancelling_the_following_leaves_the_earlier_and_tells_each_of_their_people(shifts, coordinator):
    rows = [signups.sign_up(shift=shift, volunteer=make_user(), now=timezone.now()) for shift in shifts]
    assert series.cancel_following(shift=shifts[2], by=coordinator) == 2
    assert [shift.state for shift in Shift.objects.order_by("starts_at")] == ["planned"] * 2 + ["cancelled"] * 2
    told = Message.objects.filter(kind="shift-cancelled").values_list("recipient", flat=True)
    assert set(told) == {rows[2].volunteer_id, rows[3].volunteer_id}


def test_a_cancelled_shift_of_the_series_stays_as_it_was(shifts, coordinator):
    series.cancel_following(shift=shifts[3], by=coordinator)
    assert series.change_following(shift=shifts[0], day=TUESDAYS[0], starts=time(17), ends=time(20), **TERMS) == 3
    assert walls(shifts)[3] == "11-03 18:30"


def posted(**kwargs):
    return {
        "day": "2026-10-13",
        "starts": "18:30",
        "ends": "21:00",
        "meeting_place": "Buurthuis",
        "places": "4",
        "safety_phone": "0612345678",
    } | kwargs


@pytest.mark.parametrize(
    ("data", "count"),
    [
        ({}, 1),
        ({"repeat": "1"}, 4),  # until the campaign ends
        ({"repeat": "2"}, 2),
        ({"repeat": "1", "times_in_all": "10"}, 10),
        ({"repeat": "1", "until": "2026-10-27"}, 3),
        ({"repeat": "chosen", "other_days": "24-10-2026\n2026-11-01, 24/10/2026"}, 3),
    ],
)
def test_the_form_makes_so_many(client, campaign, data, count):
    answer = client.post(reverse("shifts:new", args=[campaign.pk]), posted(**data))
    assert answer.status_code == 302
    assert Shift.objects.count() == count


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"repeat": "chosen"}, "Write the other dates"),
        ({"repeat": "chosen", "other_days": "31-02-2026"}, "31-02-2026” is no date"),
        ({"repeat": "1", "until": "2026-10-13"}, "not after the first day"),
        ({"ends": "18:00"}, "ends before it starts"),
        ({"meeting_place": ""}, "write where people meet"),
        ({"places": ""}, "how many places there are"),
    ],
)
def test_the_form_says_what_is_wrong_and_makes_nothing(client, campaign, data, words):
    answer = client.post(reverse("shifts:new", args=[campaign.pk]), posted(**data))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Shift.objects.exists()


def test_places_follow_from_the_people_that_are_wanted(client, campaign):
    client.post(reverse("shifts:new", args=[campaign.pk]), posted(places="", wanted="8"))
    assert (Shift.objects.get().wanted, Shift.objects.get().places) == (8, 16)


def test_the_page_to_change_asks_about_the_following_only_where_there_are_some(client, shifts):
    first, last = (client.get(reverse("shifts:edit", args=[shifts[n].pk])).content.decode() for n in (0, 3))
    assert "all that follow in the series" in first
    assert "all that follow in the series" not in last


def test_change_and_cancel_of_all_following_by_the_pages(client, shifts):
    later = posted(starts="19:00", ends="21:30", reach="following", day="2026-10-20")
    assert client.post(reverse("shifts:edit", args=[shifts[1].pk]), later).status_code == 302
    assert walls(shifts) == ["10-13 18:30", "10-20 19:00", "10-27 19:00", "11-03 19:00"]
    client.post(reverse("shifts:cancel", args=[shifts[2].pk]), {"reason": "", "all_following": "on"})
    assert Shift.objects.filter(state="cancelled").count() == 2


def test_the_calendar_starts_empty_and_shows_the_series_afterwards(client, campaign, coordinator):
    address = reverse("shifts:calendar")
    assert "This month is still empty." in client.get(address).content.decode()
    html = client.get(client.post(reverse("shifts:new", args=[campaign.pk]), posted(repeat="1")).url).content.decode()
    assert "3 shifts in October 2026" in html
    assert "Tuesday 20 October" in html


def test_a_member_below_an_umbrella_stays_out_of_its_neighbours_form(client):
    other = make_campaign()
    client.force_login(make_user(role="coordinator", organisation=make_organisation()))
    assert client.post(reverse("shifts:new", args=[other.pk]), posted()).status_code == 404
