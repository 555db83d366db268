from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conversations.insight import closing, opening
from conversations.insight.access import campaigns_to_see, get_shift_to_debrief, organisations_to_see_together
from conversations.insight.debriefs.queries import debrief
from conversations.insight.errors import InsightError
from conversations.insight.queries import campaign_rows, overview
from conversations.insight.volunteer_home import own_rounds, volunteer_home
from conversations.topics.knowledge.training import training_of
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def home(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    found = overview(request.user, now=now)
    if found is not None:
        return render(request, "insight/home.html", {"overview": found})
    return render(request, "insight/volunteer_home.html", {"home": volunteer_home(request.user, now=now)})


@require_GET
@login_required
def so_far(request: SignedInRequest) -> HttpResponse:
    """One's own rounds and learning: two cards that the volunteer's home reads after it, or a page of its own."""
    context = {"own": own_rounds(request.user), "training": training_of(request.user)}
    return render(request, "insight/_so_far.html" if request.htmx else "insight/so_far.html", context)


@require_GET
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    """Outcomes of the one campaign there is, or a choice."""
    campaigns = campaigns_to_see(request.user)
    organisations = list(organisations_to_see_together(request.user))
    if not organisations:
        raise Http404
    rows = campaign_rows(campaigns)
    with_groups = any(organisation.children.exists() for organisation in organisations)
    if len(rows) == 1 and not with_groups:
        return redirect("insight:campaign", campaign_id=rows[0].campaign.pk)
    return render(request, "insight/index.html", {"rows": rows, "organisations": organisations})


@require_POST
@login_required
def open_shift(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_debrief(request.user, shift_id)
    try:
        opening.open_shift(shift=shift, now=timezone.now())
    except InsightError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Everyone is back. The conversations of this shift are taken in."))
    return redirect("insight:debrief", shift_id=shift.pk)


@require_http_methods(["GET", "POST"])
@login_required
def close_shift(request: SignedInRequest, shift_id: int) -> HttpResponse:
    shift = get_shift_to_debrief(request.user, shift_id)
    if request.method == "GET":
        return render(request, "insight/close.html", {"shift": shift, "debrief": debrief(shift)})
    try:
        closing.close_shift(shift=shift, by=request.user, now=timezone.now())
    except InsightError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Shift closed. What was tied to times and people is deleted."))
    return redirect("insight:debrief", shift_id=shift.pk)
