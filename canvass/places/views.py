from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from canvass.places.access import get_load, get_organisation_to_load_for
from canvass.places.forms import UploadForm
from canvass.places.quality import KINDS, list_path
from canvass.places.queries import busiest_neighbourhoods, recent_jobs, recent_loads, report_page, towns
from canvass.places.uploads import receive_upload
from volunteers.people.http import SignedInRequest
from volunteers.people.models import Organisation

EMPTY_LIST = b"key,detail\n"


@require_GET
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    return _index(request, get_organisation_to_load_for(request.user), UploadForm(), status=200)


@require_POST
@login_required
def upload(request: SignedInRequest) -> HttpResponse:
    organisation = get_organisation_to_load_for(request.user)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _index(request, organisation, form, status=422)
    receive_upload(**form.cleaned_data, owner_id=request.user.pk, organisation_id=organisation.pk)
    messages.success(request, _("The file is here. Loading it goes on by itself; you may leave this page."))
    return redirect("places:index")


@require_GET
@login_required
def report(request: SignedInRequest, load_id: int) -> HttpResponse:
    load = get_load(request.user, load_id)
    return render(request, "places/report.html", {"page": report_page(load)})


@require_GET
@login_required
def problem_list(request: SignedInRequest, load_id: int) -> HttpResponse | FileResponse:
    """One list of a load as CSV; empty when the load had nothing of that kind."""
    load = get_load(request.user, load_id)
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        raise Http404
    path = list_path(load.pk, kind)
    file = path.open("rb") if path.exists() else BytesIO(EMPTY_LIST)
    return FileResponse(file, as_attachment=True, filename=f"{kind}.csv", content_type="text/csv; charset=utf-8")


def _index(request: SignedInRequest, organisation: Organisation, form: UploadForm, *, status: int) -> HttpResponse:
    found = towns()
    context = {
        "form": form,
        "towns": found,
        "doors": sum(town.doors for town in found),
        "neighbourhoods": busiest_neighbourhoods(),
        "loads": recent_loads(),
        "jobs": recent_jobs(organisation.pk),
    }
    return render(request, "places/index.html", context, status=status)
