from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from canvass.campaigns.access import get_campaign_to_manage
from canvass.campaigns.federation.access import get_reservation_to_manage
from canvass.campaigns.federation.forms import ReservationForm
from canvass.campaigns.federation.queries import reservation_lines
from canvass.campaigns.federation.reserving import Reserved, let_go, reserve_neighbourhood
from volunteers.people.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@login_required
def reservations(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Which streets this campaign holds, and a form to hold more."""
    campaign, today = get_campaign_to_manage(request.user, campaign_id), timezone.localdate()
    form = ReservationForm(request.POST or None, campaign=campaign, today=today)
    if request.method == "POST" and form.is_valid():
        _tell(request, reserve_neighbourhood(campaign=campaign, **form.cleaned_data))
        return redirect("campaigns:reservations", campaign_id=campaign.pk)
    context = {"campaign": campaign, "form": form, "lines": reservation_lines(campaign, today=today)}
    return render(request, "campaigns/federation/reservations.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def reservation_end(request: SignedInRequest, campaign_id: int, reservation_id: int) -> HttpResponse:
    reservation = get_reservation_to_manage(request.user, campaign_id, reservation_id)
    let_go(reservation=reservation)
    messages.success(request, _("Those streets are free again."))
    return redirect("campaigns:reservations", campaign_id=campaign_id)


def _tell(request: SignedInRequest, done: Reserved) -> None:
    if done.reservation:
        held = ngettext("%(n)d side of a street is reserved.", "%(n)d sides of streets are reserved.", done.faces)
        messages.success(request, held % {"n": done.faces})
    elif done.faces:
        messages.info(request, _("You hold these streets already."))
    if done.refused:
        other = ngettext(
            "%(n)d side of a street is reserved already. Agree on it, or go there later.",
            "%(n)d sides of streets are reserved already. Agree on it, or go there later.",
            done.refused,
        )
        messages.warning(request, other % {"n": done.refused})
    if not done.reservation and not done.faces and not done.refused:
        messages.warning(request, _("There is no street with doors in this neighbourhood."))
