"""The only door to campaigns for those who set them up; what one may not see answers like what is not there."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from canvass.campaigns.models import Campaign
from volunteers.people.models import Organisation, User
from volunteers.people.policy import Verb, organisations_where


def organisations_to_campaign_in(user: User) -> QuerySet[Organisation]:
    return organisations_where(user, Verb.MANAGE_CAMPAIGN)


def campaigns_to_manage(user: User) -> QuerySet[Campaign]:
    return Campaign.objects.filter(organisation__in=organisations_to_campaign_in(user))


def get_campaign_to_manage(user: User, campaign_id: int) -> Campaign:
    return get_object_or_404(
        campaigns_to_manage(user).select_related(
            "organisation", "statement__topic", "guide_version__guide", "planning_numbers", "programme"
        ),
        pk=campaign_id,
    )
