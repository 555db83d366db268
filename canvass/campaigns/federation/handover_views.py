from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.campaigns.access import organisations_to_campaign_in
from canvass.campaigns.federation.access import (
    get_ground_to_hand_over,
    get_handover_to_answer,
    get_handover_to_withdraw,
    organisations_to_hand_to,
)
from canvass.campaigns.federation.errors import FederationError
from canvass.campaigns.federation.forms import AcceptHandoverForm, HandoverForm
from canvass.campaigns.federation.handing_over import (
    accept_handover,
    ask_handover,
    decline_handover,
    withdraw_handover,
)
from canvass.campaigns.federation.queries import handovers_of
from canvass.campaigns.models import Campaign
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def handovers(request: SignedInRequest) -> HttpResponse:
    if not organisations_to_campaign_in(request.user).exists():
        raise Http404
    return render(request, "campaigns/federation/handovers.html", {"handovers": handovers_of(request.user)})


@require_http_methods(["GET", "POST"])
@login_required
def handover_ask(request: SignedInRequest, campaign_id: int, neighbourhood_id: int) -> HttpResponse:
    campaign, neighbourhood = get_ground_to_hand_over(request.user, campaign_id, neighbourhood_id)
    form = HandoverForm(request.POST or None, organisations=organisations_to_hand_to(campaign))
    if request.method == "POST" and form.is_valid():
        try:
            ask_handover(campaign=campaign, neighbourhood=neighbourhood, to=form.cleaned_data["to"], by=request.user)
        except FederationError:
            messages.error(request, _("That was asked already, or the neighbourhood is not in this campaign any more."))
        else:
            messages.success(request, _("Asked. Nothing moves before the other group says yes."))
        return redirect("campaigns:handovers")
    context = {"campaign": campaign, "neighbourhood": neighbourhood, "form": form}
    return render(request, "campaigns/federation/handover_ask.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def handover_answer(request: SignedInRequest, handover_id: int) -> HttpResponse:
    """Take the neighbourhood over for a campaign of one's own, or decline."""
    handover, today = get_handover_to_answer(request.user, handover_id), timezone.localdate()
    own = Campaign.objects.filter(organisation=handover.to_id, ends_on__gte=today)
    declines = request.POST.get("answer") == "decline"
    form = AcceptHandoverForm(None if declines else request.POST or None, campaigns=own)
    if request.method == "POST" and (declines or form.is_valid()):
        try:
            if declines:
                decline_handover(handover=handover, by=request.user, now=timezone.now())
            else:
                campaign = form.cleaned_data["campaign"]
                accept_handover(handover=handover, campaign=campaign, by=request.user, now=timezone.now())
        except FederationError:
            messages.error(request, _("This cannot be answered any more."))
        else:
            messages.success(request, _("Declined.") if declines else _("The neighbourhood is yours now."))
        return redirect("campaigns:handovers")
    context = {"handover": handover, "form": form, "campaigns": own.exists()}
    return render(request, "campaigns/federation/handover_answer.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def handover_withdraw(request: SignedInRequest, handover_id: int) -> HttpResponse:
    handover = get_handover_to_withdraw(request.user, handover_id)
    try:
        withdraw_handover(handover=handover, by=request.user, now=timezone.now())
    except FederationError:
        messages.error(request, _("This was answered just now."))
    else:
        messages.success(request, _("Taken back."))
    return redirect("campaigns:handovers")
