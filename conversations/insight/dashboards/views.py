from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from canvass.campaigns.models import Campaign, Programme
from conversations.insight.access import (
    get_campaign_to_see,
    get_organisation_to_guard,
    get_organisation_to_see_together,
)
from conversations.insight.dashboards.files import csv_of
from conversations.insight.dashboards.guarding import guard_board
from conversations.insight.dashboards.pages import DashboardPage
from conversations.insight.dashboards.queries import Dashboard, dashboard
from conversations.insight.dashboards.together import together
from conversations.insight.programmes.progress import Progress, progress_of
from volunteers.people.http import SignedInRequest
from volunteers.people.policy import Verb, may

# The others are on the page of programmes.
PROGRAMMES = 5


@require_GET
@login_required
def campaign(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    seen = get_campaign_to_see(request.user, campaign_id)
    board = dashboard(seen, request.GET.get("part", ""), now=timezone.now())
    context = {"campaign": seen, "board": board, "page": DashboardPage(board), "programmes": _towards(seen, board)}
    return render(request, "insight/campaign.html", context)


def _towards(seen: Campaign, board: Dashboard) -> list[Progress]:
    """The goals that the campaign counts towards, beside its whole and not beside its parts."""
    if seen.programme_id is None or not board.part.is_whole:
        return []
    return progress_of(list(Programme.objects.filter(pk=seen.programme_id).prefetch_related("goals")))


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
    goals = organisation.programmes.prefetch_related("goals")
    context = {
        "organisation": organisation,
        "board": board,
        "page": DashboardPage(board),
        "programmes": progress_of(list(goals[:PROGRAMMES])),
    }
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
    connects = may(request.user, Verb.MANAGE_TOKENS, organisation)
    context = {"organisation": organisation, "board": board, "may_connect": connects}
    return render(request, "insight/guarding.html", context)


def _file(page: DashboardPage, name: str, of: str) -> HttpResponse:
    table = page.table(name)
    if table is None:
        raise Http404
    response = HttpResponse(csv_of(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(of)}-{slugify(name)}.csv"'
    return response


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
