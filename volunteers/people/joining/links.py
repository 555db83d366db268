"""Links that may be passed on: made, shown as a square code, closed."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from volunteers.people import audit
from volunteers.people.models import JoinLink, Organisation, User


@transaction.atomic
def make_link(
    *, organisation: Organisation, label: str, max_uses: int | None, lasts: timedelta, by: User, now: datetime
) -> JoinLink:
    link = JoinLink.objects.create(
        organisation=organisation,
        token=secrets.token_urlsafe(16),
        label=label,
        max_uses=max_uses,
        expires_at=now + lasts,
        created_by=by,
    )
    audit.note(actor=by, organisation=organisation, verb="made a join link", subject=f"link {link.pk}")
    return link


@transaction.atomic
def close_link(*, link: JoinLink, by: User, now: datetime) -> None:
    if JoinLink.objects.filter(pk=link.pk, closed_at=None).update(closed_at=now):
        audit.note(actor=by, organisation=link.organisation, verb="closed a join link", subject=f"link {link.pk}")
