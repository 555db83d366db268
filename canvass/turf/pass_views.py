from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from canvass.turf.access import get_ground_to_plan
from canvass.turf.forms import CutForm
from canvass.turf.pass_forms import NextPassForm
from canvass.turf.passes import NextPassRefused, WhyNot, next_pass, start_next_pass
from canvass.turf.queries import planned_now
from volunteers.people.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@login_required
def plan_next_pass(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    """Once more past the doors where nobody was home: how many there are, and when one goes."""
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    coming = next_pass(campaign=campaign, neighbourhood=neighbourhood)
    now = planned_now(campaign=campaign, neighbourhood=neighbourhood)
    initial = CutForm.starting_from(campaign.planning_numbers, now.shown)
    form = NextPassForm(request.POST or None, coming=coming, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            start_next_pass(
                campaign=campaign,
                neighbourhood=neighbourhood,
                budget_minutes=form.cleaned_data["minutes"],
                open_percent=form.cleaned_data["open_percent"],
                day_part=form.day_part_asked,
                owner_id=request.user.pk,
            )
        except NextPassRefused as refusal:
            messages.error(request, _in_words(refusal.why))
        return redirect("turf:plan", campaign_id=campaign.pk, neighbourhood_id=neighbourhood.pk)
    context = {
        "campaign": campaign,
        "neighbourhood": neighbourhood,
        "coming": coming,
        "form": form,
        "replaces": now.published,
    }
    return render(request, "turf/next_pass.html", context, status=422 if form.errors else 200)


def _in_words(why: WhyNot) -> str:
    if why == WhyNot.NOT_KEPT:
        return _("This campaign does not remember doors, so there is no second visit.")
    if why == WhyNot.CUTTING:
        return _("This neighbourhood is being divided right now. Wait until that is done, or stop it.")
    return _("There is no door to visit again yet.")
