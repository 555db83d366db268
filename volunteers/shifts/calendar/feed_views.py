"""Shifts in one's own calendar app: addresses to subscribe to, and the files behind them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from canvass.campaigns.models import Campaign
from volunteers.people.http import SignedInRequest
from volunteers.people.policy import Verb, organisations_where
from volunteers.shifts.access import get_campaign_to_follow
from volunteers.shifts.calendar.feeds import calendar_of, end_feed, feed_behind, feed_link, new_feed
from volunteers.shifts.models import CalendarFeed


@never_cache
@require_GET
@login_required
def feeds(request: SignedInRequest) -> HttpResponse:
    """One's own feeds, and the campaigns that one may follow."""
    rows = list(CalendarFeed.objects.filter(owner=request.user).select_related("campaign").order_by("campaign__name"))
    today = timezone.localdate()
    open_to = Campaign.objects.filter(
        organisation__in=organisations_where(request.user, Verb.SEE_SHIFTS), ends_on__gte=today
    ).exclude(pk__in=[row.campaign_id for row in rows if row.campaign_id])
    context = {
        "feeds": [{"row": row, "link": feed_link(row)} for row in rows],
        "has_own": any(row.campaign_id is None for row in rows),
        "campaigns": open_to.order_by("name")[:100],
    }
    return render(request, "shifts/feeds.html", context)


@require_POST
@login_required
def make_feed(request: SignedInRequest) -> HttpResponse:
    """Of the campaign that is named, else of one's own shifts; asking again gives another address."""
    wanted = request.POST.get("campaign", "")
    if wanted and not wanted.isdecimal():
        raise Http404
    campaign = get_campaign_to_follow(request.user, int(wanted)) if wanted else None
    new_feed(owner=request.user, campaign=campaign)
    messages.success(request, _("Here is the address. Give it to your calendar app, and to nobody else."))
    return redirect("shifts:feeds")


@require_POST
@login_required
def revoke_feed(request: SignedInRequest, feed_id: UUID) -> HttpResponse:
    end_feed(feed=get_object_or_404(CalendarFeed, pk=feed_id, owner=request.user))
    messages.success(request, _("This address no longer works."))
    return redirect("shifts:feeds")


@require_GET
def feed(request: HttpRequest, feed_token: str) -> HttpResponse:
    """The file itself; its address is the only key."""
    found = feed_behind(feed_token)
    if found is None:
        raise Http404
    response = HttpResponse(calendar_of(found, now=timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="shifts.ics"'
    response["Cache-Control"] = "private, max-age=900"
    return response
