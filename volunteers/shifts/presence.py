"""The roll call: who is here, who is back. Ticks and their times only; nobody is followed."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from volunteers.people.models import User
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import RollCallAct, Shift, SignUp

Deed = RollCallAct.Deed


@transaction.atomic
def check_in(*, shift: Shift, volunteer: User, now: datetime) -> None:
    """Here, at the meeting place; also for who was checked out too early."""
    mine = _going(shift).filter(volunteer=volunteer)
    if not mine.filter(checked_in_at=None).update(checked_in_at=now):
        mine.update(checked_out_at=None)


@transaction.atomic
def uncheck(*, shift: Shift, volunteer: User) -> None:
    """Not here after all."""
    _going(shift).filter(volunteer=volunteer).update(checked_in_at=None, checked_out_at=None)


@transaction.atomic
def check_out(*, shift: Shift, volunteer: User, now: datetime) -> None:
    """Back, safe and sound. Without a roll call there is nobody to check out."""
    out = _going(shift).filter(volunteer=volunteer, checked_in_at__lte=now, checked_out_at=None)
    out.update(checked_out_at=now)


@transaction.atomic
def everyone_present(*, shift: Shift, now: datetime) -> int:
    return _for_everyone(Deed.PRESENT, shift, now)


@transaction.atomic
def everyone_back(*, shift: Shift, now: datetime) -> int:
    return _for_everyone(Deed.BACK, shift, now)


def _for_everyone(deed: RollCallAct.Deed, shift: Shift, now: datetime) -> int:
    if deed == Deed.PRESENT:
        touched = _going(shift).filter(checked_in_at=None).update(checked_in_at=now)
    else:
        touched = _going(shift).filter(checked_in_at__isnull=False, checked_out_at=None).update(checked_out_at=now)
    if touched:
        RollCallAct.objects.update_or_create(shift=shift, defaults={"deed": deed, "at": now})
    return touched


@transaction.atomic
def undo_everyone(*, shift: Shift) -> None:
    """Take back the last thing done to everybody; who was ticked by hand before or since stays as they are."""
    act = RollCallAct.objects.select_for_update().filter(shift=shift).first()
    if act is None:
        raise ShiftError(_("There is nothing to take back."))
    if act.deed == Deed.PRESENT:
        _going(shift).filter(checked_in_at=act.at, checked_out_at=None).update(checked_in_at=None)
    else:
        _going(shift).filter(checked_out_at=act.at).update(checked_out_at=None)
    act.delete()


@transaction.atomic
def forget_times(*, shift: Shift) -> None:
    """At closing: that somebody came stays, the minutes go."""
    here = _going(shift).filter(checked_in_at__isnull=False)
    here.update(checked_in_at=shift.starts_at, checked_out_at=shift.ends_at)
    RollCallAct.objects.filter(shift=shift).delete()


def _going(shift: Shift) -> models.QuerySet[SignUp]:
    return SignUp.objects.filter(shift=shift, state=SignUp.State.GOING)
