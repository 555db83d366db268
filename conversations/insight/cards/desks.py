"""Where residents reach the organisation: printed on cards, shown on every page for them."""

from __future__ import annotations

from django.db import transaction

from conversations.insight.models import ResidentDesk
from volunteers.people.models import Organisation


def desk_of(organisation: Organisation) -> ResidentDesk | None:
    """Its own, else the nearest one above it."""
    above = list(organisation.ancestors(include_self=True))
    desks = {desk.organisation_id: desk for desk in ResidentDesk.objects.filter(organisation__in=above)}
    return next((desks[each.pk] for each in reversed(above) if each.pk in desks), None)


@transaction.atomic
def set_desk(*, organisation: Organisation, email: str, phone: str) -> None:
    ResidentDesk.objects.update_or_create(organisation=organisation, defaults={"email": email, "phone": phone})
