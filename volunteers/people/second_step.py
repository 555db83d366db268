"""Whether somebody proved twice who they are: with the code by mail, and with an app or a recovery code."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from volunteers.people.models import User


def took_second_step(request: HttpRequest, user: User | None = None) -> bool:
    """In this session; having set it up since is not enough."""
    records = get_authentication_records(request, user or request.user)
    return any(record.get("method") == "mfa" for record in records)
