"""A campaign's neighbourhoods in one table and on one map, and the deeds that concern all of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.campaigns.models import Campaign
from canvass.places.areas import distinct_doors
from canvass.turf.access import get_campaign_to_plan
from canvass.turf.city import Published, cancel_all, city_plan, drafts, plan_all, publish_all
from canvass.turf.city_forms import CityForm, LineFilterForm
from canvass.turf.city_lines import CityLine, Stage, city_lines, matching, running, stages
from canvass.turf.door_counts import doors_done
from canvass.turf.map_data import overview_map
from canvass.turf.resting import clash_of_drafts
from volunteers.people.http import SignedInRequest

PER_PAGE = 100


@require_GET
@login_required
def overview(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_plan(request.user, campaign_id)
    lines = city_lines(campaign)
    form = LineFilterForm(request.GET)
    shown = matching(lines, **form.wanted())
    context = {
        "campaign": campaign,
        "lines": lines,
        "form": form,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "filtered": any(form.wanted().values()),
        "stages": stages(lines),
        "doors": distinct_doors(line.neighbourhood for line in lines),
        "done": doors_done(campaign),
        "turfs": sum(line.coverage.turfs for line in lines),
        "to_plan": len(city_plan(lines).todo),
        "map_data": overview_map(campaign) if lines else None,
        **_at_work(lines),
    }
    return render(request, "turf/overview.html", context)


def _at_work(lines: Sequence[CityLine]) -> dict[str, object]:
    planned = sum(line.stage in (Stage.DRAFT, Stage.PUBLISHED) for line in lines)
    return {
        "running": running(lines),
        "planned": planned,
        "with_doors": sum(line.stage != Stage.EMPTY for line in lines),
    }


@require_GET
@login_required
def city_progress(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """How far all cuts are, in one answer. ``left`` is what the page knew: when it changed the table is drawn anew."""
    campaign = get_campaign_to_plan(request.user, campaign_id)
    lines = city_lines(campaign)
    context = {"campaign": campaign, **_at_work(lines)}
    response = render(request, "turf/_city_jobs.html", context)
    now = running(lines).count
    if not now:
        response["HX-Refresh"] = "true"
    elif request.GET.get("left") != str(now):
        response["HX-Trigger"] = "turf-cut"
    return response


@require_http_methods(["GET", "POST"])
@login_required
def plan_everything(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_plan(request.user, campaign_id)
    form = CityForm(request.POST or None, initial=CityForm.starting_from(campaign.planning_numbers))
    if request.method == "POST" and form.is_valid():
        started = plan_all(
            campaign=campaign,
            budget_minutes=form.cleaned_data["minutes"],
            open_percent=form.cleaned_data["open_percent"],
            drafts_too=form.cleaned_data["drafts_too"],
            owner_id=request.user.pk,
        )
        _tell_started(request, started)
        return redirect("turf:overview", campaign_id=campaign.pk)
    lines = city_lines(campaign)
    context = {"campaign": campaign, "form": form, "plan": city_plan(lines), "drafts": drafts(lines)}
    return render(request, "turf/plan_all.html", context, status=422 if form.errors else 200)


def _tell_started(request: SignedInRequest, started: int) -> None:
    if not started:
        messages.info(request, _("There was nothing left to divide."))
        return
    text = ngettext("%(count)d neighbourhood is being divided.", "%(count)d neighbourhoods are being divided.", started)
    messages.success(request, text % {"count": started})


@require_POST
@login_required
def cancel_everything(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_plan(request.user, campaign_id)
    cancel_all(campaign=campaign)
    messages.success(request, _("Dividing was stopped. What was divided already stays as a draft."))
    return redirect("turf:overview", campaign_id=campaign.pk)


@require_http_methods(["GET", "POST"])
@login_required
def publish_everything(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_plan(request.user, campaign_id)
    if request.method == "POST":
        _tell_published(request, campaign, publish_all(campaign=campaign))
        return redirect("turf:overview", campaign_id=campaign.pk)
    ready = drafts(city_lines(campaign))
    context = {
        "campaign": campaign,
        "ready": ready,
        "turfs": sum(line.sums.turfs for line in ready if line.sums),
        "doors": sum(line.sums.doors for line in ready if line.sums),
        "too_long": sum(line.sums.too_long for line in ready if line.sums),
        "replaced": [line for line in ready if line.coverage.turfs],
        "clash": clash_of_drafts(campaign, today=timezone.localdate()),
    }
    return render(request, "turf/publish_all.html", context)


def _tell_published(request: SignedInRequest, campaign: Campaign, done: Published) -> None:
    if done.plans:
        text = ngettext(
            "Turf of %(count)d neighbourhood is published. You can hand it out now.",
            "Turf of %(count)d neighbourhoods is published. You can hand it out now.",
            done.plans,
        )
        messages.success(request, text % {"count": done.plans})
    if done.elsewhere:
        text = _("Not published, because doors are in published turf of another area by now: %(names)s. Divide again.")
        messages.warning(request, text % {"names": ", ".join(done.elsewhere)})
    if done.refused:
        messages.warning(request, _("Not published: %(names)s.") % {"names": ", ".join(done.refused)})
