"""The only door to turf for those who plan it; what one may not see answers like what is not there."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from canvass.turf.models import LinkChange, Turf, TurfPlan
from volunteers.people.models import User
from volunteers.people.policy import Verb, organisations_where


def campaigns_to_plan(user: User) -> QuerySet[Campaign]:
    return Campaign.objects.filter(organisation__in=organisations_where(user, Verb.PLAN_TURF))


def get_campaign_to_plan(user: User, campaign_id: int) -> Campaign:
    return get_object_or_404(campaigns_to_plan(user).select_related("organisation", "planning_numbers"), pk=campaign_id)


def get_ground_to_plan(user: User, campaign_id: int, neighbourhood_id: int) -> tuple[Campaign, Neighbourhood]:
    """A campaign and a neighbourhood that it chose, or that was planned for it before."""
    campaign = get_campaign_to_plan(user, campaign_id)
    chosen = Exists(campaign.neighbourhoods.through.objects.filter(campaign=campaign, neighbourhood=OuterRef("pk")))
    planned = Exists(TurfPlan.objects.filter(campaign=campaign, neighbourhood=OuterRef("pk")))
    return campaign, get_object_or_404(Neighbourhood.objects.filter(chosen | planned), pk=neighbourhood_id)


def get_area(user: User, campaign_id: int, area_id: int) -> tuple[Campaign, Neighbourhood]:
    """A campaign and an area that it drew itself."""
    campaign = get_campaign_to_plan(user, campaign_id)
    return campaign, get_object_or_404(campaign.neighbourhoods.filter(source=Neighbourhood.DRAWN), pk=area_id)


def get_link_change(user: User, campaign_id: int, link_id: int) -> tuple[Campaign, LinkChange]:
    """A way that the campaign's organisation added or closed, in force."""
    campaign = get_campaign_to_plan(user, campaign_id)
    changes = LinkChange.objects.in_force().filter(organisation=campaign.organisation_id)
    return campaign, get_object_or_404(changes.select_related("segment"), pk=link_id)


def get_plan(user: User, plan_id: int) -> TurfPlan:
    return get_object_or_404(
        TurfPlan.objects.select_related("campaign__organisation", "neighbourhood"),
        pk=plan_id,
        campaign__in=campaigns_to_plan(user),
    )


def get_turf_to_plan(user: User, turf_id: int) -> Turf:
    return get_object_or_404(
        Turf.objects.select_related("plan__campaign__organisation", "plan__neighbourhood"),
        pk=turf_id,
        plan__campaign__in=campaigns_to_plan(user),
    )
