from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from canvass.campaigns.models import Campaign
from conversations.insight.access import get_campaign_to_export, get_export_to_download, get_own_export
from conversations.insight.exporting import asking
from conversations.insight.exporting.forms import ExportForm
from conversations.insight.exporting.keeping import CODEBOOK
from conversations.insight.exporting.sending import send_sealed
from conversations.insight.models import Export
from volunteers.people.http import SignedInRequest
from volunteers.people.policy import Verb, may
from volunteers.people.second_step import took_second_step

FOR_EVERYBODY = (Export.Kind.OUTCOMES, Export.Kind.DOORS, Export.Kind.REPORT)


@require_http_methods(["GET", "POST"])
@login_required
def export_list(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_export(request.user, campaign_id)
    may_records = may(request.user, Verb.EXPORT_RECORDS, campaign.organisation)
    kinds = (*FOR_EVERYBODY, Export.Kind.RECORDS) if may_records and took_second_step(request) else FOR_EVERYBODY
    form = ExportForm(request.POST or None, kinds=kinds, chosen=request.GET.get("kind", ""))
    if request.htmx and request.method == "GET":
        return render(request, "insight/exporting/_format.html", {"form": form})
    if request.method == "POST" and form.is_valid():
        return _ask(request, campaign, form)
    context = {
        "campaign": campaign,
        "form": form,
        "rows": asking.exports_of(campaign=campaign, user=request.user),
        "needs_second_step": may_records and not took_second_step(request),
    }
    return render(request, "insight/exporting/exports.html", context, status=422 if form.errors else 200)


def _ask(request: SignedInRequest, campaign: Campaign, form: ExportForm) -> HttpResponse:
    asked = form.cleaned_data
    asking.ask_export(
        campaign=campaign,
        kind=asked["kind"],
        file_format=asked["format"],
        purpose=asked["purpose"],
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("Your export is being made. You can leave this page."))
    return redirect("insight:exports", campaign_id=campaign.pk)


@require_GET
@login_required
def progress(request: SignedInRequest, export_id: UUID) -> HttpResponse:
    """One's own export as a row of the list, which asks for itself until it is made."""
    export = get_own_export(request.user, export_id)
    if not request.htmx:
        return redirect("insight:exports", campaign_id=export.campaign_id)
    return render(request, "insight/exporting/_export.html", {"row": asking.row_of(export)})


@require_http_methods(["GET", "POST"])
@login_required
def stop(request: SignedInRequest, export_id: UUID) -> HttpResponse:
    export = get_own_export(request.user, export_id)
    if request.method == "GET":
        return render(request, "insight/exporting/stop.html", {"export": export})
    asking.stop_export(export)
    messages.success(request, _("The export is being stopped. Nothing of it is kept."))
    return redirect("insight:exports", campaign_id=export.campaign_id)


@require_GET
@login_required
def download(request: SignedInRequest, export_id: UUID) -> HttpResponseBase:
    export = get_export_to_download(request.user, export_id)
    if export.is_records and not took_second_step(request):
        messages.error(request, _("Single conversations: only after you signed in with a second step."))
        return redirect("insight:exports", campaign_id=export.campaign_id)
    response = send_sealed(export)
    asking.note_download(export=export, by=request.user)
    return response


@require_GET
@login_required
def codebook(request: SignedInRequest, export_id: UUID) -> StreamingHttpResponse:
    """What the columns mean; no figure of anybody, so nothing to note."""
    export = get_export_to_download(request.user, export_id)
    if not export.has_codebook:
        raise Http404
    return send_sealed(export, CODEBOOK)
