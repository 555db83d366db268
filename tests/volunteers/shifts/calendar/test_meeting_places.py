from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_campaign, make_organisation, make_shift, make_user
from volunteers.shifts.calendar.showing_up import show_up_of
from volunteers.shifts.models import MeetingPlace, Shift, SignUp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = timedelta(days=1)
FACTS = {
    "name": "De Kom",
    "latitude": "52.150001",
    "longitude": "5.390002",
    "how_to_find": "Ring twice",
    "accessible": "yes",
    "covered": "no",
    "toilets": "",
}


@pytest.fixture
def organisation(client):
    organisation = make_organisation()
    client.force_login(make_user(role="coordinator", organisation=organisation))
    return organisation


@pytest.fixture
def place(client, organisation):
    assert client.post(reverse("shifts:new-place", args=[organisation.slug]), FACTS).status_code == 302
    return MeetingPlace.objects.get()


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_an_empty_list_says_what_to_do(client, organisation):
    assert "No meeting place is on the map yet" in page(client, "shifts:places", organisation.slug)


def test_what_nobody_looked_at_stays_unknown(client, organisation, place):
    assert (place.accessible, place.covered, place.toilets) == (True, False, None)
    assert (round(place.point.y, 6), round(place.point.x, 6)) == (52.150001, 5.390002)
    text = page(client, "shifts:places", organisation.slug)
    assert "without steps" in text
    assert "not dry when it rains" in text
    assert "toilets" not in text


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_form_gives_back_what_was_saved_also_where_a_comma_is_the_point(client, place, language):
    client.cookies["django_language"] = language
    answer = client.get(reverse("shifts:edit-place", args=[place.pk]))
    assert 'value="52.150001"' in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"latitude": ""}, "Choose the point on the map."),
        ({"latitude": "99"}, "less than or equal to 85"),
        ({"how_to_find": "x" * 161}, "at most 160"),
        ({"name": "DE KOM"}, "a meeting place of this name already"),
    ],
)
def test_what_is_wrong_is_said(client, organisation, place, change, words):
    answer = client.post(reverse("shifts:new-place", args=[organisation.slug]), FACTS | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_shift_form_offers_own_places_only_and_takes_the_name(client, organisation, place):
    campaign = make_campaign(organisation=organisation)
    other = MeetingPlace.objects.create(organisation=make_organisation(), name="De Punt", point=place.point)
    address = reverse("shifts:new", args=[campaign.pk])
    text = client.get(address).content.decode()
    assert "De Kom" in text
    assert "De Punt" not in text
    data = {"day": "2030-01-08", "starts": "18:30", "ends": "21:00", "places": 4, "safety_phone": "112"}
    assert client.post(address, data | {"place": other.pk}).status_code == 422
    assert client.post(address, data | {"place": place.pk}).status_code == 302
    shift = Shift.objects.get()
    assert (shift.place, shift.meeting_place) == (place, "De Kom")
    text = page(client, "shifts:detail", shift.pk)
    assert "Ring twice" in text
    assert "geo:52.150001,5.390002" in text


def test_a_new_name_goes_to_shifts_to_come_and_a_removed_place_leaves_its_words(client, organisation, place):
    campaign = make_campaign(organisation=organisation)
    past, coming = (
        make_shift(campaign=campaign, starts_at=timezone.now() + days, place=place, meeting_place="De Kom")
        for days in (-DAY, DAY)
    )
    client.post(reverse("shifts:edit-place", args=[place.pk]), FACTS | {"name": "De Nieuwe Kom"})
    names = dict(Shift.objects.values_list("pk", "meeting_place"))
    assert names == {past.pk: "De Kom", coming.pk: "De Nieuwe Kom"}
    client.post(reverse("shifts:remove-place", args=[place.pk]))
    coming.refresh_from_db()
    assert (coming.place, coming.meeting_place) == (None, "De Nieuwe Kom")


def test_the_list_costs_the_same_for_many(client, organisation, place, django_assert_max_num_queries):
    for n in range(60):
        MeetingPlace.objects.create(organisation=organisation, name=f"P{n}", point=place.point)
    with django_assert_max_num_queries(12):
        assert "has 61 meeting places" in page(client, "shifts:places", organisation.slug)


def test_own_figures_of_showing_up_count_where_somebody_called_the_roll(organisation):
    campaign, now = make_campaign(organisation=organisation), timezone.now()
    called, silent, coming = (
        make_shift(campaign=campaign, starts_at=now - DAY, state="opened"),
        make_shift(campaign=campaign, starts_at=now - DAY, state="opened"),
        make_shift(campaign=campaign, starts_at=now + DAY),
    )
    for shift in (called, silent, coming):
        for n in range(3):
            here = now if shift == called and n < 2 else None
            SignUp.objects.create(shift=shift, volunteer=make_user(), checked_in_at=here)
    SignUp.objects.create(shift=called, volunteer=make_user(), state="cancelled")
    found = show_up_of(organisation)
    assert (found.signed_up, found.came) == (3, 2)
    assert show_up_of(make_organisation()).percent == 50
