"""Guides and items go up by an offer: held out to an organisation above, shown to all below it once it says yes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Manager
from django.utils.translation import gettext as _

from conversations.topics.errors import TopicError
from conversations.topics.models import Guide, GuideOffer, Item, ItemOffer
from volunteers.people import audit
from volunteers.people.models import Organisation, User

# A thing is the field of its offers that has its name.
OFFERS: dict[str, Manager[Any]] = {"guide": GuideOffer.objects, "item": ItemOffer.objects}
OPEN, ACCEPTED, DECLINED = GuideOffer.State.OPEN, GuideOffer.State.ACCEPTED, GuideOffer.State.DECLINED


@transaction.atomic
def offer_upwards(*, thing: Guide | Item, to: Organisation, by: User) -> GuideOffer | ItemOffer:
    """Hold something published out to an organisation above; offering again after a no asks again."""
    if not thing.organisation.ancestors().filter(pk=to.pk).exists():
        raise TopicError(_("You can offer to an organisation above your own."))
    if not thing.versions.filter(published_at__isnull=False).exists():
        raise TopicError(_("Publish it first."))
    about: dict[str, Any] = {thing.noun: thing, "organisation": to}
    offer, created = OFFERS[thing.noun].select_for_update().get_or_create(**about)
    if not created:
        if offer.state != DECLINED:
            raise TopicError(_("It is offered there already."))
        offer.state, offer.answered_at = OPEN, None
        offer.save(update_fields=["state", "answered_at"])
    audit.note(actor=by, organisation=to, verb=f"offered {thing.noun}", subject=f"{thing.noun} {thing.pk}")
    made: GuideOffer | ItemOffer = offer
    return made


@transaction.atomic
def answer_offer(*, offer: GuideOffer | ItemOffer, accept: bool, by: User, now: datetime) -> None:
    """Accepted, it is shown to the whole organisation and all below it."""
    rows = type(offer)._default_manager.select_for_update(of=("self",)).select_related("organisation")
    locked = rows.get(pk=offer.pk)
    locked.state, locked.answered_at = (ACCEPTED if accept else DECLINED), now
    locked.save(update_fields=["state", "answered_at"])
    _note(locked, "accepted" if accept else "declined", by)


@transaction.atomic
def withdraw_offer(*, offer: GuideOffer | ItemOffer, by: User) -> None:
    """Back to its own organisation and what lies below it; campaigns and copies elsewhere keep what they have."""
    _note(offer, "withdrew", by)
    offer.delete()


def _note(offer: GuideOffer | ItemOffer, deed: str, by: User) -> None:
    thing = offer.offered
    subject = f"{thing.noun} {thing.pk}"
    audit.note(actor=by, organisation=offer.organisation, verb=f"{deed} {thing.noun}", subject=subject)
