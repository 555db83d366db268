"""Taking a place in a shift, waiting for one, and giving it back. Every verb locks the shift first."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from volunteers.people.models import User
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import DuoMember, Shift, SignUp
from volunteers.shifts.reminders import withdraw_reminders
from volunteers.shifts.telling import tell_place_free, tell_signed_up

State = SignUp.State


@transaction.atomic
def sign_up(*, shift: Shift, volunteer: User, now: datetime, confirm: bool = False) -> SignUp:
    """Take a place, or the next turn on the waiting list; the lock gives the last place to exactly one.

    ``confirm``: somebody did so themselves, and gets a mail to keep, with a link to give the place back.
    """
    locked = _lock_open(shift, now=now)
    mine = locked.sign_ups.filter(volunteer=volunteer).first()
    if mine and mine.state in (State.GOING, State.WAITING):
        return mine
    row = _fresh(locked, volunteer, mine, State.GOING if free_places(locked) > 0 else State.WAITING)
    if confirm and row.state == State.GOING:
        tell_signed_up(row, now=now)
    return row


@transaction.atomic
def add_person(*, shift: Shift, volunteer: User, now: datetime) -> SignUp:
    """A coordinator's own act: this person goes, also where every place is taken or others wait."""
    locked = _lock_open(shift, now=now)
    mine = locked.sign_ups.filter(volunteer=volunteer).first()
    if mine and mine.state == State.GOING:
        return mine
    row = _fresh(locked, volunteer, mine, State.GOING, beyond=free_places(locked) <= 0)
    if mine and mine.state == State.WAITING:
        tell_place_free(row, now=now)
    return row


@transaction.atomic
def cancel_sign_up(*, shift: Shift, volunteer: User) -> None:
    """Give the place back, or leave the waiting list; whoever waits longest gets what came free."""
    locked = Shift.objects.select_for_update().get(pk=shift.pk)
    mine = locked.sign_ups.filter(volunteer=volunteer, state__in=[State.GOING, State.WAITING]).first()
    if mine is None:
        return
    if DuoMember.objects.filter(shift=shift, volunteer=volunteer, duo__assignments__returned_at=None).filter(
        duo__assignments__isnull=False
    ):
        raise ShiftError(_("You have a route already. Tell the coordinator, who takes it back first."))
    mine.state = State.CANCELLED
    mine.beyond_places = False
    mine.save(update_fields=["state", "beyond_places"])
    DuoMember.objects.filter(shift=shift, volunteer=volunteer).delete()
    withdraw_reminders(sign_ups=[mine.pk])
    promote_waiting(locked, now=timezone.now())


def promote_waiting(locked: Shift, *, now: datetime) -> int:
    """Give what is free to who waits, in order, and tell them. The caller holds the lock on the shift."""
    if locked.state != Shift.State.PLANNED or locked.starts_at <= now:
        return 0
    waiting = locked.sign_ups.filter(state=State.WAITING, volunteer__is_active=True).order_by("pk")
    waiting = waiting.select_related("volunteer__message_settings", "shift__campaign__organisation")
    lucky = list(waiting[: max(0, free_places(locked))])
    for row in lucky:
        row.state, row.created_at = State.GOING, now
        row.save(update_fields=["state", "created_at"])
        tell_place_free(row, now=now)
    return len(lucky)


def free_places(shift: Shift) -> int:
    return shift.places - shift.sign_ups.filter(state=State.GOING).count()


def _lock_open(shift: Shift, *, now: datetime) -> Shift:
    locked = Shift.objects.select_for_update().get(pk=shift.pk)
    if locked.state != Shift.State.PLANNED or locked.ends_at <= now:
        raise ShiftError(_("This shift is over or was cancelled."))
    return locked


def _fresh(shift: Shift, volunteer: User, old: SignUp | None, state: SignUp.State, *, beyond: bool = False) -> SignUp:
    """Always a new row: its number is the turn on the waiting list, and part of the keys of what one is told."""
    if old is not None:
        old.delete()
        withdraw_reminders(sign_ups=[old.pk])
    return SignUp.objects.create(shift=shift, volunteer=volunteer, state=state, beyond_places=beyond)
