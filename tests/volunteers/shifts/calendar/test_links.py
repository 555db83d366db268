from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_campaign, make_organisation, make_shift, make_user
from volunteers.people.models import Membership, Message
from volunteers.people.signed_links import read, sign
from volunteers.shifts import planning, signups
from volunteers.shifts.calendar.links import LASTS, join_link, leave_link, who_leaves
from volunteers.shifts.models import DuoMember, SignUp

DAY = timedelta(days=1)


def test_a_token_is_for_one_purpose_and_ends():
    token = sign("one", 3, "x")
    assert read("one", token) == (3, "x")
    assert read("another", token) is None
    assert read("one", token[:-1]) is None
    with time_machine.travel(timezone.now() + 2 * DAY, tick=False):
        assert read("one", token, DAY) is None
        assert read("one", token, 3 * DAY) == (3, "x")


@pytest.fixture
def volunteer(db):
    return make_user(role="volunteer", organisation=make_organisation(), name="Samira Haddou")


@pytest.fixture
def shift(volunteer):
    campaign = make_campaign(organisation=volunteer.memberships.get().organisation)
    return make_shift(campaign=campaign, starts_at=timezone.now() + 3 * DAY, places=1)


def path(link):
    return "/" + link.split("/", 3)[3]


def state(shift, volunteer):
    return SignUp.objects.filter(shift=shift, volunteer=volunteer).values_list("state", flat=True).first()


def page(client, link, status=200, method="get"):
    answer = getattr(client, method)(path(link), headers={"accept-language": "en"})
    assert answer.status_code == status
    return answer.content.decode()


def test_looking_changes_nothing_and_one_tap_signs_up_without_signing_in(client, shift, volunteer):
    link = join_link(shift, volunteer)
    html = page(client, link)
    assert "Are you coming, Samira?" in html
    assert html.count('<button class="btn btn-main') == 1
    assert state(shift, volunteer) is None
    page(client, link, 302, "post")
    assert state(shift, volunteer) == "going"
    assert "You are going, Samira" in page(client, link)
    assert "_auth_user_id" not in client.session
    # The mail to keep has the way back in it, and a second tap sends no second one.
    page(client, link, 302, "post")
    told = Message.objects.get(kind="sign-up-confirmed", recipient=volunteer)
    [token] = re.findall(r"/shifts/links/leave/([^/]+)/", told.body_text)
    assert who_leaves(token) == SignUp.objects.get()


def test_where_every_place_is_taken_the_button_says_so(client, shift, volunteer):
    signups.sign_up(shift=shift, volunteer=make_user(), now=timezone.now())
    assert "Put me on the waiting list" in page(client, join_link(shift, volunteer))
    page(client, join_link(shift, volunteer), 302, "post")
    assert state(shift, volunteer) == "waiting"


def test_one_tap_gives_this_place_back_and_no_later_one(client, shift, volunteer):
    link = leave_link(signups.sign_up(shift=shift, volunteer=volunteer, now=timezone.now()))
    assert "I cannot come after all" in page(client, link)
    page(client, link, 302, "post")
    assert state(shift, volunteer) == "cancelled"
    assert "Your place is free again" in page(client, link)
    signups.sign_up(shift=shift, volunteer=volunteer, now=timezone.now())
    page(client, link, 410, "post")
    assert state(shift, volunteer) == "going"


def test_who_has_a_route_hears_why_not(client, shift, volunteer, monkeypatch):
    link = leave_link(signups.sign_up(shift=shift, volunteer=volunteer, now=timezone.now()))
    monkeypatch.setattr(DuoMember.objects, "filter", lambda **_kwargs: _Always())
    assert "You have a route already." in page(client, link, 409, "post")


class _Always:
    def filter(self, **_kwargs):
        return [object()]


@pytest.mark.parametrize("end", ["membership", "account", "age", "tampered"])
def test_a_link_that_is_over_says_so(client, shift, volunteer, end):
    link, moment = join_link(shift, volunteer), timezone.now()
    if end == "membership":
        Membership.objects.all().delete()
    elif end == "account":
        type(volunteer).objects.update(is_active=False)
    elif end == "age":
        moment += LASTS + DAY
    else:
        link = link[:-3] + "xy/"
    with time_machine.travel(moment, tick=False):
        assert "This link no longer works" in page(client, link, 410, "post")
    assert state(shift, volunteer) is None


def test_a_cancelled_shift_offers_nothing(client, shift, volunteer):
    planning.cancel_shift(shift=shift, by=volunteer)
    html = page(client, join_link(shift, volunteer))
    assert "This shift was cancelled" in html
    assert '<form method="post"><button' not in html
    page(client, join_link(shift, volunteer), 409, "post")


def test_the_list_takes_one_back_to_where_one_was_and_never_elsewhere(client, shift, volunteer):
    client.force_login(volunteer)
    address = reverse("shifts:sign-up", args=[shift.pk])
    assert client.post(address, {"next": "/shifts/?part=evening"}).url == "/shifts/?part=evening"
    for evil in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        assert client.post(address, {"next": evil}).url == reverse("shifts:detail", args=[shift.pk])
