from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from volunteers.people.auditing.forms import AuditSearchForm
from volunteers.people.auditing.queries import Line, entries_of
from volunteers.people.http import SignedInRequest
from volunteers.people.policy import Verb, organisations_where

PAGE = 50


@require_GET
@login_required
def log(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(organisations_where(request.user, Verb.SEE_AUDIT), slug=slug)
    search = AuditSearchForm(request.GET)
    asked = search.cleaned_data if search.is_valid() else {}
    page = Paginator(entries_of(organisation, **asked), PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "search": search,
        "searched": any(asked.values()),
        "page": page,
        "lines": [Line.of(entry) for entry in page],
    }
    return render(request, "people/audit.html", context, status=422 if search.errors else 200)
