"""Closing a street and adding a way: on the map, or by name in the list beside it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from canvass.turf.access import get_ground_to_plan, get_link_change
from canvass.turf.finding import find_places
from canvass.turf.link_forms import CloseForm, LinkForm, SearchForm
from canvass.turf.link_queries import change_lines, find_pieces, piece_of, street_shapes
from canvass.turf.links import LinkRefused, add_link, close_street, lift_change
from canvass.turf.map_data import links_map
from canvass.turf.map_views import GEOJSON
from canvass.turf.streets import surroundings
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def links(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    return _page(request, campaign_id, neighbourhood_id, LinkForm())


@require_GET
@login_required
def link_piece(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    """The piece of street that was pressed on the map, in words, with the deed beside it."""
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    form = SearchForm(request.GET)
    asked = form.asked("segment")
    piece = piece_of(campaign, neighbourhood, int(asked)) if asked else None
    if asked and piece is None:
        raise Http404
    context = {"campaign": campaign, "neighbourhood": neighbourhood, "piece": piece}
    return render(request, "turf/_link_chosen.html", context)


@require_GET
@login_required
def link_streets(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    return JsonResponse(street_shapes(campaign, neighbourhood), content_type=GEOJSON)


@require_POST
@login_required
def link_close(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            close_street(
                campaign=campaign,
                neighbourhood=neighbourhood,
                segment_id=form.cleaned_data["segment"],
                note=form.cleaned_data["note"],
            )
        except LinkRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The street is closed. Plans made from now on go around it."))
    else:
        messages.error(request, _("Choose a street first."))
    return redirect("turf:links", campaign_id=campaign.pk, neighbourhood_id=neighbourhood.pk)


@require_POST
@login_required
def link_add(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    form = LinkForm(request.POST)
    if form.is_valid():
        try:
            add_link(
                campaign=campaign, neighbourhood=neighbourhood, points=form.points(), note=form.cleaned_data["note"]
            )
        except LinkRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The way was added. Plans made from now on use it."))
            return redirect("turf:links", campaign_id=campaign.pk, neighbourhood_id=neighbourhood.pk)
    return _page(request, campaign_id, neighbourhood_id, form)


@require_POST
@login_required
def link_lift(request: SignedInRequest, campaign_id: int, neighbourhood_id: int, link_id: int) -> HttpResponse:
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    lift_change(change=get_link_change(request.user, campaign_id, link_id)[1])
    messages.success(request, _("Taken back. Plans made from now on follow the map again."))
    return redirect("turf:links", campaign_id=campaign.pk, neighbourhood_id=neighbourhood.pk)


def _page(request: SignedInRequest, campaign_id: int, neighbourhood_id: int, form: LinkForm) -> HttpResponse:
    campaign, neighbourhood = get_ground_to_plan(request.user, campaign_id, neighbourhood_id)
    search = SearchForm(request.GET)
    box = surroundings(neighbourhood)
    asked = search.asked("segment")
    context = {
        "campaign": campaign,
        "neighbourhood": neighbourhood,
        "form": form,
        "search": search,
        "changes": change_lines(campaign, neighbourhood),
        "piece": piece_of(campaign, neighbourhood, int(asked)) if asked else None,
        "street": search.asked("street"),
        "pieces": find_pieces(campaign, neighbourhood, search.asked("street")),
        "begins": find_places(box, search.asked("begin")),
        "ends": find_places(box, search.asked("end")),
        "map_data": links_map(campaign, neighbourhood),
    }
    return render(request, "turf/links.html", context, status=422 if form.errors else 200)
