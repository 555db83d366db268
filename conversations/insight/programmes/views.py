from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from canvass.campaigns.federation.access import umbrellas_to_lead
from conversations.insight.programmes.access import get_programme_to_see, programmes_to_see
from conversations.insight.programmes.progress import progress_of
from volunteers.people.http import SignedInRequest

PER_PAGE = 20


@require_GET
@login_required
def programmes(request: SignedInRequest) -> HttpResponse:
    page = Paginator(programmes_to_see(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": progress_of(list(page.object_list)),
        "leads": umbrellas_to_lead(request.user).exists(),
    }
    return render(request, "insight/programmes/list.html", context)


@require_GET
@login_required
def programme(request: SignedInRequest, programme_id: int) -> HttpResponse:
    seen = get_programme_to_see(request.user, programme_id)
    [line] = progress_of([seen])
    leads = umbrellas_to_lead(request.user).filter(pk=seen.organisation_id).exists()
    return render(request, "insight/programmes/detail.html", {"line": line, "programme": seen, "leads": leads})
