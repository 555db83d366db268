"""A neighbourhood passes from one group to another when both agree. Doors and what came of them stay where they are."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from canvass.campaigns.federation.errors import FederationError
from canvass.campaigns.models import Campaign, Handover, Reservation
from canvass.places.models import Neighbourhood
from volunteers.people import audit
from volunteers.people.models import Organisation, User

State = Handover.State


@transaction.atomic
def ask_handover(*, campaign: Campaign, neighbourhood: Neighbourhood, to: Organisation, by: User) -> Handover:
    """Ask ``to`` to take over; nothing moves before it says yes."""
    Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if to.pk == campaign.organisation_id or not campaign.neighbourhoods.filter(pk=neighbourhood.pk).exists():
        raise FederationError
    if Handover.objects.filter(campaign=campaign, neighbourhood=neighbourhood, state=State.ASKED).exists():
        raise FederationError
    handover = Handover.objects.create(campaign=campaign, neighbourhood=neighbourhood, to=to, asked_by=by)
    for organisation in (campaign.organisation, to):
        audit.note(actor=by, organisation=organisation, verb="asked handover", subject=f"handover {handover.pk}")
    return handover


@transaction.atomic
def accept_handover(*, handover: Handover, campaign: Campaign, by: User, now: datetime) -> None:
    """The neighbourhood and what is reserved there go to ``campaign``; door states stay with who made them."""
    asked = _still_asked(handover)
    if campaign.organisation_id != asked.to_id or not asked.campaign.neighbourhoods.filter(pk=asked.neighbourhood_id):
        raise FederationError
    asked.campaign.neighbourhoods.remove(asked.neighbourhood_id)
    campaign.neighbourhoods.add(asked.neighbourhood_id)
    held = Reservation.objects.filter(campaign=asked.campaign_id, neighbourhood=asked.neighbourhood_id)
    held.filter(ends_on__gte=now.date()).update(campaign=campaign)
    asked.to_campaign = campaign
    _answer(asked, State.ACCEPTED, by=by, now=now)


@transaction.atomic
def decline_handover(*, handover: Handover, by: User, now: datetime) -> None:
    _answer(_still_asked(handover), State.DECLINED, by=by, now=now)


@transaction.atomic
def withdraw_handover(*, handover: Handover, by: User, now: datetime) -> None:
    _answer(_still_asked(handover), State.WITHDRAWN, by=by, now=now)


def _still_asked(handover: Handover) -> Handover:
    locked = Handover.objects.select_for_update(of=("self",)).select_related("campaign__organisation", "to")
    asked = locked.get(pk=handover.pk)
    if asked.state != State.ASKED:
        raise FederationError
    return asked


def _answer(asked: Handover, state: Handover.State, *, by: User, now: datetime) -> None:
    asked.state, asked.answered_by, asked.answered_at = state, by, now
    asked.save(update_fields=["state", "answered_by", "answered_at", "to_campaign"])
    for organisation in (asked.campaign.organisation, asked.to):
        audit.note(actor=by, organisation=organisation, verb=f"{state} handover", subject=f"handover {asked.pk}")
