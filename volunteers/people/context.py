from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from volunteers.people.demo import DEMO_ACCOUNTS
from volunteers.people.models import Membership
from volunteers.people.navigation import nav_items


def membership(request: HttpRequest) -> dict[str, object]:
    """``my_roles`` and the navigation; the database is asked only by pages that draw them, and once."""

    @cache
    def roles() -> frozenset[str]:
        if not request.user.is_authenticated:
            return frozenset()
        return frozenset(Membership.objects.filter(user=request.user).values_list("role", flat=True))

    context: dict[str, object] = {
        "my_roles": SimpleLazyObject(roles),
        "nav_items": SimpleLazyObject(lambda: nav_items(request, roles())),
    }
    if settings.DEMO:
        context["demo_accounts"] = DEMO_ACCOUNTS
    return context
