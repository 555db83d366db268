from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from volunteers.people.demo import DEMO_ACCOUNTS
from volunteers.people.models import Membership


def membership(request: HttpRequest) -> dict[str, object]:
    """``my_roles``: the roles one has anywhere, for the navigation; asked only by pages that draw it."""

    def roles() -> set[str]:
        if not request.user.is_authenticated:
            return set()
        return set(Membership.objects.filter(user=request.user).values_list("role", flat=True))

    context: dict[str, object] = {"my_roles": SimpleLazyObject(roles)}
    if settings.DEMO:
        context["demo_accounts"] = DEMO_ACCOUNTS
    return context
