"""Making, using and ending tokens of the API. What they open is never more than their organisation's own."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from conversations.insight.errors import InsightError
from conversations.insight.models import ApiToken
from volunteers.people import audit
from volunteers.people.models import Organisation, User

# Lets a scanner of code repositories recognise a token that was put there by mistake.
PREFIX = "canvass_"
SECRET_BYTES = 32
LONGEST = timedelta(days=366)
MOST_A_MINUTE = 60
HINT_LENGTH = 4


class NameTakenError(InsightError):
    """A token of this name still works."""


@transaction.atomic
def make_token(
    *, organisation: Organisation, name: str, scopes: list[str], expires_on: date, by: User, now: datetime
) -> tuple[ApiToken, str]:
    """The row and the token itself, which nobody can read again afterwards."""
    if ApiToken.objects.filter(organisation=organisation, name=name, revoked_at=None).exists():
        raise NameTakenError
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken.objects.create(
        organisation=organisation,
        name=name,
        scopes=sorted(scopes),
        secret_hash=_hash(secret),
        hint=secret[-HINT_LENGTH:],
        made_by=by,
        made_on=timezone.localdate(now),
        expires_on=expires_on,
    )
    audit.note(actor=by, organisation=organisation, verb="made api token", subject=token.pk)
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User, now: datetime) -> None:
    """From the next request on. Once revoked it stays so."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        audit.note(actor=by, organisation=token.organisation, verb="revoked api token", subject=token.pk)


def use_token(*, secret: str, now: datetime) -> ApiToken | None:
    """The token that still works, with this request counted in it; None for any other text."""
    today, minute = timezone.localdate(now), now.replace(second=0, microsecond=0)
    valid = ApiToken.objects.valid_on(today).filter(secret_hash=_hash(secret))
    used = valid.update(
        asked=Case(When(minute=minute, then=F("asked") + 1), default=Value(1)), minute=minute, last_used_on=today
    )
    return valid.select_related("organisation").first() if used else None


def asks_too_much(token: ApiToken) -> bool:
    return token.asked > MOST_A_MINUTE


def _hash(secret: str) -> bytes:
    """Plain: 256 random bits need no salt and no slowness."""
    return hashlib.sha256(secret.encode()).digest()
