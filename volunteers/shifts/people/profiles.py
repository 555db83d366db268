from __future__ import annotations

from datetime import date

from django.db import transaction

from volunteers.people import audit
from volunteers.people.models import Membership, Profile, User, profile_of


@transaction.atomic
def set_trained(*, membership: Membership, trained_on: date | None, by: User) -> Profile:
    """A coordinator's word, not the person's own; written down."""
    profile = profile_of(membership.user)
    profile.trained_on = trained_on
    profile.save(update_fields=["trained_on"])
    audit.note(
        actor=by, organisation=membership.organisation, verb="set training", subject=f"user {membership.user_id}"
    )
    return profile
