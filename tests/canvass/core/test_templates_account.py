"""The sign-in pages, drawn through the real views."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from volunteers.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user(email="samira@example.org")


@pytest.fixture
def signed_in(client: Client, user: User) -> Client:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, path: str) -> str:
    response = client.get(path, headers={"accept-language": "en"})
    assert response.status_code == 200
    html = response.content.decode()
    assert html.count("<h1") == 1
    assert re.search(r'class="plate"', html)
    return html


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/login/code/"])
def test_sign_in_asks_for_the_address_only(client: Client, path: str) -> None:
    html = page(client, path)
    assert "password" not in re.sub(r"You need no password", "", html).lower()
    assert 'type="email"' in html


def test_code_by_mail_leads_in(client: Client, user: User, settings: object) -> None:
    client.post("/accounts/login/code/", {"email": user.email}, headers={"accept-language": "en"})
    assert len(mail.outbox) == 1
    code = re.search(r"^\s{4}(\S+)$", mail.outbox[0].body, flags=re.M)
    assert code is not None
    html = page(client, "/accounts/login/code/confirm/")
    assert 'autocomplete="one-time-code"' in html
    assert user.email in html
    wrong = client.post("/accounts/login/code/confirm/", {"code": "nothing"}).content.decode()
    assert "data-error-summary" in wrong
    client.post("/accounts/login/code/confirm/", {"code": code[1]})
    assert client.session.get("_auth_user_id") == str(user.pk)


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/logout/",
        "/accounts/email/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/sessions/",
    ],
)
def test_account_page_is_drawn_in_our_frame(signed_in: Client, path: str) -> None:
    assert 'class="narrow stack"' in page(signed_in, path)


def test_stranger_is_told_to_ask_for_an_invitation(client: Client) -> None:
    assert "by invitation" in page(client, "/accounts/signup/")
