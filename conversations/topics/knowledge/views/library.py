from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from conversations.topics.knowledge import queries
from conversations.topics.knowledge.access import scope_of, topics_in_scope
from conversations.topics.knowledge.forms import LibraryForm
from conversations.topics.knowledge.searching import found, search
from volunteers.people.http import SignedInRequest

PAGE = 25


@require_GET
@login_required
def library(request: SignedInRequest) -> HttpResponse:
    """Everything there is to learn from, searched and filtered; for writers also drafts, and offers."""
    scope = scope_of(request.user)
    form = LibraryForm(request.GET, topics=topics_in_scope(scope))
    archived = "archived" in request.GET and bool(scope.writes)
    wanted = form.wanted(archived=archived)
    page = Paginator(search(scope, wanted), PAGE).get_page(request.GET.get("page"))
    offers = list(queries.open_offers(scope)[:PAGE]) if scope.shares else []
    context = {
        "form": form,
        "page": page,
        "rows": [found(row) for row in page],
        "wanted": wanted,
        "archived": archived,
        "writes": bool(scope.writes),
        "offers": queries.titles_of(offers) if offers else [],
        "filters": request.GET.urlencode(),
    }
    return render(request, "topics/knowledge/library.html", context)
