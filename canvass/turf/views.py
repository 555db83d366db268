from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.turf.access import get_campaign_to_plan, get_ground_to_plan, get_plan, get_turf_to_plan
from canvass.turf.cutting import cancel_cut, job_of, start_cut
from canvass.turf.doors import plannable_doors
from canvass.turf.forms import CutForm, TurfNameForm
from canvass.turf.map_data import overview_map, planner_map
from canvass.turf.models import TurfPlan
from canvass.turf.numbers import METRES_PER_DOOR, estimate, snapshot
from canvass.turf.planner import plan_page, turf_line
from canvass.turf.publishing import NotADraft, discard_plan, publish_plan, rename_turf
from canvass.turf.queries import coverage, metres_per_door, planned_now, unrouted_addresses
from canvass.turf.sheet import sheet_groups, sheet_stops
from canvass.turf.sheet_map import sheet_map
from volunteers.people.http import SignedInRequest

UNROUTED_SHOWN = 20


@require_GET
@login_required
def overview(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_plan(request.user, campaign_id)
    lines = coverage(campaign)
    context = {
        "campaign": campaign,
        "lines": lines,
        "doors": sum(line.doors for line in lines),
        "done": sum(line.done for line in lines),
        "turfs": sum(line.turfs for line in lines),
        "map_data": overview_map(campaign, lines),
    }
    return render(request, "turf/overview.html", context)


@require_GET
@login_required
def planner(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    return _planner_page(request, campaign_id, neighbourhood_id, None)


@require_POST
@login_required
def start(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    form = CutForm(request.POST)
    if not form.is_valid():
        return _planner_page(request, campaign_id, neighbourhood_id, form)
    start_cut(
        campaign=campaign,
        neighbourhood=neighbourhood,
        budget_minutes=form.cleaned_data["minutes"],
        open_percent=form.cleaned_data["open_percent"],
        owner_id=request.user.pk,
    )
    return redirect("turf:plan", campaign_id=campaign.pk, neighbourhood_id=neighbourhood.pk)


def _planner_page(
    request: SignedInRequest, campaign_id: int, neighbourhood_id: int, refused: CutForm | None
) -> HttpResponse:
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    now = planned_now(campaign=campaign, neighbourhood=neighbourhood)
    initial = CutForm.starting_from(campaign.planning_numbers, now.cutting or now.shown)
    selected = _number(request.GET.get("turf", ""))
    context = {
        "campaign": campaign,
        "neighbourhood": neighbourhood,
        "now": now,
        "page": plan_page(now.shown) if now.shown else None,
        "form": refused or CutForm(initial=initial),
        "job": job_of(now.cutting) if now.cutting else None,
        "unrouted": unrouted_addresses(now.shown, at_most=UNROUTED_SHOWN) if now.shown else [],
        "selected": selected,
        "map_data": planner_map(neighbourhood, now.shown, selected),
    }
    return render(request, "turf/planner.html", context, status=422 if refused else 200)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


@require_GET
@login_required
def how_many(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    """What a cut with these numbers would about give; asked for while one types."""
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    form = CutForm(request.GET)
    if not form.is_valid():
        return render(request, "turf/_estimate.html", {"form": form})
    doors = plannable_doors(campaign=campaign, neighbourhood=neighbourhood, today=timezone.localdate())
    guess = estimate(
        doors=len(doors.addresses),
        kept=snapshot(campaign.planning_numbers, open_percent=form.cleaned_data["open_percent"]),
        budget_minutes=form.cleaned_data["minutes"],
        metres_per_door=metres_per_door(campaign=campaign, neighbourhood=neighbourhood) or METRES_PER_DOOR,
    )
    return render(request, "turf/_estimate.html", {"estimate": guess, "left_out": doors.left_out})


@require_GET
@login_required
def progress(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """How far the cut is; once it ended the whole page has changed, so it is loaded anew."""
    plan = get_plan(request.user, plan_id)
    job = job_of(plan)
    if plan.state != TurfPlan.State.CUTTING or job is None or job.is_final:
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
        publish_plan(plan=plan)
    except NotADraft:
        messages.error(request, _("This turf was published already, or is not ready yet."))
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
    return redirect("turf:plan", campaign_id=plan.campaign_id, neighbourhood_id=plan.neighbourhood_id)


@require_http_methods(["GET", "POST"])
@login_required
def rename(request: SignedInRequest, turf_id: int) -> HttpResponse:
    turf = get_turf_to_plan(request.user, turf_id)
    form = TurfNameForm(request.POST or None, initial={"name": turf.name})
    back = f"{reverse('turf:plan', args=[turf.plan.campaign_id, turf.plan.neighbourhood_id])}?turf={turf.pk}"
    template = "turf/_rename.html" if request.htmx else "turf/rename.html"
    context = {"campaign": turf.plan.campaign, "turf": turf, "form": form, "back": back}
    if request.method == "GET" or not form.is_valid():
        return render(request, template, context, status=200 if request.method == "GET" else 422)
    try:
        rename_turf(turf=turf, name=form.cleaned_data["name"])
    except NotADraft:
        messages.error(request, _("Published turf keeps its name."))
        return _leave(request, back)
    if request.htmx:
        return render(request, "turf/_turf.html", {"line": turf_line(turf), "plan": turf.plan, "selected": turf.pk})
    return redirect(back)


def _leave(request: SignedInRequest, to: str) -> HttpResponse:
    if not request.htmx:
        return redirect(to)
    response = HttpResponse()
    response["HX-Redirect"] = to
    return response


@require_GET
@login_required
def sheet(request: SignedInRequest, turf_id: int) -> HttpResponse:
    turf = get_turf_to_plan(request.user, turf_id)
    stops = sheet_stops(turf)
    context = {
        "campaign": turf.plan.campaign,
        "turf": turf,
        "groups": sheet_groups(stops),
        "map": sheet_map(turf, [stop.address for stop in stops]),
    }
    return render(request, "turf/sheet.html", context)
