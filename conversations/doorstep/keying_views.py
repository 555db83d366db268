"""Keying in paper: a sheet's rows from the keyboard, one save a row."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.turf.sheet_columns import DOOR_COLUMNS, ENTRANCE_COLUMNS
from conversations.doorstep.batch import CREATED, as_json
from conversations.doorstep.http import Problem, read_batch
from conversations.doorstep.keying import key_rows, keying_sheet
from conversations.doorstep.paper_access import get_sheet_to_key, get_walker_to_key, sheets_to_key, walkers
from conversations.doorstep.slip_form import SlipForm
from conversations.doorstep.slips import seal_slip, slip_words
from volunteers.people.http import SignedInRequest
from volunteers.people.models import User
from volunteers.shifts.models import Assignment


@require_GET
@login_required
def sheet(request: SignedInRequest, assignment_id: UUID) -> HttpResponse:
    """Where a sheet's square code leads: to its rows, as the first of the duo."""
    assignment = get_sheet_to_key(request.user, assignment_id)
    first = walkers(assignment).first()
    if first is None:
        return redirect("shifts:detail", shift_id=assignment.duo.shift_id)
    return redirect("doorstep:key-in", assignment_id=assignment.pk, walker_id=first.pk)


@require_GET
@login_required
def sheet_of_turf(request: SignedInRequest, turf_id: int) -> HttpResponse:
    """A sheet printed from the planner names no duo: the newest hand-out of its turf, or the turf itself."""
    newest = (
        sheets_to_key(request.user).filter(turf=turf_id).order_by("-duo__shift__starts_at", "-handed_out_at").first()
    )
    if newest is None:
        return redirect("turf:sheet", turf_id=turf_id)
    return redirect("doorstep:paper", assignment_id=newest.pk)


@never_cache
@require_GET
@login_required
def key_in(request: SignedInRequest, assignment_id: UUID, walker_id: int) -> HttpResponse:
    assignment, walker = get_walker_to_key(request.user, assignment_id, walker_id)
    context = {
        "assignment": assignment,
        "shift": assignment.duo.shift,
        "walker": walker,
        "walkers": walkers(assignment),
        "sheet": keying_sheet(assignment=assignment, walker=walker),
        "columns": DOOR_COLUMNS,
        "entrance_columns": ENTRANCE_COLUMNS,
        "settings": _settings(request, assignment, walker),
    }
    return render(request, "doorstep/key_in.html", context)


@require_POST
@login_required
def rows(request: SignedInRequest, assignment_id: UUID, walker_id: int) -> HttpResponse:
    """Rows of one sheet; JSON, answered row by row as the phone's are."""
    assignment, walker = get_walker_to_key(request.user, assignment_id, walker_id)
    try:
        _body, given = read_batch(request, owner=walker.pk)
    except Problem as problem:
        return JsonResponse({"code": problem.code}, status=problem.status_code)
    answers = key_rows(assignment=assignment, walker=walker, by=request.user, rows=given, now=timezone.now())
    return JsonResponse({"results": as_json(answers)})


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def slip(request: SignedInRequest, assignment_id: UUID, walker_id: int) -> HttpResponse:
    """One conversation from a loose slip; what was typed is sealed before it is stored."""
    assignment, walker = get_walker_to_key(request.user, assignment_id, walker_id)
    words = slip_words(assignment.duo.shift.campaign)
    form = SlipForm(request.POST or None, words=words)
    if request.method == "POST" and form.is_valid():
        answer = seal_slip(
            assignment=assignment, walker=walker, by=request.user, answers=form.answers(), now=timezone.now()
        )
        if answer.status == CREATED:
            messages.success(request, _("Slip sealed. Tear it up, then take the next."))
            return redirect("doorstep:key-slip", assignment_id=assignment.pk, walker_id=walker.pk)
        form.add_error(None, answer.text or answer.code)
    context = {
        "assignment": assignment,
        "shift": assignment.duo.shift,
        "walker": walker,
        "walkers": walkers(assignment),
        "words": words,
        "form": form,
    }
    return render(request, "doorstep/key_in_slip.html", context, status=422 if form.errors else 200)


def _settings(request: SignedInRequest, assignment: Assignment, walker: User) -> dict[str, object]:
    """What the page's script needs."""
    return {
        "url": reverse("doorstep:key-rows", args=[assignment.pk, walker.pk]),
        "owner": walker.pk,
        "csrf": get_token(request),
        "texts": {
            "saved": _("saved"),
            "waiting": _("not saved yet"),
            "held": _("waits for a decision"),
            "undone": _("taken back"),
            "goTo": _("Go to number"),
            "noDoor": _("No such number on this sheet"),
            "offline": _("No connection: your rows wait in this window and are sent by themselves."),
            "signedOut": _(
                "You are signed out. Your rows wait in this window: sign in again, then open this page again."
            ),
        },
    }
