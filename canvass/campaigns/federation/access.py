"""The only door to what organisations share: programmes, streets held, and neighbourhoods that change hands."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from canvass.campaigns.access import campaigns_to_manage, organisations_to_campaign_in
from canvass.campaigns.models import Campaign, Handover, Programme, Reservation
from canvass.places.models import Neighbourhood
from volunteers.people.models import Organisation, User
from volunteers.people.policy import Verb, organisations_where


def umbrellas_to_lead(user: User) -> QuerySet[Organisation]:
    """Where ``user`` sets the goals: an umbrella's admin."""
    return organisations_where(user, Verb.MANAGE_MEMBERS).filter(kind=Organisation.Kind.UMBRELLA)


def get_programme_to_lead(user: User, programme_id: int) -> Programme:
    programmes = Programme.objects.filter(organisation__in=umbrellas_to_lead(user))
    return get_object_or_404(programmes.select_related("organisation"), pk=programme_id)


def get_reservation_to_manage(user: User, campaign_id: int, reservation_id: int) -> Reservation:
    held = Reservation.objects.filter(campaign=campaign_id, campaign__in=campaigns_to_manage(user))
    return get_object_or_404(held.select_related("campaign"), pk=reservation_id)


def get_ground_to_hand_over(user: User, campaign_id: int, neighbourhood_id: int) -> tuple[Campaign, Neighbourhood]:
    """A campaign and an official neighbourhood of it; what a campaign drew is its own."""
    campaign = get_object_or_404(campaigns_to_manage(user).select_related("organisation"), pk=campaign_id)
    return campaign, get_object_or_404(campaign.neighbourhoods.official().defer("geometry"), pk=neighbourhood_id)


def organisations_to_hand_to(campaign: Campaign) -> QuerySet[Organisation]:
    """All others under the same roof; who stands alone has nobody to hand over to."""
    top = campaign.organisation.ancestors(include_self=True).first()
    family = top.descendants(include_self=True) if top else Organisation.objects.none()
    others: QuerySet[Organisation] = Organisation.objects.filter(pk__in=family.values("pk"))
    return others.exclude(pk=campaign.organisation_id).order_by("name")


def handovers_to_answer(user: User) -> QuerySet[Handover]:
    return Handover.objects.filter(to__in=organisations_to_campaign_in(user))


def handovers_asked(user: User) -> QuerySet[Handover]:
    return Handover.objects.filter(campaign__in=campaigns_to_manage(user))


def get_handover_to_answer(user: User, handover_id: int) -> Handover:
    rows = handovers_to_answer(user).filter(state=Handover.State.ASKED)
    return get_object_or_404(rows.select_related("campaign__organisation", "neighbourhood", "to"), pk=handover_id)


def get_handover_to_withdraw(user: User, handover_id: int) -> Handover:
    return get_object_or_404(handovers_asked(user).filter(state=Handover.State.ASKED), pk=handover_id)
