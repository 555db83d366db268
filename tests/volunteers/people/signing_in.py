"""Signing in as people do: with the code from the mail, and with the app's code where there is a second step."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from volunteers.people.models import User

PERIOD = 30


def ask_code(client: Client, email: str) -> str:
    answer = client.post(reverse("account_request_login_code"), {"email": email})
    assert answer.status_code == 302, answer.status_code
    return re.findall(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def give_code(client: Client, code: str) -> Any:
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def sign_in(client: Client, user: User) -> Any:
    return give_code(client, ask_code(client, user.email))


def is_in(client: Client) -> bool:
    """Asked of a page, not of the cookie."""
    answer: HttpResponse = client.get(reverse("people:profile"))
    return answer.status_code == 200


def other_than(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def set_up_app(user: User) -> str:
    """A second step for this person; the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def app_code(secret: str, *, steps_ago: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD - steps_ago))
