"""A session: made at signing in, known to the server alone, ended for good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.factories import make_organisation, make_user
from tests.volunteers.people.signing_in import is_in, set_up_app, sign_in

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


@pytest.fixture
def user():
    return make_user(role="admin", organisation=make_organisation(), email="samira@example.org")


def with_cookie(key: str) -> Client:
    client = Client()
    client.cookies[COOKIE] = key
    return client


def test_signing_in_gives_a_new_key_and_ends_the_one_before(client, user):
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies[COOKIE] = before
    sign_in(client, user)
    keys = [client.cookies[COOKIE].value]
    assert is_in(client)
    assert before not in keys
    assert not Session.objects.filter(pk=before).exists()
    client.post(reverse("account_logout"))
    sign_in(client, user)
    keys.append(client.cookies[COOKIE].value)
    # 32 of 36 letters are 165 bits.
    assert [len(key) for key in keys] == [32, 32]
    assert len(set(keys)) == 2


def test_the_server_decides_who_a_cookie_is(client, user):
    sign_in(client, user)
    key = client.cookies[COOKIE].value
    assert is_in(with_cookie(key))
    for wrong in (key[:-1], key[:-1] + ("a" if key[-1] != "a" else "b"), "a" * 32, ""):
        assert not is_in(with_cookie(wrong))
    Session.objects.all().delete()
    assert not is_in(with_cookie(key))


def test_after_signing_out_the_old_cookie_opens_nothing(client, user):
    sign_in(client, user)
    key = client.cookies[COOKIE].value
    client.post(reverse("account_logout"))
    assert not is_in(with_cookie(key))
    assert not Session.objects.filter(pk=key).exists()


def test_looking_at_the_page_to_sign_out_signs_nobody_out(client, user):
    sign_in(client, user)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)


def test_a_closed_account_is_out_at_once(client, user):
    sign_in(client, user)
    user.is_active = False
    user.save()
    assert not is_in(client)


def test_a_session_ends_after_thirty_days_however_busy_it_is(client, user):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        sign_in(client, user)
        for day in range(29):
            clock.shift(timedelta(days=1))
            session = client.session
            session["busy"] = day
            session.save()
            assert is_in(client)
        clock.shift(timedelta(days=1, seconds=1))
        assert not is_in(client)


def test_one_sees_where_one_is_signed_in_and_signs_out_everywhere_else(client, user):
    other = Client(headers={"user-agent": "Another phone"})
    for browser in (client, other):
        sign_in(browser, user)
        assert is_in(browser)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Another phone" in page
    client.post(reverse("usersessions_list"))
    assert is_in(client)
    assert not is_in(other)


def test_every_page_of_who_is_signed_in_has_the_way_out(client, user):
    client.force_login(user)
    organisation = user.memberships.get().organisation
    pages = [
        reverse("people:profile"),
        reverse("people:members", args=[organisation.slug]),
        reverse("shifts:index"),
        reverse("usersessions_list"),
    ]
    for page in pages:
        html = client.get(page, follow=True).content.decode()
        assert f'action="{reverse("account_logout")}"' in html, page


def test_an_operator_ends_the_sessions_of_one_person(client, user, capsys):
    other = Client()
    sign_in(client, user)
    sign_in(other, make_user(email="nour@example.org"))
    call_command("sign_out", "Samira@example.org ")
    assert "1 sessions ended." in capsys.readouterr().out
    assert not is_in(client)
    assert is_in(other)
    call_command("sign_out", "--everybody")
    assert not is_in(other)


def test_an_operator_takes_a_lost_second_step_away(client, user):
    set_up_app(user)
    other = make_user(email="nour@example.org")
    set_up_app(other)
    call_command("sign_out", user.email, "--forget-second-step")
    assert {row.user for row in Authenticator.objects.all()} == {other}
    with pytest.raises(CommandError):
        call_command("sign_out", "--everybody", "--forget-second-step")
    with pytest.raises(CommandError, match="Nobody"):
        call_command("sign_out", "nobody@example.org")
