from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from canvass.turf.access import get_turf_to_plan
from canvass.turf.sheet_data import sheet_data
from canvass.turf.sheet_pdf import qr_drawing, sheet_columns, sheet_pdf
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def sheet(request: SignedInRequest, turf_id: int) -> HttpResponse:
    turf = get_turf_to_plan(request.user, turf_id)
    data = sheet_data(turf)
    context = {
        "campaign": turf.plan.campaign,
        "turf": turf,
        "sheet": data,
        "qr": qr_drawing(data.url),
    } | sheet_columns()
    return render(request, "turf/sheet.html", context)


@never_cache
@require_GET
@login_required
def pdf(request: SignedInRequest, turf_id: int) -> HttpResponse:
    turf = get_turf_to_plan(request.user, turf_id)
    response = HttpResponse(sheet_pdf(sheet_data(turf)), content_type="application/pdf")
    name = slugify(f"{turf.number} {turf.name}") or str(turf.number)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@require_GET
@login_required
def at(request: SignedInRequest, turf_id: int) -> HttpResponse:
    """Where a sheet's square code leads: who plans it to keying it in, everybody else to the route on their phone.

    The same for a turf that is not there, so that nobody learns which ones are.
    """
    try:
        turf = get_turf_to_plan(request.user, turf_id)
    except Http404:
        return redirect("doorstep:app")
    return redirect("doorstep:paper-turf", turf_id=turf.pk)
