from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from canvass.campaigns.comparisons import ComparisonStands, end_comparison, save_comparison, start_comparison
from canvass.campaigns.models import Campaign, Comparison
from conversations.insight.comparison.access import (
    campaigns_to_compare,
    comparisons_to_read,
    get_campaign_to_compare,
    get_comparison_to_read,
    require_tools,
)
from conversations.insight.comparison.forms import ComparisonForm, PowerForm
from conversations.insight.comparison.planning import examples_for, need_for, smallest_visible, unadjusted
from conversations.insight.comparison.queries import comparison_lines, comparison_results, doors_drawn, walked_alike
from conversations.insight.comparison.reports import wave_reports
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    lines = comparison_lines(campaigns_to_compare(request.user))
    readable = set(comparisons_to_read(request.user).values_list("campaign_id", flat=True))
    return render(request, "comparison/index.html", {"lines": lines, "readable": readable})


@require_GET
@login_required
def power(request: SignedInRequest) -> HttpResponse:
    """How many answers it takes. Everything is in the address, so that an answer can be shared."""
    require_tools(request.user)
    form = PowerForm.filled(request.GET)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        question = form.question()
        context |= {
            "question": question,
            "need": need_for(question),
            "examples": examples_for(question),
            "unadjusted": unadjusted(question.effect),
        }
    # A fragment is always 200: htmx leaves the old answer standing beside an error status.
    page = "comparison/_power_answer.html" if request.htmx else "comparison/power.html"
    return render(request, page, context, status=422 if form.errors and not request.htmx else 200)


@require_http_methods(["GET", "POST"])
@login_required
def campaign(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Set up, until it is started; from then on what was set."""
    chosen = get_campaign_to_compare(request.user, campaign_id)
    comparison = Comparison.objects.filter(campaign=chosen).first()
    if comparison is not None and comparison.started_at is not None:
        if request.method == "POST":
            raise Http404
        return _started(request, chosen, comparison)
    form = ComparisonForm(request.POST or None, instance=comparison, campaign=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            save_comparison(campaign=chosen, plan=form.plan())
        except ComparisonStands:
            raise Http404 from None
        messages.success(request, _("The comparison was saved. It is still off."))
        return redirect("insight:comparison:campaign", campaign_id=chosen.pk)
    saved = Comparison.objects.filter(campaign=chosen).first()
    context = {
        "campaign": chosen,
        "form": form,
        "comparison": saved,
        "visible": smallest_visible(saved.min_answers) if saved else None,
    }
    return render(request, "comparison/campaign.html", context, status=422 if form.errors else 200)


def _started(request: SignedInRequest, chosen: Campaign, comparison: Comparison) -> HttpResponse:
    context = {
        "campaign": chosen,
        "comparison": comparison,
        "drawn": doors_drawn(comparison),
        "visible": smallest_visible(comparison.min_answers),
        "readable": comparisons_to_read(request.user).filter(pk=comparison.pk).exists(),
    }
    return render(request, "comparison/started.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def start(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    chosen = get_campaign_to_compare(request.user, campaign_id)
    comparison = Comparison.objects.filter(campaign=chosen).first()
    if comparison is None:
        raise Http404
    if request.method == "GET":
        return render(request, "comparison/start.html", {"campaign": chosen, "comparison": comparison})
    start_comparison(campaign=chosen)
    messages.success(request, _("The comparison is on. Turf that you publish from now on takes part."))
    return redirect("insight:comparison:campaign", campaign_id=chosen.pk)


@require_http_methods(["GET", "POST"])
@login_required
def end(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    chosen = get_campaign_to_compare(request.user, campaign_id)
    if not Comparison.objects.filter(campaign=chosen, started_at__isnull=False).exists():
        raise Http404
    if request.method == "GET":
        return render(request, "comparison/end.html", {"campaign": chosen})
    end_comparison(campaign=chosen)
    messages.success(request, _("No more doors are drawn. Answers to cards still come in."))
    return redirect("insight:comparison:campaign", campaign_id=chosen.pk)


@require_GET
@login_required
def results(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """For umbrellas; nothing but what is missing, until nothing is."""
    comparison = get_comparison_to_read(request.user, campaign_id)
    found = comparison_results(walked_alike(comparison, comparisons_to_read(request.user)))
    context = {
        "campaign": comparison.campaign,
        "comparison": comparison,
        "results": found,
        "campaigns": [row.campaign for row in found.comparisons],
        "reports": wave_reports(found),
    }
    return render(request, "comparison/results.html", context)
