"""One tap from a mail, without signing in: GET shows what would happen, POST does it, to this one sign-up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from volunteers.people.models import User
from volunteers.shifts import signups
from volunteers.shifts.calendar.links import who_joins, who_leaves
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import Shift, SignUp

State = SignUp.State


# The token is the proof, and a phone's mail app may keep cookies from us.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, link_token: str) -> HttpResponse:
    found = who_joins(link_token)
    if found is None:
        return render(request, "shifts/link_over.html", status=410)
    shift, volunteer = found
    problem = ""
    if request.method == "POST":
        try:
            signups.sign_up(shift=shift, volunteer=volunteer, now=timezone.now(), confirm=True)
        except ShiftError as error:
            problem = str(error)
        else:
            # What a reload asks for again is the page, not the deed.
            return redirect(request.path)
    return _page(request, shift, volunteer, problem=problem, joins=True)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, link_token: str) -> HttpResponse:
    row = who_leaves(link_token)
    if row is None:
        return render(request, "shifts/link_over.html", status=410)
    problem = ""
    if request.method == "POST" and row.state != State.CANCELLED:
        try:
            signups.cancel_sign_up(shift=row.shift, volunteer=row.volunteer)
        except ShiftError as error:
            problem = str(error)
        else:
            return redirect(request.path)
    return _page(request, row.shift, row.volunteer, problem=problem, joins=False)


def _page(request: HttpRequest, shift: Shift, volunteer: User, *, problem: str, joins: bool) -> HttpResponse:
    mine = shift.sign_ups.filter(volunteer=volunteer).first()
    context = {
        "shift": shift,
        "volunteer": volunteer,
        "state": mine.state if mine else "",
        "is_over": shift.state != Shift.State.PLANNED or shift.ends_at <= timezone.now(),
        "is_full": signups.free_places(shift) <= 0,
        "joins": joins,
        "problem": problem,
    }
    return render(request, "shifts/link.html", context, status=409 if problem else 200)
