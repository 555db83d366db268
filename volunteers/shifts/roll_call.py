"""What a coordinator sees at the meeting place: everybody of tonight, who is here, and who is still out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from volunteers.people.models import User
from volunteers.shifts.experience import WALKED
from volunteers.shifts.models import Assignment, DuoMember, DuoWish, Guest, RollCallAct, Shift, ShiftPass, SignUp

# A talk at the last door runs on, and the way back takes its time.
GRACE = timedelta(minutes=15)
SHOWN_BEFORE = timedelta(hours=12)


@dataclass(frozen=True)
class Person:
    """One line of the roll call: a volunteer who signed up, or a guest of tonight."""

    row: SignUp | Guest
    duo: int | None
    turf: str
    observes: bool
    # A phone is signed in by a code of this shift.
    has_pass: bool = False
    # Evenings before this one that they came to.
    walked: int = 0
    # Of volunteers, with whom they would rather not walk: for coordinators, and said nowhere in words.
    not_with: frozenset[int] = frozenset()

    @property
    def volunteer(self) -> User | None:
        return self.row.volunteer if isinstance(self.row, SignUp) else None

    @property
    def is_guest(self) -> bool:
        return isinstance(self.row, Guest)

    @property
    def key(self) -> str:
        """As forms and pages name this person."""
        return f"v{self.row.volunteer_id}" if isinstance(self.row, SignUp) else f"g{self.row.pk}"

    @property
    def name(self) -> str:
        return str(self.volunteer or self.row)

    @property
    def first_name(self) -> str:
        return self.volunteer.first_name if self.volunteer else self.name

    @property
    def phone(self) -> str:
        return self.volunteer.phone if self.volunteer else ""

    @property
    def languages(self) -> Sequence[str]:
        """What the person said to speak at a door; nothing when they said nothing."""
        return self.volunteer.profile.languages if self.volunteer and hasattr(self.volunteer, "profile") else ()

    @property
    def is_here(self) -> bool:
        return self.row.checked_in_at is not None and self.row.checked_out_at is None

    @property
    def is_back(self) -> bool:
        return self.row.checked_out_at is not None

    @property
    def came(self) -> bool:
        return self.row.checked_in_at is not None


@dataclass(frozen=True)
class DuoOut:
    """A duo that is out on its turf, or those of it who are."""

    number: int
    turf: str
    people: Sequence[Person]


@dataclass(frozen=True)
class RollCall:
    people: list[Person]
    expected_back: datetime
    is_overdue: bool
    # What "undo" would take back, if anything.
    last_act: RollCallAct | None
    phones: tuple[str, ...]

    @property
    def present(self) -> list[Person]:
        return [person for person in self.people if person.came]

    @property
    def absent(self) -> list[Person]:
        return [person for person in self.people if not person.came]

    @property
    def still_out(self) -> list[Person]:
        """Here, with a route, and not back yet."""
        return [person for person in self.people if person.is_here and person.turf]

    @property
    def duos_out(self) -> list[DuoOut]:
        """The same, by duo: a call to one of them is a call to both."""
        out = sorted(self.still_out, key=lambda person: (person.duo or 0, person.is_guest))
        return [DuoOut(n or 0, (people := list(group))[0].turf, people) for n, group in groupby(out, _duo)]

    @property
    def overdue(self) -> list[Person]:
        return self.still_out if self.is_overdue else []

    @property
    def not_out(self) -> list[Person]:
        return [person for person in self.people if person.is_here and not person.turf]

    @property
    def left_alone(self) -> list[Person]:
        """Here, and without anybody to walk with: their partner did not come, or they have no duo yet."""
        logs = {person.duo for person in self.present if not person.is_guest and not person.observes}
        here: dict[int | None, int] = {}
        for person in self.present:
            here[person.duo] = here.get(person.duo, 0) + (not person.observes)
        alone = {duo for duo, count in here.items() if count < 2 or duo not in logs} | {None}
        return [person for person in self.people if person.is_here and person.duo in alone]


def _duo(person: Person) -> int | None:
    return person.duo


def has_roll_call(shift: Shift, *, now: datetime) -> bool:
    """From twelve hours before, until the shift was opened or cancelled."""
    return shift.state == Shift.State.PLANNED and shift.starts_at - SHOWN_BEFORE <= now


def roll_call(shift: Shift, *, now: datetime, people: list[Person] | None = None) -> RollCall:
    expected = shift.ends_at + GRACE
    return RollCall(
        people=people_of(shift) if people is None else people,
        expected_back=expected,
        is_overdue=now > expected,
        last_act=RollCallAct.objects.filter(shift=shift).first(),
        phones=tuple(phone for phone in shift.safety_phones if phone),
    )


def given_turfs(shift: Shift) -> list[Assignment]:
    """Every turf a duo of the shift has or had, in the order it was handed out."""
    given = Assignment.objects.filter(duo__shift=shift).select_related("turf", "duo")
    return list(given.defer("turf__line", "turf__outline").order_by("handed_out_at", "pk"))


def people_of(shift: Shift, given: Sequence[Assignment] | None = None) -> list[Person]:
    """Everybody of tonight by name, in three questions: who signed up, guests, and their turfs."""
    given = given_turfs(shift) if given is None else given
    turfs: dict[int | None, str] = {one.duo.number: one.turf.name for one in given if one.returned_at is None}
    people = []
    for row in _sign_ups(shift):
        number = row.duo_number  # type: ignore[attr-defined]
        person = Person(
            row,
            number,
            turfs.get(number, ""),
            bool(row.observes),  # type: ignore[attr-defined]
            row.has_pass,  # type: ignore[attr-defined]
            row.walked,  # type: ignore[attr-defined]
            frozenset(row.not_with),  # type: ignore[attr-defined]
        )
        people.append(person)
    for guest in Guest.objects.filter(shift=shift).select_related("duo"):
        number = guest.duo.number if guest.duo else None
        people.append(Person(guest, number, turfs.get(number, ""), guest.observes))
    return sorted(people, key=lambda person: (person.name.casefold(), person.key))


def _sign_ups(shift: Shift) -> QuerySet[SignUp]:
    used = ShiftPass.objects.filter(
        shift=shift, volunteer=OuterRef("volunteer"), used_at__isnull=False, revoked_at=None
    )  # fmt: skip
    member = DuoMember.objects.filter(shift=shift, volunteer=OuterRef("volunteer"))
    before = SignUp.objects.filter(WALKED, volunteer=OuterRef("volunteer")).order_by().values("volunteer")
    apart = DuoWish.objects.filter(
        organisation=shift.campaign.organisation_id, wisher=OuterRef("volunteer"), kind=DuoWish.Kind.NOT_WITH
    )
    going = SignUp.objects.filter(shift=shift, state=SignUp.State.GOING).select_related("volunteer__profile")
    return going.annotate(
        has_pass=Exists(used),
        duo_number=Subquery(member.values("duo__number")),
        observes=Subquery(member.values("observes")),
        walked=Coalesce(Subquery(before.annotate(n=Count("pk")).values("n")), 0),
        not_with=ArraySubquery(apart.values("about")),
    )
