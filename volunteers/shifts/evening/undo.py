"""One undo for the last thing that was done to an evening, whatever it was.

A deed is recorded as what it changed: a picture of the evening before and one after it, facts under keys such as
``here:v12`` (a volunteer) or ``duo:g3`` (a guest). Taking it back restores the facts that are still as the deed left
them; what somebody changed since, on a phone or another screen, stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import Assignment, Duo, DuoMember, Guest, RollCallAct, Shift, SignUp
from volunteers.shifts.queries import turfs_in_hand

Fact = list[str | int | bool | None]
Picture = dict[str, Fact]
Changes = dict[str, list[Fact | None]]
OUT, BACK = "out", "back"


@contextmanager
def recorded(*, shift: Shift, deed: RollCallAct.Deed, now: datetime) -> Iterator[None]:
    """What happens inside is one deed, done by one coordinator at a time; one that changes nothing hides none."""
    with transaction.atomic():
        Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
        before = picture(shift)
        yield
        after = picture(shift)
        keys = sorted(before.keys() | after.keys())
        changes = {key: [before.get(key), after.get(key)] for key in keys if before.get(key) != after.get(key)}
        if changes:
            act = {"deed": deed, "at": now, "changes": changes}
            RollCallAct.objects.update_or_create(shift=shift, defaults=act)


@transaction.atomic
def take_back_last(*, shift: Shift, now: datetime) -> int:
    """Undo the last deed; returns how many of the facts it touched have changed since and stay as they are."""
    Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    act = RollCallAct.objects.filter(shift=shift).first()
    if act is None:
        raise ShiftError(_("There is nothing to take back."))
    current, changes = picture(shift), act.changes
    still = {key: before for key, (before, after) in changes.items() if current.get(key) == after}
    _restore_places(shift, still, now)
    _restore_presence(shift, still)
    act.delete()
    return len(changes) - len(still)


def picture(shift: Shift) -> Picture:
    """Every fact of the evening that a deed may change. Four questions, however many people."""
    facts: Picture = {}
    going = SignUp.objects.filter(shift=shift, state=SignUp.State.GOING)
    for volunteer, came, left in going.values_list("volunteer_id", "checked_in_at", "checked_out_at"):
        facts[f"here:v{volunteer}"] = [_text(came), _text(left)]
    for guest in Guest.objects.filter(shift=shift).select_related("duo"):
        facts[f"here:g{guest.pk}"] = [_text(guest.checked_in_at), _text(guest.checked_out_at)]
        if guest.duo is not None:
            facts[f"duo:g{guest.pk}"] = [guest.duo.number, guest.observes]
    members = DuoMember.objects.filter(shift=shift).values_list("volunteer_id", "duo__number", "observes")
    facts |= {f"duo:v{volunteer}": [number, observes] for volunteer, number, observes in members}
    for assignment in Assignment.objects.filter(duo__shift=shift):
        facts[f"turf:{assignment.pk}"] = [OUT if assignment.returned_at is None else BACK]
    return facts


def _restore_places(shift: Shift, facts: dict[str, Fact | None], now: datetime) -> None:
    """Who walks in which duo, and with which turf: first what the deed gave goes, then what it took comes again."""
    turfs = {key.removeprefix("turf:"): fact for key, fact in facts.items() if key.startswith("turf:")}
    given = [pk for pk, fact in turfs.items() if fact is None or fact == [BACK]]
    Assignment.objects.filter(pk__in=given, returned_at=None).update(returned_at=now)
    for key, fact in facts.items():
        if key.startswith("duo:"):
            _place(shift, key.removeprefix("duo:"), fact)
    taken = Assignment.objects.filter(pk__in=[pk for pk, fact in turfs.items() if fact == [OUT]])
    for assignment in taken.select_related("duo__shift"):
        in_hand = turfs_in_hand(campaign_id=shift.campaign_id)
        busy = Assignment.objects.filter(duo=assignment.duo_id, returned_at=None).exists()
        if not busy and assignment.turf_id not in in_hand:
            Assignment.objects.filter(pk=assignment.pk).update(returned_at=None)
    drop_empty_duos(shift)


def _place(shift: Shift, who: str, fact: Fact | None) -> None:
    pk = int(who[1:])
    duo = None if fact is None else Duo.objects.get_or_create(shift=shift, number=int(fact[0] or 0))[0]
    observes = bool(fact and fact[1])
    if who.startswith("g"):
        Guest.objects.filter(shift=shift, pk=pk).update(duo=duo, observes=observes)
        return
    DuoMember.objects.filter(shift=shift, volunteer_id=pk).delete()
    if duo is not None:
        DuoMember.objects.create(shift=shift, duo=duo, volunteer_id=pk, observes=observes)


def _restore_presence(shift: Shift, facts: dict[str, Fact | None]) -> None:
    for key, fact in facts.items():
        if not key.startswith("here:"):
            continue
        who, pk = key[5:], int(key[6:])
        mine = Guest.objects.filter(shift=shift, pk=pk)
        if fact is None:
            # Only a guest begins to be there by a deed.
            mine.delete()
            continue
        times = {"checked_in_at": _moment(fact[0]), "checked_out_at": _moment(fact[1])}
        if who.startswith("g"):
            mine.update(**times)
        else:
            SignUp.objects.filter(shift=shift, volunteer_id=pk).update(**times)


def drop_empty_duos(shift: Shift) -> None:
    """A duo that nobody is left in, and that never had a turf, is no duo."""
    Duo.objects.filter(shift=shift, members=None, guests=None, assignments=None).delete()


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None
