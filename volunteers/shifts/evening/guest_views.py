"""Who walks in tonight: the code on the coordinator's screen, and the two pages of a guest without an account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.turf.sheet_pdf import qr_drawing
from volunteers.people.http import SignedInRequest
from volunteers.shifts.access import get_shift_to_run
from volunteers.shifts.errors import PassRefused, ShiftError
from volunteers.shifts.evening import walk_ins
from volunteers.shifts.evening.forms import GuestForm
from volunteers.shifts.models import Guest, Shift


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def code(request: SignedInRequest, shift_id: int) -> HttpResponse:
    """A page with two ways in; asking for the code makes one and ends the one before."""
    shift = get_shift_to_run(request.user, shift_id)
    context: dict[str, object] = {"shift": shift, "form": GuestForm()}
    if request.method == "POST":
        try:
            shown = walk_ins.issue_code(shift=shift, by=request.user, now=timezone.now())
        except ShiftError as error:
            messages.error(request, str(error))
            return redirect("shifts:detail", shift_id=shift.pk)
        link = settings.PUBLIC_URL + reverse("shifts:walk-in", args=[shown.token])
        context |= {"pass": shown.row, "qr": qr_drawing(link), "link": link}
    return render(request, "shifts/evening/walk_in_code.html", context)


@require_POST
@login_required
def add(request: SignedInRequest, shift_id: int) -> HttpResponse:
    """By name, for who has no phone at hand."""
    shift = get_shift_to_run(request.user, shift_id)
    form = GuestForm(request.POST)
    if not form.is_valid():
        context = {"shift": shift, "form": form}
        return render(request, "shifts/evening/walk_in_code.html", context, status=422)
    try:
        guest = _come_along(shift, form)
    except ShiftError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(name)s walks along tonight.") % {"name": guest.name})
    return redirect("shifts:detail", shift_id=shift.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def come_in(request: HttpRequest, code: str) -> HttpResponse:
    """What the guest's phone opens. Looking uses nothing up; giving a name is what counts."""
    form = GuestForm(request.POST or None)
    try:
        shift = walk_ins.shift_of_code(token=code, now=timezone.now())
        if request.method == "POST" and form.is_valid():
            guest = _come_along(shift, form)
            return redirect("shifts:guest", ticket=walk_ins.ticket(guest))
    except (PassRefused, ShiftError):
        return render(request, "shifts/evening/walk_in_refused.html", status=410)
    context = {"shift": shift, "form": form}
    return render(request, "shifts/evening/walk_in.html", context, status=422 if form.errors else 200)


def _come_along(shift: Shift, form: GuestForm) -> Guest:
    return walk_ins.come_along(
        shift=shift, name=form.cleaned_data["name"], observes=form.cleaned_data["observes"], now=timezone.now()
    )


@never_cache
@require_GET
def tonight(request: HttpRequest, ticket: str) -> HttpResponse:
    """With whom this guest walks, and whom to call. After closing there is nothing here."""
    guest = walk_ins.guest_with(ticket)
    if guest is None or guest.shift.state != Shift.State.PLANNED:
        raise Http404
    members = guest.duo.members.select_related("volunteer") if guest.duo else ()
    context = {
        "guest": guest,
        "shift": guest.shift,
        "partners": [member.volunteer.first_name for member in members],
        "phones": [phone for phone in guest.shift.safety_phones if phone],
    }
    return render(request, "shifts/evening/guest.html", context)
