"""The way in, by the library's real pages: how long a code lives, how often it may be tried, and whose it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account import app_settings as limits
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.volunteers.people.signing_in import app_code, ask_code, give_code, is_in, other_than, set_up_app, sign_in
from volunteers.people.joining import newcomers

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 10, 12, 0, 5, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


@pytest.fixture
def user():
    return make_user(email="samira@example.org")


@pytest.mark.parametrize(("late", "inside"), [(timedelta(0), True), (timedelta(seconds=1), False)])
def test_a_mailed_code_works_for_ten_minutes(client, user, late, inside):
    with time_machine.travel(NOON, tick=False) as clock:
        code = ask_code(client, user.email)
        clock.shift(TEN_MINUTES + late)
        give_code(client, code)
        assert is_in(client) is inside
    assert newcomers.CODE_LASTS == TEN_MINUTES


def test_a_mailed_code_works_once(client, user):
    code = ask_code(client, user.email)
    give_code(client, code)
    assert is_in(client)
    client.post(reverse("account_logout"))
    give_code(client, code)
    assert not is_in(client)


def test_a_mailed_code_works_in_the_browser_that_asked_only(client, user):
    code = ask_code(client, user.email)
    other = Client()
    give_code(other, code)
    assert not is_in(other)
    ask_code(other, make_user(email="nour@example.org").email)
    give_code(other, code)
    assert not is_in(other)
    give_code(client, code)
    assert is_in(client)


def test_three_wrong_codes_end_it_also_for_the_right_one(client, user):
    code = ask_code(client, user.email)
    for _ in range(limits.LOGIN_BY_CODE_MAX_ATTEMPTS):
        give_code(client, other_than(code))
    give_code(client, code)
    assert not is_in(client)
    assert limits.LOGIN_BY_CODE_MAX_ATTEMPTS == 3


def test_codes_are_mailed_three_times_a_minute_to_one_address(client, user, mailoutbox):
    for _ in range(3):
        ask_code(Client(), user.email)
    refused = client.post(reverse("account_request_login_code"), {"email": user.email})
    assert refused.status_code == 200, "the form, and what is wrong"
    assert len(mailoutbox) == 3
    ask_code(Client(), make_user(email="nour@example.org").email)


def test_a_stranger_reads_the_same_and_gets_no_code(user, mailoutbox):
    answers = [
        Client().post(reverse("account_request_login_code"), {"email": email})
        for email in (user.email, "x@example.org")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, reverse("account_confirm_login_code"))
    }
    assert [mail.to for mail in mailoutbox] == [[user.email]]


def test_codes_have_six_digits_and_do_not_follow_each_other(client):
    codes = {ask_code(Client(), make_user(email=f"p{n}@example.org").email) for n in range(8)}
    assert {len(code) for code in codes} == {6}
    assert len(codes) > 6


def test_who_has_a_second_step_is_not_in_before_it(client, user):
    secret = set_up_app(user)
    answer = sign_in(client, user)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    assert is_in(client)


def test_a_code_of_the_app_works_for_its_half_minute_and_once(client, user):
    with time_machine.travel(NOON, tick=False):
        secret = set_up_app(user)
        sign_in(client, user)
        client.post(reverse("mfa_authenticate"), {"code": app_code(secret, steps_ago=1)})
        assert not is_in(client)
        client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
        assert is_in(client)
        other = Client()
        sign_in(other, user)
        other.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
        assert not is_in(other)


def test_a_recovery_code_works_once(user):
    set_up_app(user)
    codes = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()
    assert {len(code) for code in codes} == {8}
    for inside in (True, False):
        client = Client()
        sign_in(client, user)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_in(client) is inside


def test_five_wrong_codes_of_the_app_make_one_wait(client, user):
    secret = set_up_app(user)
    sign_in(client, user)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": other_than(app_code(secret))})
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    assert not is_in(client)


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_after_signing_in_one_stays_here(client, user, where):
    code = ask_code(client, user.email)
    answer = client.post(reverse("account_confirm_login_code"), {"code": code, "next": where})
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith("//")
    assert client.post(reverse("set_language"), {"language": "en", "next": where})["Location"] == "/"


def test_who_changes_addresses_or_the_app_shows_again_who_they_are(client, user):
    secret = set_up_app(user)
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, user)
        client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
        EmailAddress.objects.create(user=user, email="new@example.org", verified=True)
        other = {"email": "new@example.org", "action_primary": ""}
        for name, data in (("account_email", other), ("mfa_deactivate_totp", {}), ("mfa_generate_recovery_codes", {})):
            answer = client.post(reverse(name), data)
            assert answer["Location"].startswith(reverse("mfa_reauthenticate")), name
        user.refresh_from_db()
        assert user.email == "samira@example.org"
        clock.shift(31)
        client.post(reverse("mfa_reauthenticate"), {"code": app_code(secret)})
        client.post(reverse("account_email"), other)
        user.refresh_from_db()
        assert user.email == "new@example.org"
        assert (
            client.post(reverse("account_email"), {"email": "third@example.org", "action_add": ""}).status_code == 200
        )
        assert not EmailAddress.objects.filter(email="third@example.org").exists()
