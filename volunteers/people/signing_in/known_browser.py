"""A browser in which somebody signed in before. Who asks for codes in that person's name elsewhere keeps nobody out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from canvass.core.cookies import named

GetResponse = Callable[[HttpRequest], HttpResponse]
COOKIE, SALT = "known-browser", "known browser"
# A family or a group's tablet has several people; the one who was here longest ago is forgotten first.
MOST_PEOPLE = 5
LASTS_SECONDS = 400 * 24 * 3600
CAME_IN = "_came_in"


def knows(request: HttpRequest, person: int) -> bool:
    return person in _people(request)


class KnownBrowserMiddleware:
    """Notes whoever signs in, in a signed cookie that opens nothing by itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        person = getattr(request, CAME_IN, None)
        if person is not None:
            people = [person, *(other for other in _people(request) if other != person)][:MOST_PEOPLE]
            response.set_cookie(
                named(COOKIE),
                signing.dumps(people, salt=SALT),
                max_age=LASTS_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=settings.TLS,
            )
        return response


@receiver(user_logged_in, dispatch_uid="known browser")
def _came_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    setattr(request, CAME_IN, user.pk)


def _people(request: HttpRequest) -> list[int]:
    try:
        found = signing.loads(request.COOKIES.get(named(COOKIE), ""), salt=SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        return []
    return list(found)
