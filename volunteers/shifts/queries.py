from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from canvass.turf.models import Turf
from volunteers.people.models import User
from volunteers.shifts.models import Assignment, Duo, DuoMember, Shift, SignUp


@dataclass(frozen=True)
class DuoRow:
    duo: Duo
    names: list[str]
    volunteers: list[User]
    assignment: Assignment | None
    # Turfs it had earlier this shift: a duo with time left takes another.
    earlier: list[Turf]


@dataclass(frozen=True)
class ShiftBoard:
    """All that a shift's page shows to who runs it."""

    going: list[SignUp]
    without_duo: list[User]
    duos: list[DuoRow]
    free_turfs: list[Turf]


def count_of(state: SignUp.State) -> Coalesce:
    """How many sign-ups of a shift have this state; a subquery of its own, so that counts do not multiply."""
    rows = SignUp.objects.filter(shift=OuterRef("pk"), state=state).order_by().values("shift")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def with_counts(shifts: QuerySet[Shift], *, user: User) -> QuerySet[Shift]:
    """Add ``going`` and ``waiting`` (how many), ``mine`` (am I going) and ``waits`` (am I waiting) to each shift."""
    own = SignUp.objects.filter(shift=OuterRef("pk"), volunteer=user)
    return shifts.annotate(
        going=count_of(SignUp.State.GOING),
        waiting=count_of(SignUp.State.WAITING),
        mine=Exists(own.filter(state=SignUp.State.GOING)),
        waits=Exists(own.filter(state=SignUp.State.WAITING)),
    )


def shift_board(shift: Shift) -> ShiftBoard:
    going = list(
        shift.sign_ups.filter(state=SignUp.State.GOING).select_related("volunteer").order_by("volunteer__name")
    )
    duos = shift.duos.prefetch_related(
        Prefetch("members", DuoMember.objects.select_related("volunteer")),
        Prefetch("assignments", Assignment.objects.select_related("turf").order_by("handed_out_at", "pk")),
    )
    rows = []
    for duo in duos:
        people = [member.volunteer for member in duo.members.all()]
        now = next((a for a in duo.assignments.all() if a.returned_at is None), None)
        had = {a.turf_id: a.turf for a in duo.assignments.all() if now is None or a.turf_id != now.turf_id}
        rows.append(DuoRow(duo, [str(p) for p in people], people, now, list(had.values())))
    placed = {person.pk for row in rows for person in row.volunteers}
    handed_out = {row.assignment.turf_id for row in rows if row.assignment}
    turfs = Turf.objects.filter(plan__campaign=shift.campaign_id, plan__state="published")
    return ShiftBoard(
        going=going,
        without_duo=[s.volunteer for s in going if s.volunteer_id not in placed],
        duos=rows,
        free_turfs=list(turfs.exclude(pk__in=handed_out).select_related("plan__neighbourhood")),
    )


def turfs_in_hand(*, campaign_id: int) -> set[int]:
    """Turfs that a duo of a shift to come or under way has; after "everyone is back" nobody has any."""
    out = Assignment.objects.filter(
        returned_at=None, duo__shift__campaign=campaign_id, duo__shift__state=Shift.State.PLANNED
    )
    return set(out.values_list("turf_id", flat=True))
