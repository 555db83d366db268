from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from canvass.turf.access import get_ground_to_plan, get_plan
from canvass.turf.comparing import comparison
from canvass.turf.cutting import cancel_cut, start_cut
from canvass.turf.doors import plannable_doors
from canvass.turf.drafts import RECUT, DraftError, job_of
from canvass.turf.edit_views import recut_ended
from canvass.turf.forms import PlanForm, read_number
from canvass.turf.map_data import planner_map
from canvass.turf.meeting import find_places, name_of
from canvass.turf.models import TurfPlan
from canvass.turf.numbers import METRES_PER_DOOR, estimate, snapshot
from canvass.turf.planner import plan_page
from canvass.turf.publishing import NotADraft, PlannedElsewhere, discard_plan, publish_plan
from canvass.turf.queries import metres_per_door, planned_now, unrouted_addresses
from canvass.turf.walking import warm_soon
from canvass.turf.words import refused
from volunteers.people.http import SignedInRequest

UNROUTED_SHOWN = 20


@require_GET
@login_required
def planner(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    return _planner_page(request, campaign_id, neighbourhood_id, None)


@require_POST
@login_required
def start(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    form = PlanForm(request.POST, neighbourhood=neighbourhood)
    if not form.is_valid():
        return _planner_page(request, campaign_id, neighbourhood_id, form)
    start_cut(
        campaign=campaign,
        neighbourhood=neighbourhood,
        budget_minutes=form.cleaned_data["minutes"],
        open_percent=form.cleaned_data["open_percent"],
        duos=form.cleaned_data["duos"],
        profile=form.cleaned_data["profile"],
        start=form.start_point,
        owner_id=request.user.pk,
        **_same_pass(campaign, neighbourhood),
    )
    return redirect("turf:plan", campaign_id=campaign.pk, neighbourhood_id=neighbourhood.pk)


def _same_pass(campaign: Campaign, neighbourhood: Neighbourhood) -> dict[str, Any]:
    """Dividing the draft of a next pass again is a next pass too."""
    shown = planned_now(campaign=campaign, neighbourhood=neighbourhood).shown
    if shown is None or shown.state != TurfPlan.State.DRAFT:
        return {}
    return {"only_again": shown.only_again, "day_part": shown.day_part}


def _planner_page(
    request: SignedInRequest, campaign_id: int, neighbourhood_id: int, bad: PlanForm | None
) -> HttpResponse:
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    now = planned_now(campaign=campaign, neighbourhood=neighbourhood)
    initial = PlanForm.starting_from(campaign.planning_numbers, now.cutting or now.shown)
    selected, number = read_number(request.GET.get("turf")), read_number(request.GET.get("page")) or 1
    before = comparison(now.shown) if now.shown else None
    if now.shown and now.shown.state == TurfPlan.State.DRAFT:
        warm_soon()
    context = {
        "campaign": campaign,
        "neighbourhood": neighbourhood,
        "now": now,
        "page": plan_page(now.shown, chosen=selected, number=number) if now.shown else None,
        "comparison": before,
        "form": bad or PlanForm(initial=initial, neighbourhood=neighbourhood),
        "job": job_of(now.cutting) if now.cutting else None,
        "unrouted": unrouted_addresses(now.shown, at_most=UNROUTED_SHOWN) if now.shown else [],
        "map_data": planner_map(neighbourhood, now.shown, before.before if before else None),
    }
    return render(request, "turf/planner.html", context, status=422 if bad else 200)


@require_GET
@login_required
def how_many(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    """What a cut with these numbers would about give; asked for while one types."""
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    form = PlanForm(request.GET, neighbourhood=neighbourhood)
    if not form.is_valid():
        return render(request, "turf/_estimate.html", {"form": form})
    doors = plannable_doors(
        campaign=campaign,
        neighbourhood=neighbourhood,
        today=timezone.localdate(),
        **_same_pass(campaign, neighbourhood),
    )
    guess = estimate(
        doors=len(doors.addresses),
        kept=snapshot(campaign.planning_numbers, open_percent=form.cleaned_data["open_percent"]),
        budget_minutes=form.cleaned_data["minutes"],
        metres_per_door=metres_per_door(campaign=campaign, neighbourhood=neighbourhood) or METRES_PER_DOOR,
        duos=form.cleaned_data["duos"],
    )
    near = name_of(form.start_point) if form.start_point else ""
    return render(request, "turf/_estimate.html", {"estimate": guess, "start": form.start_point, "near": near})


@require_GET
@login_required
def meeting_places(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    """Addresses for what one is typing, as options under the field."""
    _campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    found = find_places(request.GET.get("start", ""), near=neighbourhood)
    return render(request, "turf/_places.html", {"places": found})


@require_GET
@login_required
def progress(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """How far the job is; once a cut ended the whole page has changed, after a recut only the draft has."""
    plan = get_plan(request.user, plan_id)
    job = job_of(plan)
    if job is not None and job.kind == RECUT and job.is_final:
        return recut_ended(request, plan, job)
    if job is None or job.is_final or (job.kind != RECUT and plan.state != TurfPlan.State.CUTTING):
        response = HttpResponse()
        response["HX-Redirect"] = reverse("turf:plan", args=[plan.campaign_id, plan.neighbourhood_id])
        return response
    return render(request, "turf/_progress.html", {"plan": plan, "job": job})


@require_POST
@login_required
def cancel(request: SignedInRequest, plan_id: int) -> HttpResponse:
    plan = get_plan(request.user, plan_id)
    cancel_cut(plan=plan)
    return redirect("turf:plan", campaign_id=plan.campaign_id, neighbourhood_id=plan.neighbourhood_id)


@require_http_methods(["GET", "POST"])
@login_required
def publish(request: SignedInRequest, plan_id: int) -> HttpResponse:
    plan = get_plan(request.user, plan_id)
    back = redirect("turf:plan", campaign_id=plan.campaign_id, neighbourhood_id=plan.neighbourhood_id)
    if request.method == "GET":
        if plan.state != TurfPlan.State.DRAFT:
            return back
        now = planned_now(campaign=plan.campaign, neighbourhood=plan.neighbourhood)
        context = {"campaign": plan.campaign, "plan": plan, "page": plan_page(plan), "replaces": now.published}
        return render(request, "turf/publish.html", context)
    try:
        publish_plan(plan=plan, at=request.POST.get("at") or None)
    except PlannedElsewhere:
        text = _("Some doors are in published turf of another area by now. Divide this area again, then publish.")
        messages.error(request, text)
    except NotADraft:
        messages.error(request, _("This turf was published already, or is not ready yet."))
    except DraftError as error:
        messages.error(request, refused(error))
    else:
        messages.success(request, _("The turf is published. You can hand it out now."))
    return back


@require_POST
@login_required
def discard(request: SignedInRequest, plan_id: int) -> HttpResponse:
    plan = get_plan(request.user, plan_id)
    try:
        discard_plan(plan=plan)
    except NotADraft:
        messages.error(request, _("Published turf cannot be thrown away."))
    except DraftError as error:
        messages.error(request, refused(error))
    return redirect("turf:plan", campaign_id=plan.campaign_id, neighbourhood_id=plan.neighbourhood_id)
