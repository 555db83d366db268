"""Who walks with whom and where, as the coordinator's board shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from canvass.turf.models import Turf
from volunteers.shifts.evening.matching import Pair, Walker, Why, Wishes, faults_of
from volunteers.shifts.models import Assignment, Duo, Shift
from volunteers.shifts.roll_call import Person, given_turfs, people_of


@dataclass
class DuoRow:
    duo: Duo
    people: list[Person] = field(default_factory=list)
    assignment: Assignment | None = None
    # Turfs it had earlier this shift: a duo with time left takes another.
    earlier: list[Turf] = field(default_factory=list)

    @property
    def walking(self) -> list[Person]:
        return [person for person in self.people if not person.observes]

    @property
    def is_short(self) -> bool:
        """One person is no duo."""
        return len(self.walking) < 2

    @property
    def faults(self) -> list[Why]:
        walkers = [Walker(one.key, one.walked, can_log=not one.is_guest) for one in self.walking]
        apart = {Pair((one.key, f"v{other}")) for one in self.walking for other in one.not_with}
        return sorted(faults_of(walkers, Wishes(not_with=frozenset(apart))))


@dataclass(frozen=True)
class Board:
    duos: Sequence[DuoRow]
    without_duo: Sequence[Person]
    people: int

    @property
    def duos_without_turf(self) -> int:
        return sum(row.assignment is None and bool(row.people) for row in self.duos)


def board_of(shift: Shift, people: Sequence[Person] | None = None, given: Sequence[Assignment] | None = None) -> Board:
    """Four people or four hundred: one question more than who is here and what was handed out."""
    given = given_turfs(shift) if given is None else given
    people = people_of(shift, given) if people is None else people
    rows = {duo.number: DuoRow(duo) for duo in Duo.objects.filter(shift=shift)}
    alone = []
    for person in people:
        if person.duo is None:
            alone.append(person)
        else:
            rows[person.duo].people.append(person)
    for assignment in given:
        row = rows[assignment.duo.number]
        if assignment.returned_at is None:
            row.assignment = assignment
        else:
            row.earlier.append(assignment.turf)
    for row in rows.values():
        now = row.assignment.turf_id if row.assignment else None
        row.earlier = list({turf.pk: turf for turf in row.earlier if turf.pk != now}.values())
    # A duo that everybody left stays in the ledger for the turf it had; nobody needs to see it.
    shown = [row for row in rows.values() if row.people or row.assignment]
    return Board(shown, alone, len(people))
