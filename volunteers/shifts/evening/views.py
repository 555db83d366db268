"""The evening on a coordinator's screen: duos, turf, pairing anew, the one undo, and how many come."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volunteers.people.http import SignedInRequest
from volunteers.shifts import duos
from volunteers.shifts.access import get_assignment_to_run, get_campaign_to_run, get_duo_to_run, get_shift_to_run
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.evening.acting import act
from volunteers.shifts.evening.figures import figures_of
from volunteers.shifts.evening.forms import TurfForm
from volunteers.shifts.evening.handing_out import hand_out_all, hand_out_choices
from volunteers.shifts.evening.rematching import carry_out, plan_rematch
from volunteers.shifts.evening.undo import take_back_last
from volunteers.shifts.models import RollCallAct

Deed = RollCallAct.Deed
PAGE = 20


@require_POST
@login_required
def make_duos(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_run(request.user, shift_id)
    done = _("Duos made. Move people as you like.")
    return act(request, shift, Deed.DUOS, lambda: duos.suggest_duos(shift=shift), done, to="detail")


@require_POST
@login_required
def undo(request: SignedInRequest, shift_id: int) -> HttpResponse:
    """From the board; the roll call has its own button for the same."""
    shift = get_shift_to_run(request.user, shift_id)
    try:
        stayed = take_back_last(shift=shift, now=timezone.now())
    except ShiftError as error:
        messages.error(request, str(error))
    else:
        since = ngettext("%(n)d thing had changed since and stays.", "%(n)d things had changed since and stay.", stayed)
        messages.success(request, _("Taken back.") + (" " + since % {"n": stayed} if stayed else ""))
    return redirect("shifts:detail", shift_id=shift.pk)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def rematch(request: SignedInRequest, shift_id: int) -> HttpResponse:
    """First what would change, then the deed; if somebody came or went meanwhile, look again."""
    shift = get_shift_to_run(request.user, shift_id)
    if request.method == "GET":
        return render(request, "shifts/evening/rematch.html", {"shift": shift, "plan": plan_rematch(shift)})
    shown, now = request.POST.get("plan", ""), timezone.now()
    done = _("Paired anew. Turf that nobody needs is free again.")
    return act(
        request, shift, Deed.REMATCHED, lambda: carry_out(shift=shift, fingerprint=shown, now=now), done, to="detail"
    )


@never_cache
@require_GET
@login_required
def turfs(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_run(request.user, shift_id)
    found = hand_out_choices(shift, today=timezone.localdate())
    page = Paginator(found.choices, PAGE).get_page(request.GET.get("page"))
    return render(request, "shifts/evening/turfs.html", {"shift": shift, "found": found, "page": page})


@require_POST
@login_required
def hand_out_every(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_run(request.user, shift_id)
    done = _("Handed out as suggested. What has something against it waits for you.")
    today = timezone.localdate()
    return act(
        request, shift, Deed.HANDED_OUT, lambda: hand_out_all(shift=shift, today=today), done, to="turfs"
    )  # fmt: skip


@require_POST
@login_required
def hand_out(request: SignedInRequest, duo_id: int) -> HttpResponse:
    duo = get_duo_to_run(request.user, duo_id)
    form = TurfForm(request.POST, shift=duo.shift)
    if not form.is_valid():
        messages.error(request, _("Choose a published turf of this campaign."))
        return redirect("shifts:turfs", shift_id=duo.shift_id)
    turf = form.cleaned_data["turf"]
    done = _("%(turf)s handed out.") % {"turf": turf}
    return act(request, duo.shift, Deed.HANDED_OUT, lambda: duos.hand_out(duo=duo, turf=turf), done, to="turfs")


@require_POST
@login_required
def take_back(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    assignment = get_assignment_to_run(request.user, assignment_id)
    shift, now = assignment.duo.shift, timezone.now()
    done = _("Turf taken back.")
    return act(
        request, shift, Deed.TAKEN_BACK, lambda: duos.take_back(assignment=assignment, now=now), done, to="detail"
    )  # fmt: skip


@require_GET
@login_required
def show_up(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_run(request.user, campaign_id)
    context = {"campaign": campaign, "figures": figures_of(campaign)}
    return render(request, "shifts/evening/show_up.html", context)
