from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from volunteers.people.models import User
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import DuoMember, Shift, SignUp
from volunteers.shifts.reminders import withdraw_reminders


@transaction.atomic
def sign_up(*, shift: Shift, volunteer: User, now: datetime) -> SignUp:
    """Take a place; the lock on the shift gives the last place to exactly one."""
    locked = Shift.objects.select_for_update().get(pk=shift.pk)
    if locked.state != Shift.State.PLANNED or locked.ends_at <= now:
        raise ShiftError(_("This shift is over or was cancelled."))
    mine = locked.sign_ups.filter(volunteer=volunteer).first()
    if mine and mine.state == SignUp.State.GOING:
        return mine
    if locked.sign_ups.filter(state=SignUp.State.GOING).count() >= locked.places:
        raise ShiftError(_("This shift is full. Choose another, or ask the coordinator."))
    if mine is None:
        return SignUp.objects.create(shift=locked, volunteer=volunteer)
    # A fresh row: its number is part of the reminder's key, and the old reminders were withdrawn.
    mine.delete()
    return SignUp.objects.create(shift=locked, volunteer=volunteer)


@transaction.atomic
def cancel_sign_up(*, shift: Shift, volunteer: User) -> None:
    Shift.objects.select_for_update().get(pk=shift.pk)
    mine = SignUp.objects.filter(shift=shift, volunteer=volunteer, state=SignUp.State.GOING).first()
    if mine is None:
        return
    if DuoMember.objects.filter(shift=shift, volunteer=volunteer, duo__assignments__returned_at=None).filter(
        duo__assignments__isnull=False
    ):
        raise ShiftError(_("You have a route already. Tell the coordinator, who takes it back first."))
    mine.state = SignUp.State.CANCELLED
    mine.save(update_fields=["state"])
    DuoMember.objects.filter(shift=shift, volunteer=volunteer).delete()
    withdraw_reminders(sign_ups=[mine.pk])
