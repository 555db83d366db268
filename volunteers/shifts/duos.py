"""Duos of a shift: who walks with whom, and on which turf."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from canvass.turf.models import Turf, TurfPlan
from volunteers.shifts.errors import ShiftError, TurfTaken
from volunteers.shifts.evening.facts import walkers, wishes
from volunteers.shifts.evening.matching import match
from volunteers.shifts.evening.undo import drop_empty_duos
from volunteers.shifts.models import Assignment, Duo, DuoMember, Guest, Shift, SignUp
from volunteers.shifts.queries import turfs_in_hand


@transaction.atomic
def suggest_duos(*, shift: Shift, keys: Collection[str] = ()) -> list[Duo]:
    """Pair who has no duo yet: ``keys``, or everybody who goes. Observers come along with the experienced."""
    Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    free = _without_duo(shift)
    free = free & set(keys) if keys else free
    watching = {f"g{pk}" for pk in shift.guests.filter(observes=True).values_list("pk", flat=True)} & free
    if len(free - watching) < 2:
        raise ShiftError(_("Fewer than two people are free: add somebody by hand."))
    found = match(walkers(free - watching), wishes(shift, free))
    duos = [_make_duo(shift, group) for group in found.groups]
    for place, key in enumerate(sorted(watching)):
        _join(shift, key, duos[place % len(duos)], observes=True)
    return duos


@transaction.atomic
def move_to_duo(*, shift: Shift, who: str, duo: Duo | None, observes: bool = False) -> Duo:
    """Put a volunteer (v12) or a guest (g3) in ``duo``, or in a new one of their own when ``duo`` is None."""
    Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    if not is_of_shift(shift, who):
        raise ShiftError(_("This person has not signed up for this shift."))
    target = duo or _make_duo(shift, ())
    _join(shift, who, target, observes=observes)
    drop_empty_duos(shift)
    return target


@transaction.atomic
def leave_duo(*, shift: Shift, who: str) -> None:
    _leave(shift, who)
    drop_empty_duos(shift)


def is_of_shift(shift: Shift, who: str) -> bool:
    if who.startswith("g"):
        return Guest.objects.filter(shift=shift, pk=int(who[1:])).exists()
    return SignUp.objects.filter(shift=shift, volunteer_id=int(who[1:]), state=SignUp.State.GOING).exists()


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


def _without_duo(shift: Shift) -> set[str]:
    going = SignUp.objects.filter(shift=shift, state=SignUp.State.GOING)
    placed = DuoMember.objects.filter(shift=shift).values("volunteer_id")
    volunteers = going.exclude(volunteer_id__in=placed).values_list("volunteer_id", flat=True)
    guests = Guest.objects.filter(shift=shift, duo=None).values_list("pk", flat=True)
    return {f"v{pk}" for pk in volunteers} | {f"g{pk}" for pk in guests}


def _make_duo(shift: Shift, keys: Iterable[str]) -> Duo:
    last = Duo.objects.filter(shift=shift).aggregate(last=Max("number"))["last"] or 0
    duo = Duo.objects.create(shift=shift, number=last + 1)
    for key in keys:
        _join(shift, key, duo)
    return duo


def _join(shift: Shift, who: str, duo: Duo, *, observes: bool = False) -> None:
    _leave(shift, who)
    if who.startswith("g"):
        Guest.objects.filter(shift=shift, pk=int(who[1:])).update(duo=duo, observes=observes)
    else:
        DuoMember.objects.create(duo=duo, shift=shift, volunteer_id=int(who[1:]), observes=observes)


def _leave(shift: Shift, who: str) -> None:
    if who.startswith("g"):
        Guest.objects.filter(shift=shift, pk=int(who[1:])).update(duo=None)
    else:
        DuoMember.objects.filter(shift=shift, volunteer_id=int(who[1:])).delete()
