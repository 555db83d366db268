"""Somebody else asks for codes in my name, from ever other networks: they come no further, and I still come in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.volunteers.people.signing_in import ask_code, give_code, is_in, sign_in
from volunteers.people.models import CodesAsked
from volunteers.people.signing_in.known_browser import MOST_PEOPLE, _people
from volunteers.people.signing_in.limits import IN_A_DAY, IN_AN_HOUR, forget_asked, note_asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MORNING = datetime(2026, 3, 10, 6, 0, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nobody_tried_before(settings):
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as travelling:
        yield travelling


@pytest.fixture
def user():
    return make_user(email="samira@example.org")


def ask_from_elsewhere(number, email="samira@example.org"):
    network = {"HTTP_X_FORWARDED_FOR": f"10.{number // 250}.{number % 250}.1"}
    return Client(**network).post(reverse("account_request_login_code"), {"email": email})


def besiege(clock, mailoutbox, asks=50):
    """A minute apart, so that the library's own limit per minute does not speak; all within an hour of the clock."""
    for number in range(asks):
        clock.shift(timedelta(minutes=1))
        ask_from_elsewhere(number)
    return len(mailoutbox)


def test_codes_for_one_address_are_few_whatever_the_network(user, clock, mailoutbox):
    assert besiege(clock, mailoutbox) == IN_AN_HOUR
    cache.clear()
    refused = ask_from_elsewhere(99)
    assert "Try again in an hour" in refused.content.decode()
    assert len(mailoutbox) == IN_AN_HOUR


def test_a_day_of_asking_gives_few_tries(user, clock, mailoutbox):
    besiege(clock, mailoutbox, asks=6 * 60)
    assert len(mailoutbox) == IN_A_DAY


def test_in_a_browser_that_knows_me_i_come_in_all_the_same(user, clock, mailoutbox):
    mine = Client()
    sign_in(mine, user)
    mine.post(reverse("account_logout"))
    besiege(clock, mailoutbox)
    sign_in(mine, user)
    assert is_in(mine)
    new = Client().post(reverse("account_request_login_code"), {"email": user.email})
    assert new.status_code == 200, "a browser that nobody knows waits"
    clock.shift(timedelta(days=1))
    other = Client()
    sign_in(other, user)
    assert is_in(other)


def test_a_browser_knows_who_signed_in_there_and_nobody_else(user, clock, mailoutbox):
    theirs, other = Client(), make_user(email="nour@example.org")
    sign_in(theirs, other)
    theirs.post(reverse("account_logout"))
    besiege(clock, mailoutbox)
    assert theirs.post(reverse("account_request_login_code"), {"email": user.email}).status_code == 200
    sign_in(theirs, other)
    assert is_in(theirs)


def test_a_browser_remembers_a_family_and_no_more(clock, rf):
    client = Client()
    family = [make_user() for _ in range(MOST_PEOPLE + 1)]
    for person in [*family, family[1]]:
        clock.shift(timedelta(minutes=2))
        sign_in(client, person)
        client.post(reverse("account_logout"))
    request = rf.get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    assert _people(request) == [family[1].pk, *[person.pk for person in reversed(family[2:])]]


def test_a_cookie_that_somebody_made_up_knows_nobody(user, clock, mailoutbox):
    besiege(clock, mailoutbox)
    client = Client()
    client.cookies["known-browser"] = f"[{user.pk}]"
    assert client.post(reverse("account_request_login_code"), {"email": user.email}).status_code == 200


def test_an_address_that_nobody_has_is_refused_like_any_other(user, clock):
    def answers(email):
        found = [ask_from_elsewhere(number, email) for number in range(2 * IN_AN_HOUR) if not clock.shift(61)]
        return [(answer.status_code, answer.get("Location")) for answer in found]

    assert answers(user.email) == answers("nobody@example.org")


def test_counts_hold_no_address_and_go_after_two_days(clock):
    assert note_asked(email="A@example.org ", known_browser_of=None, now=MORNING)
    assert note_asked(email="a@example.org", known_browser_of=None, now=MORNING)
    assert sorted(CodesAsked.objects.values_list("asked", flat=True)) == [2, 2]
    assert all(b"example" not in bytes(row.bucket) for row in CodesAsked.objects.all())
    assert forget_asked(now=MORNING + timedelta(days=1)) == 0
    assert forget_asked(now=MORNING + timedelta(days=3)) == 2


def test_the_right_code_is_still_the_right_code(user):
    client = Client()
    give_code(client, ask_code(client, user.email))
    assert is_in(client)
