from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from volunteers.people.models import Membership


def membership(request: HttpRequest) -> dict[str, object]:
    """``my_roles``: the roles one has anywhere, for the navigation; asked only by pages that draw it."""

    def roles() -> set[str]:
        if not request.user.is_authenticated:
            return set()
        return set(Membership.objects.filter(user=request.user).values_list("role", flat=True))

    return {"my_roles": SimpleLazyObject(roles)}
