"""How allauth behaves here: no open sign-up, and second-factor secrets sealed."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from canvass.core.keyring.ring import seal, unseal
from volunteers.people.models import User
from volunteers.people.reach import widen

TOTP_KEY = "second factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by invitation; a stranger's sign-up would be an account without an organisation."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """After the code and the second factor."""
        widen(request.session)
        super().login(request, user)
        # A moment, not a time of rest: however busy the session, it ends.
        request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who changes how they sign in, their addresses included, shows again that it is them (with a second step)."""
        return True


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), name=TOTP_KEY)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), name=TOTP_KEY).decode()
