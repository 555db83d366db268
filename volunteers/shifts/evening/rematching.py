"""After no-shows: who is left pairs anew, with as little change as there can be. A plan to look at, then the deed.

Duos that are complete stay. Who was left alone finds each other, and one left over joins a duo as a third. A pair
made anew keeps a turf that one of them had; what nobody needs goes back to the pool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from volunteers.shifts.duos import move_to_duo
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.evening.facts import walkers, wishes
from volunteers.shifts.evening.matching import Walker, Why, Wishes, faults_of, match
from volunteers.shifts.models import Assignment, Duo, DuoMember, Guest, Shift
from volunteers.shifts.roll_call import Person, people_of


@dataclass(frozen=True)
class NewDuo:
    """A duo as it will be. ``number`` is None for one that does not exist yet."""

    number: int | None
    people: Sequence[Person]
    joining: Sequence[Person]
    turf: str
    why: frozenset[Why]


@dataclass(frozen=True)
class Rematch:
    """What changes, and what stays; ``still_alone`` has nobody to walk with whatever one does."""

    changed: Sequence[NewDuo]
    unchanged: int
    returned: Sequence[str]
    absent: Sequence[Person]
    still_alone: Sequence[Person]

    @property
    def fingerprint(self) -> str:
        """Who goes where, so that what was looked at is what happens."""
        moves = [f"{duo.number}<{','.join(person.key for person in duo.joining)}" for duo in self.changed]
        return ";".join(moves + [person.key for person in self.absent])


def plan_rematch(shift: Shift) -> Rematch:
    """From who is ticked as here; nothing is changed yet."""
    people = people_of(shift)
    here = [person for person in people if person.is_here]
    facts = {walker.key: walker for walker in walkers(person.key for person in here)}
    asked = wishes(shift, {person.key for person in here})
    by_duo: dict[int, list[Person]] = {}
    for person in here:
        if person.duo is not None:
            by_duo.setdefault(person.duo, []).append(person)
    slots = [_Slot(number, group) for number, group in by_duo.items() if _is_whole(group)]
    loose = [person for person in here if person.duo not in {slot.number for slot in slots}]
    alone = _pair(loose, slots, facts, asked)
    changed = [slot.as_duo(facts, asked) for slot in slots if slot.joining]
    kept = {slot.number for slot in slots}
    had = {person.duo: person.turf for person in people if person.turf and person.duo is not None}
    return Rematch(
        changed=sorted(changed, key=lambda duo: (duo.number is None, duo.number or 0, duo.people[0].key)),
        unchanged=len(slots) - len(changed),
        returned=[turf for number, turf in sorted(had.items()) if number not in kept],
        absent=[person for person in people if not person.came and person.duo is not None],
        still_alone=alone,
    )


@transaction.atomic
def carry_out(*, shift: Shift, fingerprint: str, now: datetime) -> None:
    """Do what was shown. Raises ``ShiftError`` when the evening has changed since."""
    Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    plan = plan_rematch(shift)
    if plan.fingerprint != fingerprint:
        raise ShiftError(_("Somebody came or went meanwhile. Look again at what changes."))
    gone = [int(person.key[1:]) for person in plan.absent if not person.is_guest]
    DuoMember.objects.filter(shift=shift, volunteer_id__in=gone).delete()
    Guest.objects.filter(pk__in=[int(person.key[1:]) for person in plan.absent if person.is_guest]).update(duo=None)
    for new in plan.changed:
        duo = Duo.objects.filter(shift=shift, number=new.number).first() if new.number else None
        for person in new.joining:
            duo = move_to_duo(shift=shift, who=person.key, duo=duo, observes=person.observes)
    empty = Duo.objects.filter(shift=shift, members=None)
    Assignment.objects.filter(duo__in=empty, returned_at=None).update(returned_at=now)


def _is_whole(group: Sequence[Person]) -> bool:
    """Two who walk, and one of them with an account to log with."""
    walking = [person for person in group if not person.observes]
    return len(walking) > 1 and any(not person.is_guest for person in walking)


@dataclass
class _Slot:
    """A duo while it is being made up."""

    number: int | None
    people: list[Person]
    joining: list[Person] = field(default_factory=list)

    def add(self, person: Person) -> None:
        self.people.append(person)
        self.joining.append(person)

    def faults(self, facts: dict[str, Walker], asked: Wishes) -> frozenset[Why]:
        return faults_of([facts[person.key] for person in self.people if not person.observes], asked)

    def as_duo(self, facts: dict[str, Walker], asked: Wishes) -> NewDuo:
        turf = next((person.turf for person in self.people if person.duo == self.number), "")
        return NewDuo(self.number, self.people, self.joining, turf, self.faults(facts, asked))


def _pair(loose: Sequence[Person], slots: list[_Slot], facts: dict[str, Walker], asked: Wishes) -> list[Person]:
    """Fill ``slots`` with those who are on their own; returns who is left because there is no duo to join."""
    by_key = {person.key: person for person in loose}
    walking = [facts[person.key] for person in loose if not person.observes]
    over = [person for person in loose if person.observes]
    for keys in match(walking, asked).groups:
        group = [by_key[key] for key in keys]
        if _is_whole(group):
            slots.append(_settle(group))
        else:
            over += group
    for person in over:
        if not slots:
            return over
        _best_for(person, slots, facts, asked).add(person)
    return []


def _settle(group: Sequence[Person]) -> _Slot:
    """The duo of whoever has a turf already; else one of theirs, else a new one."""
    stays = min(group, key=lambda person: (not person.turf, person.duo is None, person.duo or 0))
    slot = _Slot(stays.duo, [person for person in group if stays.duo is not None and person.duo == stays.duo])
    for person in group:
        if person not in slot.people:
            slot.add(person)
    return slot


def _best_for(person: Person, slots: Sequence[_Slot], facts: dict[str, Walker], asked: Wishes) -> _Slot:
    """The smallest duo, where nothing comes to be wrong by joining."""

    def price(slot: _Slot) -> tuple[int, int, bool, int]:
        after = _Slot(slot.number, [*slot.people, person]).faults(facts, asked) - slot.faults(facts, asked)
        return len(after), len(slot.people), slot.number is None, slot.number or 0

    return min(slots, key=price)
