"""The roll call: who is here, who is back. Ticks and their times only; nobody is followed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import models, transaction
from django.db.models import Q

from volunteers.people.models import User
from volunteers.shifts.evening.undo import recorded
from volunteers.shifts.models import Guest, RollCallAct, Shift, SignUp

Deed = RollCallAct.Deed


class Tick(StrEnum):
    HERE = "here"
    NOT_HERE = "not-here"
    BACK = "back"


@dataclass(frozen=True)
class Ticked:
    """Some people of a shift: volunteers by their number, and guests of tonight by theirs."""

    volunteers: Collection[int] = ()
    guests: Collection[int] = ()

    @classmethod
    def of(cls, volunteer: User) -> Ticked:
        return cls(volunteers=(volunteer.pk,))


def check_in(*, shift: Shift, volunteer: User, now: datetime) -> None:
    """Here, at the meeting place; also for who was checked out too early."""
    _tick(shift, Tick.HERE, Ticked.of(volunteer), now)


def check_out(*, shift: Shift, volunteer: User, now: datetime) -> None:
    """Back, safe and sound, as their own phone says. Without a roll call there is nobody to check out."""
    _tick(shift, Tick.BACK, Ticked.of(volunteer), now)


def tick(*, shift: Shift, deed: Tick, people: Ticked, now: datetime) -> None:
    """A coordinator ticks one or many at once; the one undo takes all of them back."""
    with recorded(shift=shift, deed=Deed.TICKED, now=now):
        _tick(shift, deed, people, now)


def everyone_present(*, shift: Shift, now: datetime) -> int:
    with recorded(shift=shift, deed=Deed.PRESENT, now=now):
        return sum(rows.filter(checked_in_at=None).update(checked_in_at=now) for rows in _everybody(shift))


def everyone_back(*, shift: Shift, now: datetime) -> int:
    with recorded(shift=shift, deed=Deed.BACK, now=now):
        return sum(_out(rows, now).update(checked_out_at=now) for rows in _everybody(shift))


@transaction.atomic
def forget_times(*, shift: Shift) -> None:
    """At closing: that somebody came stays, the minutes and the guests of tonight go."""
    here = _going(shift).filter(checked_in_at__isnull=False)
    here.update(checked_in_at=shift.starts_at, checked_out_at=shift.ends_at)
    RollCallAct.objects.filter(shift=shift).delete()
    Guest.objects.filter(shift=shift).delete()


@transaction.atomic
def _tick(shift: Shift, deed: Tick, people: Ticked, now: datetime) -> None:
    mine = _going(shift).filter(volunteer_id__in=people.volunteers)
    for rows in (mine, Guest.objects.filter(shift=shift, pk__in=people.guests)):
        if deed == Tick.HERE:
            rows.filter(checked_out_at__isnull=False).update(checked_out_at=None)
            rows.filter(checked_in_at=None).update(checked_in_at=now)
        elif deed == Tick.BACK:
            _out(rows, now).update(checked_out_at=now)
        else:
            rows.update(checked_in_at=None, checked_out_at=None)


def _out(rows: models.QuerySet[SignUp] | models.QuerySet[Guest], now: datetime) -> models.QuerySet[models.Model]:
    return rows.filter(Q(checked_in_at__lte=now), checked_out_at=None)


def _everybody(shift: Shift) -> tuple[models.QuerySet[SignUp], models.QuerySet[Guest]]:
    return _going(shift), Guest.objects.filter(shift=shift)


def _going(shift: Shift) -> models.QuerySet[SignUp]:
    return SignUp.objects.filter(shift=shift, state=SignUp.State.GOING)
