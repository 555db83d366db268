"""What a coordinator sees at the meeting place: everybody of tonight, who is here, and who is still out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from volunteers.people.models import User
from volunteers.shifts.models import Assignment, DuoMember, RollCallAct, Shift, ShiftPass, SignUp

# A talk at the last door runs on, and the way back takes its time.
GRACE = timedelta(minutes=15)
SHOWN_BEFORE = timedelta(hours=12)


@dataclass(frozen=True)
class Person:
    """One line of the roll call."""

    sign_up: SignUp
    duo: int | None
    turf: str
    # A phone is signed in by a code of this shift.
    has_pass: bool

    @property
    def volunteer(self) -> User:
        return self.sign_up.volunteer

    @property
    def is_here(self) -> bool:
        return self.sign_up.checked_in_at is not None and self.sign_up.checked_out_at is None

    @property
    def is_back(self) -> bool:
        return self.sign_up.checked_out_at is not None


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
        return [person for person in self.people if person.is_here or person.is_back]

    @property
    def absent(self) -> list[Person]:
        return [person for person in self.people if not (person.is_here or person.is_back)]

    @property
    def still_out(self) -> list[Person]:
        """Here, with a route, and not back yet."""
        return [person for person in self.people if person.is_here and person.turf]

    @property
    def overdue(self) -> list[Person]:
        return self.still_out if self.is_overdue else []

    @property
    def not_out(self) -> list[Person]:
        return [person for person in self.people if person.is_here and not person.turf]


def has_roll_call(shift: Shift, *, now: datetime) -> bool:
    """From twelve hours before, until the shift was opened or cancelled."""
    return shift.state == Shift.State.PLANNED and shift.starts_at - SHOWN_BEFORE <= now


def roll_call(shift: Shift, *, now: datetime) -> RollCall:
    sign_ups = (
        SignUp.objects.filter(shift=shift, state=SignUp.State.GOING)
        .select_related("volunteer")
        .annotate(
            has_pass=Exists(
                ShiftPass.objects.filter(
                    shift=shift, volunteer=OuterRef("volunteer"), used_at__isnull=False, revoked_at=None
                )
            )
        )
        .order_by("volunteer__name", "volunteer__email")
    )
    duos = dict(DuoMember.objects.filter(shift=shift).values_list("volunteer_id", "duo__number"))
    turfs = dict(Assignment.objects.filter(duo__shift=shift, returned_at=None).values_list("duo__number", "turf__name"))
    people = []
    for row in sign_ups:
        duo = duos.get(row.volunteer_id)
        people.append(Person(row, duo, turfs.get(duo, "") if duo else "", row.has_pass))
    expected = shift.ends_at + GRACE
    return RollCall(
        people=people,
        expected_back=expected,
        is_overdue=now > expected,
        last_act=RollCallAct.objects.filter(shift=shift).first(),
        phones=tuple(phone for phone in shift.safety_phones if phone),
    )
