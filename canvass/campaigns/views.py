from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.campaigns.access import campaigns_to_manage, get_campaign_to_manage, organisations_to_campaign_in
from canvass.campaigns.editing import (
    add_municipality,
    add_neighbourhoods,
    change_campaign,
    create_campaign,
    plan_with_measured,
    remove_neighbourhood,
)
from canvass.campaigns.forms import CampaignForm, NeighbourhoodSearchForm, PlanningNumbersForm
from canvass.campaigns.models import Campaign
from canvass.campaigns.queries import campaign_lines, municipalities_to_choose, neighbourhoods_to_choose
from canvass.places.areas import distinct_doors
from canvass.places.models import Neighbourhood
from volunteers.people.http import SignedInRequest

PER_PAGE = 25


@require_GET
@login_required
def campaign_list(request: SignedInRequest) -> HttpResponse:
    if not organisations_to_campaign_in(request.user).exists():
        raise Http404
    lines = campaign_lines(campaigns_to_manage(request.user), today=timezone.localdate())
    return render(request, "campaigns/list.html", {"lines": lines, "running": sum(line.running for line in lines)})


@require_GET
@login_required
def detail(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_manage(request.user, campaign_id)
    neighbourhoods = list(campaign.neighbourhoods.defer("geometry"))
    context = {
        "campaign": campaign,
        "numbers": campaign.planning_numbers,
        "neighbourhoods": neighbourhoods,
        "doors": distinct_doors(neighbourhoods),
    }
    return render(request, "campaigns/detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def create(request: SignedInRequest) -> HttpResponse:
    if not organisations_to_campaign_in(request.user).exists():
        raise Http404
    form = CampaignForm(request.POST or None, user=request.user)
    numbers = PlanningNumbersForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), numbers.is_valid()]):
        campaign = create_campaign(details=form.details(), numbers=numbers.numbers())
        return redirect("campaigns:neighbourhoods", campaign_id=campaign.pk)
    return _edit_page(request, None, form, numbers)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_manage(request.user, campaign_id)
    form = CampaignForm(request.POST or None, instance=campaign, user=request.user)
    numbers = PlanningNumbersForm(request.POST or None, instance=campaign.planning_numbers)
    if request.method == "POST" and all([form.is_valid(), numbers.is_valid()]):
        change_campaign(campaign=campaign, details=form.details(), numbers=numbers.numbers())
        messages.success(request, _("The campaign was saved."))
        return redirect("campaigns:detail", campaign_id=campaign.pk)
    return _edit_page(request, campaign_id, form, numbers)


def _edit_page(
    request: SignedInRequest, campaign_id: int | None, form: CampaignForm, numbers: PlanningNumbersForm
) -> HttpResponse:
    context = {"form": form, "numbers": numbers, "campaign_id": campaign_id}
    return render(request, "campaigns/edit.html", context, status=422 if request.method == "POST" else 200)


@require_GET
@login_required
def neighbourhoods(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_manage(request.user, campaign_id)
    form = NeighbourhoodSearchForm(request.GET)
    words = form.words()
    page = Paginator(neighbourhoods_to_choose(campaign, words=words), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "form": form,
        "words": words,
        "page": page,
        "municipalities": municipalities_to_choose(campaign, words=words),
        "chosen": campaign.neighbourhoods.count(),
    }
    return render(request, "campaigns/neighbourhoods.html", context)


@require_POST
@login_required
def choose_numbers(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """The field's planning numbers, or the campaign's own."""
    campaign = get_campaign_to_manage(request.user, campaign_id)
    plan_with_measured(campaign=campaign, use=request.POST.get("use") == "own")
    messages.success(request, _("Saved. It holds for turf that is cut from now on."))
    return redirect("campaigns:detail", campaign_id=campaign.pk)


@require_POST
@login_required
def add_neighbourhood(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    campaign = get_campaign_to_manage(request.user, campaign_id)
    add_neighbourhoods(campaign=campaign, neighbourhoods=[_official(neighbourhood_id)])
    return _back_to_choosing(request, campaign)


@require_POST
@login_required
def drop_neighbourhood(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    campaign = get_campaign_to_manage(request.user, campaign_id)
    remove_neighbourhood(campaign=campaign, neighbourhood=_official(neighbourhood_id))
    return _back_to_choosing(request, campaign)


@require_POST
@login_required
def add_town(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """All neighbourhoods of one municipality at once."""
    campaign = get_campaign_to_manage(request.user, campaign_id)
    added = add_municipality(campaign=campaign, name=request.POST.get("municipality", ""))
    messages.success(
        request,
        ngettext("%(count)d neighbourhood was added.", "%(count)d neighbourhoods were added.", added)
        % {"count": added},
    )
    return _back_to_choosing(request, campaign)


def _official(neighbourhood_id: int) -> Neighbourhood:
    """What a campaign drew is changed and deleted where it was drawn, and by that campaign alone."""
    return get_object_or_404(Neighbourhood.objects.official(), pk=neighbourhood_id)


def _back_to_choosing(request: SignedInRequest, campaign: Campaign) -> HttpResponseRedirect:
    """To the same search and page as before."""
    kept = QueryDict(mutable=True)
    kept.update({name: request.POST[name] for name in ("q", "page") if request.POST.get(name)})
    tail = f"?{kept.urlencode()}" if kept else ""
    return HttpResponseRedirect(reverse("campaigns:neighbourhoods", args=[campaign.pk]) + tail)
