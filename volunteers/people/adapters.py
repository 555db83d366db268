"""How allauth behaves here: no open sign-up, and second-factor secrets sealed."""

from __future__ import annotations

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

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


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), name=TOTP_KEY)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), name=TOTP_KEY).decode()
