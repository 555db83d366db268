"""After a campaign's last evening: what led from a conversation to a volunteer, or from a door to an arm, goes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from canvass.campaigns.federation.reserving import forget_past_reservations
from canvass.campaigns.models import Campaign
from canvass.turf.arms import forget_arms
from conversations.insight.canvassers import forget_codes
from conversations.insight.closing import CLOSES_BY_ITSELF
from conversations.insight.models import CanvasserCode
from volunteers.people import audit
from volunteers.shifts.models import Shift

# The last shift has closed by itself and its key is destroyed: nothing comes in any more that would need them.
GRACE = CLOSES_BY_ITSELF + timedelta(days=2)


def ended_campaigns(*, today: date) -> QuerySet[Campaign]:
    """Over for good, with something left to forget. One with a shift that is not closed yet waits."""
    open_shift = Shift.objects.filter(campaign=OuterRef("pk"), state__in=[Shift.State.PLANNED, Shift.State.OPENED])
    codes = Exists(CanvasserCode.objects.filter(campaign=OuterRef("pk")))
    arms = Q(comparison__started_at__isnull=False, comparison__forgotten_at=None)
    over = Campaign.objects.filter(codes | arms, ends_on__lt=today - GRACE)
    return over.exclude(Exists(open_shift)).order_by("pk")


def forget_ended(*, now: datetime, today: date) -> int:
    """Once a day; a transaction per campaign. How many campaigns had something to forget."""
    ended = list(ended_campaigns(today=today))
    for campaign in ended:
        _forget(campaign, now=now)
    forget_past_reservations(today=today)
    return len(ended)


@transaction.atomic
def _forget(campaign: Campaign, *, now: datetime) -> None:
    forget_codes(campaign=campaign)
    forget_arms(campaign=campaign, now=now)
    audit.note(actor=None, organisation=campaign.organisation, verb="forgot who and which", subject=campaign.pk)
