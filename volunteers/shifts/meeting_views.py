"""The meeting place: who is here, who is back, and a code that signs a phone in."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.turf.sheet_pdf import qr_drawing
from volunteers.people.http import SignedInRequest
from volunteers.shifts import passes, presence
from volunteers.shifts.access import get_pass_to_watch, get_person_to_run, get_shift_to_run
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.evening.forms import RollCallForm
from volunteers.shifts.evening.undo import take_back_last
from volunteers.shifts.models import Shift
from volunteers.shifts.roll_call import roll_call as roll_call_of


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def roll_call(request: SignedInRequest, shift_id: int) -> HttpResponse:
    """One deed on the list; the answer is the list itself, or the shift's page for who has no script."""
    shift = get_shift_to_run(request.user, shift_id)
    problem = ""
    if request.method == "POST":
        form = RollCallForm(request.POST, shift=shift)
        try:
            if form.is_valid():
                _tick(shift, form)
            else:
                problem = _("Choose a person of this shift.")
        except ShiftError as error:
            problem = str(error)
    if not request.htmx:
        if problem:
            messages.error(request, problem)
        return redirect(reverse("shifts:detail", args=[shift.pk]) + "#roll-call")
    context = {"shift": shift, "roll": roll_call_of(shift, now=timezone.now()), "problem": problem}
    return render(request, "shifts/_roll_call.html", context)


def _tick(shift: Shift, form: RollCallForm) -> None:
    now = timezone.now()
    if form.chosen == "undo":
        take_back_last(shift=shift, now=now)
    elif form.chosen == "everyone-here":
        presence.everyone_present(shift=shift, now=now)
    elif form.chosen == "everyone-back":
        presence.everyone_back(shift=shift, now=now)
    else:
        presence.tick(shift=shift, deed=presence.Tick(form.chosen), people=form.people(), now=now)


@never_cache
@require_POST
@login_required
def show_code(request: SignedInRequest, shift_id: int, user_id: int) -> HttpResponse:
    """The code is on this answer only; asking again makes another and ends this one."""
    shift, volunteer = get_person_to_run(request.user, shift_id, user_id)
    try:
        shown = passes.issue_pass(shift=shift, volunteer=volunteer, by=request.user, now=timezone.now())
    except ShiftError as error:
        messages.error(request, str(error))
        return redirect("shifts:detail", shift_id=shift.pk)
    link = settings.PUBLIC_URL + reverse("doorstep:join", args=[shown.token])
    context = {"shift": shift, "volunteer": volunteer, "pass": shown.row, "qr": qr_drawing(link), "link": link}
    return render(request, "shifts/code.html", context)


@never_cache
@require_GET
@login_required
def pass_state(request: SignedInRequest, pass_id: UUID) -> HttpResponse:
    """Whether a phone has used the code by now; the page with the code asks every few seconds."""
    row = get_pass_to_watch(request.user, pass_id)
    return render(request, "shifts/_pass_state.html", {"pass": row, "over": row.expires_at <= timezone.now()})


@require_http_methods(["GET", "POST"])
@login_required
def phone_lost(request: SignedInRequest, shift_id: int, user_id: int) -> HttpResponse:
    shift, volunteer = get_person_to_run(request.user, shift_id, user_id)
    if request.method == "GET":
        return render(request, "shifts/phone_lost.html", {"shift": shift, "volunteer": volunteer})
    passes.phone_lost(shift=shift, volunteer=volunteer, by=request.user, now=timezone.now())
    messages.success(request, _("%(name)s is signed out everywhere.") % {"name": volunteer})
    return redirect("shifts:detail", shift_id=shift.pk)
