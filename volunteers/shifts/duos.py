"""Duos of a shift: who walks with whom, and on which turf."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from canvass.turf.models import Turf, TurfPlan
from volunteers.people.models import User
from volunteers.shifts.errors import ShiftError, TurfTaken
from volunteers.shifts.models import Assignment, Duo, DuoMember, Shift, SignUp
from volunteers.shifts.queries import turfs_in_hand


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


@transaction.atomic
def take_another(*, assignment: Assignment, turf: Turf, now: datetime) -> Assignment:
    """A duo that has time left takes a free turf itself; the one it has goes back as it stands.

    Of two duos that ask for the same turf one gets it: ``TurfTaken`` tells the other to look again.
    """
    Duo.objects.select_for_update().get(pk=assignment.duo_id)
    # Published turf never changes, but its row can be held: who asks second waits here, then looks.
    Turf.objects.select_for_update(of=("self",)).only("pk").get(pk=turf.pk)
    if not Assignment.objects.filter(pk=assignment.pk, returned_at=None).exists():
        raise ShiftError(_("Your duo has another turf by now."))
    if turf.pk in turfs_in_hand(campaign_id=assignment.duo.shift.campaign_id):
        raise TurfTaken(_("Another duo has just taken this turf. Choose another one."))
    take_back(assignment=assignment, now=now)
    return hand_out(duo=assignment.duo, turf=turf)


def _make_duo(shift: Shift, volunteers: list[int]) -> Duo:
    last = Duo.objects.filter(shift=shift).aggregate(last=Max("number"))["last"] or 0
    duo = Duo.objects.create(shift=shift, number=last + 1)
    DuoMember.objects.bulk_create(DuoMember(duo=duo, shift=shift, volunteer_id=pk) for pk in volunteers)
    return duo
