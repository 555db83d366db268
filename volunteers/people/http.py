from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from volunteers.people.models import User


class SignedInRequest(HttpRequest):
    """A request behind ``login_required``."""

    user: User
    htmx: HtmxDetails
