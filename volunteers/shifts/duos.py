"""Duos of a shift: who walks with whom, and on which turf."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from canvass.turf.models import Turf, TurfPlan
from volunteers.people.models import User
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import Assignment, Duo, DuoMember, Shift, SignUp


@transaction.atomic
def suggest_duos(*, shift: Shift) -> list[Duo]:
    """Pair everybody who is going and in no duo yet: most experienced with least; an odd one makes a trio."""
    Shift.objects.select_for_update().get(pk=shift.pk)
    taken = DuoMember.objects.filter(shift=shift).values("volunteer_id")
    free = list(
        SignUp.objects.filter(shift=shift, state=SignUp.State.GOING)
        .exclude(volunteer_id__in=taken)
        .values_list("volunteer_id", flat=True)
    )
    if len(free) < 2:
        raise ShiftError(_("Fewer than two people are free: add somebody by hand."))
    walked = {
        volunteer: SignUp.objects.filter(volunteer_id=volunteer, shift__state=Shift.State.CLOSED).count()
        for volunteer in free
    }
    free.sort(key=lambda volunteer: (-walked[volunteer], volunteer))
    half = len(free) // 2
    pairs = [[free[i], free[-1 - i]] for i in range(half)]
    if len(free) % 2:
        pairs[-1].append(free[half])
    return [_make_duo(shift, members) for members in pairs]


@transaction.atomic
def move_to_duo(*, shift: Shift, volunteer: User, duo: Duo | None) -> Duo | None:
    """Put a volunteer in ``duo``, or in a new one of their own when ``duo`` is None."""
    Shift.objects.select_for_update().get(pk=shift.pk)
    if not SignUp.objects.filter(shift=shift, volunteer=volunteer, state=SignUp.State.GOING).exists():
        raise ShiftError(_("This person has not signed up for this shift."))
    DuoMember.objects.filter(shift=shift, volunteer=volunteer).delete()
    if duo is None:
        target = _make_duo(shift, [volunteer.pk])
    else:
        target = duo
        DuoMember.objects.create(duo=duo, shift=shift, volunteer=volunteer)
    # A duo that nobody is left in, and that never had a turf, is no duo.
    Duo.objects.filter(shift=shift, members=None, assignments=None).delete()
    return target


@transaction.atomic
def hand_out(*, duo: Duo, turf: Turf) -> Assignment:
    """Give a published turf of the same campaign to a duo; the one it had goes back first."""
    if turf.plan.state != TurfPlan.State.PUBLISHED or turf.plan.campaign_id != duo.shift.campaign_id:
        raise ShiftError(_("Only published turfs of this campaign can be handed out."))
    if duo.shift.state != Shift.State.PLANNED:
        raise ShiftError(_("This shift is over or was cancelled."))
    try:
        with transaction.atomic():
            return Assignment.objects.create(duo=duo, turf=turf)
    except IntegrityError:
        raise ShiftError(_("This duo has a turf already. Take it back first.")) from None


@transaction.atomic
def take_back(*, assignment: Assignment, now: datetime) -> None:
    Assignment.objects.filter(pk=assignment.pk, returned_at=None).update(returned_at=now)


def _make_duo(shift: Shift, volunteers: list[int]) -> Duo:
    last = Duo.objects.filter(shift=shift).aggregate(last=Max("number"))["last"] or 0
    duo = Duo.objects.create(shift=shift, number=last + 1)
    DuoMember.objects.bulk_create(DuoMember(duo=duo, shift=shift, volunteer_id=pk) for pk in volunteers)
    return duo
