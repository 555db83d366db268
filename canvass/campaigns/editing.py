"""Setting up and changing a campaign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from canvass.campaigns.models import Campaign, PlanningNumbers, Programme
from canvass.places.models import Neighbourhood
from conversations.topics.models import GuideVersion, Statement
from volunteers.people.models import Organisation


@dataclass(frozen=True)
class CampaignDetails:
    """What a campaign is about, when it runs, and the rules of the door."""

    organisation: Organisation
    name: str
    statement: Statement
    guide_version: GuideVersion
    starts_on: date
    ends_on: date
    quiet_from: time
    quiet_until: time
    honour_stickers: bool
    rest_days: int
    max_passes: int
    keeps_door_states: bool
    goal_conversations: int
    programme: Programme | None = None


@transaction.atomic
def create_campaign(*, details: CampaignDetails, numbers: Mapping[str, float]) -> Campaign:
    campaign = Campaign.objects.create(**vars(details))
    PlanningNumbers.objects.create(campaign=campaign, **numbers)
    return campaign


@transaction.atomic
def change_campaign(*, campaign: Campaign, details: CampaignDetails, numbers: Mapping[str, float]) -> None:
    """Turf that was cut before keeps the numbers it was cut with."""
    for name, value in vars(details).items():
        setattr(campaign, name, value)
    campaign.save()
    PlanningNumbers.objects.update_or_create(campaign=campaign, defaults=dict(numbers))


@transaction.atomic
def plan_with_measured(*, campaign: Campaign, use: bool) -> None:
    """Whether what is cut from now on reckons with the campaign's own figures."""
    PlanningNumbers.objects.filter(campaign=campaign).update(use_measured=use)


@transaction.atomic
def add_neighbourhoods(*, campaign: Campaign, neighbourhoods: Iterable[Neighbourhood]) -> None:
    campaign.neighbourhoods.add(*neighbourhoods)


@transaction.atomic
def add_municipality(*, campaign: Campaign, name: str) -> int:
    """All official neighbourhoods of a municipality; how many of them are new to the campaign."""
    wanted = Neighbourhood.objects.live().official().filter(municipality_name=name).exclude(municipality_name="")
    new = list(wanted.exclude(campaigns=campaign).values_list("pk", flat=True))
    campaign.neighbourhoods.add(*new)
    return len(new)


@transaction.atomic
def remove_neighbourhood(*, campaign: Campaign, neighbourhood: Neighbourhood) -> None:
    """Out of the campaign's list; turf that was cut there stays as it is."""
    campaign.neighbourhoods.remove(neighbourhood)
