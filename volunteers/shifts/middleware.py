from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from volunteers.people.reach import NARROWED_BY
from volunteers.shifts.passes import live_pass

GetResponse = Callable[[HttpRequest], HttpResponse]


class ShiftPassMiddleware:
    """A session that a code at the meeting place opened reaches the phone app; elsewhere nobody is signed in.

    The policy says the same a second time: such a person may walk and nothing else, whatever their role.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and NARROWED_BY in request.session:
            self._narrow(request)
        return self.get_response(request)

    def _narrow(self, request: HttpRequest) -> None:
        found = live_pass(str(request.session[NARROWED_BY]), now=timezone.now())
        if found is None or not request.user.is_authenticated or request.user.pk != found.volunteer_id:
            # Revoked or over: the session goes with it, so that the next request costs nothing.
            logout(request)
        elif _in_reach(request.path_info):
            request.user.only_shift = found.shift_id
        else:
            request.user = AnonymousUser()


def _in_reach(path: str) -> bool:
    return path.startswith(reverse("doorstep:app")) or path in (reverse("account_logout"), reverse("set_language"))
