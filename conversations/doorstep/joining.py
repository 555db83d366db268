"""A phone that scanned the code at the meeting place: one tap, and it is signed in for this shift."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from volunteers.people.reach import NARROWED_BY
from volunteers.shifts.errors import PassRefused
from volunteers.shifts.models import ShiftPass
from volunteers.shifts.passes import find_pass, is_code_for, use_pass

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Looking uses nothing up: cameras and chat programs open addresses by themselves. The tap does."""
    now = timezone.now()
    try:
        if request.user.is_authenticated and is_code_for(request.user, token=token):
            return redirect("doorstep:app")
        found = find_pass(token=token, now=now)
        if request.method == "GET":
            return render(request, "doorstep/join.html", {"pass": found, "shift": found.shift})
        _sign_in(request, use_pass(token=token, now=now))
    except PassRefused:
        return render(request, "doorstep/join_refused.html", status=410)
    return redirect("doorstep:app")


def _sign_in(request: HttpRequest, found: ShiftPass) -> None:
    """A session with an end of its own; it asks for no second step, and reaches nothing that needs one."""
    logout(request)
    login(request, found.volunteer, backend=BACKEND)
    request.session[NARROWED_BY] = str(found.pk)
    request.session.set_expiry(found.lasts_until)
    # So that "phone lost" and the person's own list of sessions find it.
    UserSession.objects.create_from_request(request)
