"""The only door to comparisons.

Whoever sets up a campaign sets up its comparison; what came of it reaches umbrellas only.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from canvass.campaigns.access import campaigns_to_manage, get_campaign_to_manage
from canvass.campaigns.models import Campaign, Comparison
from volunteers.people.models import User
from volunteers.people.policy import Verb, organisations_where


def campaigns_to_compare(user: User) -> QuerySet[Campaign]:
    """Where ``user`` may set up a comparison; 404 for who sets up no campaigns at all."""
    require_tools(user)
    return campaigns_to_manage(user)


def require_tools(user: User) -> None:
    """The power page and the file check are for everybody who sets up campaigns somewhere."""
    if not organisations_where(user, Verb.MANAGE_CAMPAIGN).exists():
        raise Http404


def get_campaign_to_compare(user: User, campaign_id: int) -> Campaign:
    return get_campaign_to_manage(user, campaign_id)


def comparisons_to_read(user: User) -> QuerySet[Comparison]:
    """Started comparisons of an umbrella's own campaigns and of those below it; a local group never has one."""
    allowed = organisations_where(user, Verb.SEE_COMPARISONS).values("pk")
    rows = Comparison.objects.filter(campaign__organisation__in=allowed, started_at__isnull=False)
    return rows.select_related("campaign__organisation", "campaign__statement__topic")


def get_comparison_to_read(user: User, campaign_id: int) -> Comparison:
    return get_object_or_404(comparisons_to_read(user), campaign=campaign_id)
