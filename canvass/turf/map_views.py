"""What the maps draw: GeoJSON, bounded, and answered with 304 where nothing changed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_GET

from canvass.turf.access import get_campaign_to_plan, get_plan, get_turf_to_plan
from canvass.turf.backdrop import Square, backdrop_geojson, backdrop_version
from canvass.turf.chosen import chosen_shape
from canvass.turf.forms import read_number
from canvass.turf.queries import coverage
from canvass.turf.shapes import coverage_shapes, plan_shapes, walk_shapes
from volunteers.people.http import SignedInRequest

GEOJSON = "application/geo+json"


def _backdrop_etag(request: SignedInRequest, z: int, x: int, y: int) -> str:
    return f'"{backdrop_version()}/{z}/{x}/{y}"'


@require_GET
@login_required
@gzip_page
@cache_control(private=True, max_age=300)
@condition(etag_func=_backdrop_etag)
def backdrop(request: SignedInRequest, z: int, x: int, y: int) -> HttpResponse:
    """Public reference data: for everybody who is signed in, compressed because it holds no secret."""
    square = Square(z, x, y)
    if not square.exists():
        raise Http404
    return HttpResponse(backdrop_geojson(square), content_type=GEOJSON)


@require_GET
@login_required
def covered(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_plan(request.user, campaign_id)
    return JsonResponse(coverage_shapes(coverage(campaign, with_shapes=True)), content_type=GEOJSON)


@require_GET
@login_required
@gzip_page
def shapes(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Grounds and numbers, no secret among them; with ``turf`` only of these."""
    only = [number for text in request.GET.getlist("turf") if (number := read_number(text))]
    return JsonResponse(plan_shapes(get_plan(request.user, plan_id), only=only or None), content_type=GEOJSON)


@require_GET
@login_required
def turf_shape(request: SignedInRequest, turf_id: int) -> HttpResponse:
    return JsonResponse(chosen_shape(get_turf_to_plan(request.user, turf_id)))


@require_GET
@login_required
def walk(request: SignedInRequest, turf_id: int) -> HttpResponse:
    turf = get_turf_to_plan(request.user, turf_id)
    response = JsonResponse(walk_shapes(turf), content_type=GEOJSON)
    name = slugify(f"{turf.number} {turf.name}") or str(turf.number)
    response["Content-Disposition"] = f'attachment; filename="{name}.geojson"'
    return response
