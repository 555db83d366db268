from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conversations.insight.access import get_shift_to_debrief, get_shift_to_look_back_on
from conversations.insight.debriefs.forms import LookBackForm
from conversations.insight.debriefs.queries import debrief
from conversations.insight.debriefs.reflecting import (
    allow_moments,
    look_back,
    moment,
    moments_allowed,
    own_reflection,
)
from conversations.insight.errors import InsightError
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def debrief_page(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_debrief(request.user, shift_id)
    return render(request, "insight/debrief.html", {"shift": shift, "debrief": debrief(shift)})


@require_POST
@login_required
def short_texts(request: SignedInRequest, shift_id: int) -> HttpResponse:
    """Whether volunteers of this campaign may write a fine and a hard moment."""
    shift = get_shift_to_debrief(request.user, shift_id)
    allowed = request.POST.get("allowed") == "yes"
    allow_moments(campaign=shift.campaign, allowed=allowed, by=request.user)
    said = _("Volunteers can now write two short texts about themselves.")
    messages.success(request, said if allowed else _("Short texts are off, and those there were are deleted."))
    return redirect("insight:debrief", shift_id=shift.pk)


@require_http_methods(["GET", "POST"])
@login_required
def looking_back(request: SignedInRequest, shift_id: int) -> HttpResponse:
    """A volunteer's own page after a shift, on the phone or at a desk."""
    shift = get_shift_to_look_back_on(request.user, shift_id)
    allowed = moments_allowed(shift.campaign)
    mine = own_reflection(shift, request.user)
    before = None
    if mine:
        before = {"mood": mine.mood, "shifted_in_me": mine.shifted_in_me}
        before |= {"fine": moment(mine, "fine"), "hard": moment(mine, "hard")} if allowed else {}
    form = LookBackForm(request.POST or None, initial=before, moments=allowed)
    if request.method == "POST" and form.is_valid():
        words = {"fine": "", "hard": "", **form.cleaned_data}
        try:
            look_back(shift=shift, volunteer=request.user, now=timezone.now(), **words)
        except InsightError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Thank you. In the debrief it stands without your name."))
            return redirect("insight:home")
    context = {"shift": shift, "form": form, "answered": mine is not None}
    return render(request, "insight/looking_back.html", context, status=422 if form.errors else 200)
