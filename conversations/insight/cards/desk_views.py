"""Printing sheets of cards, for who runs a campaign."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from canvass.campaigns.access import get_campaign_to_manage
from canvass.campaigns.models import Campaign
from conversations.insight.cards.desks import desk_of, set_desk
from conversations.insight.cards.forms import DeskForm, SheetsForm
from conversations.insight.cards.printing import make_sheets, printed_sheets, sheets_pdf
from conversations.insight.models import ResidentDesk
from volunteers.people.http import SignedInRequest


@require_GET
@login_required
def cards(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    return _page(request, get_campaign_to_manage(request.user, campaign_id))


@require_POST
@login_required
def set_contact(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    campaign = get_campaign_to_manage(request.user, campaign_id)
    form = DeskForm(request.POST)
    if not form.is_valid():
        return _page(request, campaign, desk_form=form, status=422)
    set_desk(organisation=campaign.organisation, **form.cleaned_data)
    messages.success(request, _("Residents now see where they reach you."))
    return redirect("insight:cards", campaign_id=campaign.pk)


@never_cache
@require_POST
@login_required
def print_cards(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """The answer is the file, made in this request: nothing keeps the seeds, so it cannot be fetched again."""
    campaign = get_campaign_to_manage(request.user, campaign_id)
    form = SheetsForm(request.POST)
    if desk_of(campaign.organisation) is None:
        messages.error(request, _("First fill in where residents reach you: it is printed on the cards."))
        return redirect("insight:cards", campaign_id=campaign.pk)
    if not form.is_valid():
        return _page(request, campaign, form=form, status=422)
    sheets = make_sheets(campaign=campaign, count=form.cleaned_data["sheets"], by=request.user)
    response = HttpResponse(sheets_pdf(campaign=campaign, sheets=sheets), content_type="application/pdf")
    name = slugify(f"{_('cards')} {campaign.name} {sheets[0].number}-{sheets[-1].number}")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


def _page(
    request: SignedInRequest,
    campaign: Campaign,
    *,
    form: SheetsForm | None = None,
    desk_form: DeskForm | None = None,
    status: int = 200,
) -> HttpResponse:
    own = ResidentDesk.objects.filter(organisation=campaign.organisation).first()
    context = {
        "campaign": campaign,
        "form": form or SheetsForm(),
        "desk_form": desk_form or DeskForm(instance=own),
        "desk": desk_of(campaign.organisation),
        "printed": printed_sheets(campaign),
    }
    return render(request, "card/desk.html", context, status=status)
