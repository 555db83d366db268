"""Signing a phone in at the meeting place: a coordinator shows a code, and one phone may use it once.

The token is 256 random bits and stored as a hash, so there is nothing to guess and nothing to steal here.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from canvass.core.wall.scope import proven
from volunteers.people import audit
from volunteers.people.models import User
from volunteers.shifts.errors import PassRefused, ShiftError
from volunteers.shifts.models import Shift, ShiftPass, SignUp

CODE_LASTS = timedelta(minutes=10)
# The same as entries may come in late.
SESSION_LASTS = timedelta(hours=24)
# Counted in rows, so that an emptied cache forgives nobody.
MOST_PER_PERSON, MOST_PER_SHIFT = 5, 60
RECENT = timedelta(minutes=10)


@dataclass(frozen=True)
class ShownPass:
    """What is on the screen; the token is nowhere else."""

    row: ShiftPass
    token: str


@transaction.atomic
def issue_pass(*, shift: Shift, volunteer: User, by: User, now: datetime) -> ShownPass:
    """A new code for somebody who is here; an earlier one that nobody used stops working."""
    locked = Shift.objects.select_for_update().get(pk=shift.pk)
    if locked.state != Shift.State.PLANNED or locked.ends_at <= now:
        raise ShiftError(_("This shift is over or was cancelled."))
    here = SignUp.objects.filter(shift=locked, volunteer=volunteer, state=SignUp.State.GOING)
    if not here.filter(checked_in_at__isnull=False, checked_out_at=None).exists():
        raise ShiftError(_("Tick first that this person is here."))
    recent = ShiftPass.objects.filter(shift=locked, issued_at__gt=now - RECENT)
    if recent.filter(volunteer=volunteer).count() >= MOST_PER_PERSON or recent.count() >= MOST_PER_SHIFT:
        raise ShiftError(_("Many codes were made just now. Wait a few minutes, or let the phone sign in by e-mail."))
    ShiftPass.objects.filter(shift=locked, volunteer=volunteer, used_at=None, revoked_at=None).update(revoked_at=now)
    token = secrets.token_urlsafe(32)
    row = ShiftPass.objects.create(
        shift=locked,
        volunteer=volunteer,
        token_hash=hash_of(token),
        issued_by=by,
        issued_at=now,
        expires_at=now + CODE_LASTS,
        lasts_until=locked.ends_at + SESSION_LASTS,
    )
    _note("showed a sign-in code", row, by=by)
    return ShownPass(row, token)


def find_pass(*, token: str, now: datetime) -> ShiftPass:
    """The pass that a code stands for, if a phone may still use it."""
    holds_code(token, now=now)
    row = _unused(now).filter(token_hash=hash_of(token)).select_related("shift", "volunteer").first()
    if row is None or not _may_walk(row):
        raise PassRefused
    return row


def holds_code(token: str, *, now: datetime) -> None:
    """From here on the database shows the shifts of the organisation whose code, still good, this is."""
    codes = ShiftPass.objects.filter(token_hash=hash_of(token), revoked_at=None, expires_at__gt=now)
    proven(organisation=codes.values_list(organisation_of("shift"), flat=True).first())


def organisation_of(shift: str) -> models.Func:
    """Of the shift that a row names, without a look at the shift itself."""
    return models.Func(f"{shift}_id", function="canvass_organisation_of_shift", output_field=models.BigIntegerField())


def is_code_for(user: User, *, token: str) -> bool:
    """Whether this code was made for ``user``, used or not: who is signed in already needs it no more."""
    return ShiftPass.objects.filter(token_hash=hash_of(token), volunteer=user).exists()


@transaction.atomic
def use_pass(*, token: str, now: datetime) -> ShiftPass:
    """Claim it for this phone; of two phones that try at once, one gets it."""
    row = find_pass(token=token, now=now)
    if not _unused(now).filter(pk=row.pk).update(used_at=now):
        raise PassRefused
    row.used_at = now
    _note("joined by a sign-in code", row, by=row.volunteer)
    return row


def live_pass(pass_id: str, *, now: datetime) -> ShiftPass | None:
    """The pass behind a session; None once it was revoked or its time is over."""
    try:
        key = UUID(pass_id)
    except ValueError:
        return None
    return ShiftPass.objects.filter(
        pk=key, used_at__isnull=False, revoked_at=None, lasts_until__gt=now, volunteer__is_active=True
    ).first()


@transaction.atomic
def phone_lost(*, shift: Shift, volunteer: User, by: User, now: datetime) -> int:
    """Sign out every phone and computer of this person at once; returns how many that were.

    Not only the sessions of a pass: the lost phone may have been signed in by e-mail.
    """
    ShiftPass.objects.filter(shift=shift, volunteer=volunteer, revoked_at=None).update(revoked_at=now)
    sessions = list(UserSession.objects.filter(user=volunteer))
    for session in sessions:
        session.end()
    organisation = shift.campaign.organisation
    audit.note(actor=by, organisation=organisation, verb="signed out a lost phone", subject=f"user {volunteer.pk}")
    return len(sessions)


def forget_passes(*, now: datetime) -> int:
    """Rows whose sessions have ended by themselves; the audit log has what must stay."""
    return ShiftPass.objects.filter(lasts_until__lte=now).delete()[0]


def within_pass(user: User, *, to_shift: str = "") -> Q:
    """For queries that lead to a shift by ``to_shift``: whom a code signed in gets only that one."""
    return Q() if user.only_shift is None else Q(**{f"{to_shift}pk": user.only_shift})


def _unused(now: datetime) -> models.QuerySet[ShiftPass]:
    return ShiftPass.objects.filter(
        used_at=None, revoked_at=None, expires_at__gt=now, shift__state=Shift.State.PLANNED, volunteer__is_active=True
    )


def _may_walk(row: ShiftPass) -> bool:
    return SignUp.objects.filter(shift=row.shift_id, volunteer=row.volunteer_id, state=SignUp.State.GOING).exists()


def _note(verb: str, row: ShiftPass, *, by: User | None) -> None:
    audit.note(actor=by, organisation=row.shift.campaign.organisation, verb=verb, subject=f"pass {row.pk}")


def hash_of(token: str) -> bytes:
    """What of a code is stored."""
    return hashlib.sha256(token.encode()).digest()
