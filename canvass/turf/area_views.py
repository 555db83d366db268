"""Drawing an area of one's own: on the map, pasted, from a file, or around an address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from canvass.turf.access import get_area, get_campaign_to_plan
from canvass.turf.area_forms import AreaForm, AroundForm, ShapeForm
from canvass.turf.area_shapes import circle
from canvass.turf.areas import AreaRefused, check_doors, delete_area, draw_area, is_published, redraw_area
from canvass.turf.finding import find_addresses, point_of
from canvass.turf.map_data import area_map
from volunteers.people.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@login_required
def area_new(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_plan(request.user, campaign_id)
    form = AreaForm(request.POST, request.FILES) if request.method == "POST" else AreaForm(initial=_around(request))
    if request.method == "POST" and form.is_valid():
        try:
            area = draw_area(campaign=campaign, name=form.cleaned_data["name"], shape=form.outline())
        except AreaRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("The area was added to the campaign. Divide it into walks now, or later."))
            return redirect("turf:plan", campaign_id=campaign.pk, neighbourhood_id=area.pk)
    return _page(request, campaign, form, None)


@require_http_methods(["GET", "POST"])
@login_required
def area_edit(request: SignedInRequest, campaign_id: int, area_id: int) -> HttpResponse:
    campaign, area = get_area(request.user, campaign_id, area_id)
    initial = {"name": area.name, "shape": area.geometry.json} | _around(request)
    form = AreaForm(request.POST, request.FILES) if request.method == "POST" else AreaForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            redraw_area(campaign=campaign, area=area, name=form.cleaned_data["name"], shape=form.outline())
        except AreaRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("The area was saved."))
            return redirect("turf:overview", campaign_id=campaign.pk)
    return _page(request, campaign, form, area)


@require_http_methods(["GET", "POST"])
@login_required
def area_delete(request: SignedInRequest, campaign_id: int, area_id: int) -> HttpResponse:
    campaign, area = get_area(request.user, campaign_id, area_id)
    if request.method == "GET":
        context = {"campaign": campaign, "area": area, "published": is_published(area)}
        return render(request, "turf/area_delete.html", context)
    delete_area(campaign=campaign, area=area)
    messages.success(request, _("The area was deleted."))
    return redirect("turf:overview", campaign_id=campaign.pk)


@require_POST
@login_required
def area_count(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """How many doors lie within what is drawn so far; asked for while one draws."""
    get_campaign_to_plan(request.user, campaign_id)
    form = ShapeForm(request.POST)
    problem, doors = "", None
    if not form.is_valid():
        problem = str(form.errors["shape"][0])
    elif form.cleaned_data["shape"] is not None:
        try:
            doors = check_doors(form.cleaned_data["shape"])
        except AreaRefused as refused:
            problem = str(refused)
    return render(request, "turf/_area_count.html", {"doors": doors, "problem": problem})


@require_GET
@login_required
def area_around(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Addresses to choose the middle of an area from, each a link back to the page with a circle around it."""
    campaign = get_campaign_to_plan(request.user, campaign_id)
    form = AroundForm(request.GET)
    words = form.cleaned_data.get("q", "") if form.is_valid() else ""
    metres, asked = form.metres_asked(), request.GET.get("area", "")
    context = {
        "campaign": campaign,
        "around": form,
        "words": words,
        "metres": metres,
        "found": [
            {"place": place, "shape": circle(place.point, metres).json} for place in find_addresses(campaign, words)
        ],
        "neighbourhood_id": int(asked) if asked.isdecimal() and len(asked) < 19 else None,
    }
    return render(request, "turf/_area_around.html" if request.htmx else "turf/area_around.html", context)


def _around(request: SignedInRequest) -> dict[str, Any]:
    """The circle that was asked for in the address, as the shape to begin with."""
    form = AroundForm(request.GET)
    middle = point_of(form.cleaned_data.get("place", "")) if form.is_valid() else None
    return {"shape": circle(middle, form.metres_asked()).json} if middle else {}


def _page(request: SignedInRequest, campaign: Campaign, form: AreaForm, area: Neighbourhood | None) -> HttpResponse:
    context = {
        "campaign": campaign,
        "form": form,
        "around": AroundForm(),
        "area": area,
        "published": is_published(area) if area else False,
        "map_data": area_map(campaign, area),
    }
    return render(request, "turf/area.html", context, status=422 if form.errors else 200)
