"""Guests of one evening: somebody scans the code at the meeting place, gives a first name, and walks along.

No account, no address, no phone number. The row is deleted when the shift is closed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from canvass.core.wall.scope import proven
from volunteers.people.models import User
from volunteers.shifts.errors import PassRefused, ShiftError
from volunteers.shifts.evening.undo import recorded
from volunteers.shifts.models import Guest, RollCallAct, Shift, ShiftPass
from volunteers.shifts.passes import (
    CODE_LASTS,
    MOST_PER_SHIFT,
    RECENT,
    SESSION_LASTS,
    hash_of,
    holds_code,
    organisation_of,
)

SALT = "volunteers.shifts.walk-in"
# More than these have no duo to join; and whoever films the code fills no list.
MOST_GUESTS = 60


@dataclass(frozen=True)
class WalkInCode:
    row: ShiftPass
    token: str


@transaction.atomic
def issue_code(*, shift: Shift, by: User, now: datetime) -> WalkInCode:
    """A code that several phones may use in its ten minutes; the one before it stops working."""
    locked = Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    if locked.state != Shift.State.PLANNED or locked.ends_at <= now:
        raise ShiftError(_("This shift is over or was cancelled."))
    if ShiftPass.objects.filter(shift=locked, issued_at__gt=now - RECENT).count() >= MOST_PER_SHIFT:
        raise ShiftError(_("Many codes were made just now. Wait a few minutes, or add the guest by name."))
    ShiftPass.objects.filter(shift=locked, volunteer=None, revoked_at=None).update(revoked_at=now)
    token = secrets.token_urlsafe(32)
    row = ShiftPass.objects.create(
        shift=locked,
        token_hash=hash_of(token),
        issued_by=by,
        issued_at=now,
        expires_at=now + CODE_LASTS,
        lasts_until=locked.ends_at + SESSION_LASTS,
    )
    return WalkInCode(row, token)


def shift_of_code(*, token: str, now: datetime) -> Shift:
    """The shift that a walk-in code opens now."""
    holds_code(token, now=now)
    row = ShiftPass.objects.filter(
        token_hash=hash_of(token), volunteer=None, revoked_at=None, expires_at__gt=now,
        shift__state=Shift.State.PLANNED,
    ).select_related("shift__campaign__organisation").first()  # fmt: skip
    if row is None:
        raise PassRefused
    return row.shift


def come_along(*, shift: Shift, name: str, observes: bool, now: datetime) -> Guest:
    """A guest is here from this moment; a coordinator finds them a duo."""
    with recorded(shift=shift, deed=RollCallAct.Deed.WALKED_IN, now=now):
        if Guest.objects.filter(shift=shift).count() >= MOST_GUESTS:
            raise ShiftError(_("There are many guests already. Ask the coordinator."))
        return Guest.objects.create(shift=shift, name=name, observes=observes, checked_in_at=now)


def ticket(guest: Guest) -> str:
    """What the guest's own phone keeps in its address: it opens this guest's page, and nothing else."""
    return signing.dumps(guest.pk, salt=SALT)


def guest_with(token: str) -> Guest | None:
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    rows = Guest.objects.filter(pk=pk)
    proven(organisation=rows.values_list(organisation_of("shift"), flat=True).first())
    return rows.select_related("shift__campaign__organisation", "duo").first()
