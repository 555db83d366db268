from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from conversations.insight.access import (
    get_campaign_to_see,
    get_organisation_to_guard,
    get_organisation_to_see_together,
)
from conversations.insight.dashboards.files import csv_of
from conversations.insight.dashboards.guarding import guard_board
from conversations.insight.dashboards.pages import DashboardPage
from conversations.insight.dashboards.queries import dashboard
from conversations.insight.dashboards.together import together
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def campaign(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    seen = get_campaign_to_see(request.user, campaign_id)
    board = dashboard(seen, request.GET.get("part", ""), now=timezone.now())
    return render(request, "insight/campaign.html", {"campaign": seen, "board": board, "page": DashboardPage(board)})


@require_GET
@login_required
def chart_file(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """The figures of one chart, as they stand under it."""
    seen = get_campaign_to_see(request.user, campaign_id)
    board = dashboard(seen, request.GET.get("part", ""), now=timezone.now())
    return _file(DashboardPage(board), request.GET.get("chart", ""), seen.name)


@require_GET
@login_required
def together_page(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everything of an organisation and the groups below it, as totals."""
    organisation = get_organisation_to_see_together(request.user, slug)
    board = together(organisation, topic=_number(request.GET.get("topic")), today=timezone.localdate())
    context = {"organisation": organisation, "board": board, "page": DashboardPage(board)}
    return render(request, "insight/together.html", context)


@require_GET
@login_required
def together_file(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = get_organisation_to_see_together(request.user, slug)
    board = together(organisation, topic=_number(request.GET.get("topic")), today=timezone.localdate())
    return _file(DashboardPage(board), request.GET.get("chart", ""), organisation.name)


@require_GET
@login_required
def guarding(request: SignedInRequest, slug: str) -> HttpResponse:
    """For admins: what is due to go, and who took what out."""
    organisation = get_organisation_to_guard(request.user, slug)
    board = guard_board(organisation, now=timezone.now())
    return render(request, "insight/guarding.html", {"organisation": organisation, "board": board})


def _file(page: DashboardPage, name: str, of: str) -> HttpResponse:
    table = page.table(name)
    if table is None:
        raise Http404
    response = HttpResponse(csv_of(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(of)}-{slugify(name)}.csv"'
    return response


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
