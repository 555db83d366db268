from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from canvass.turf.models import Turf
from volunteers.people.models import User
from volunteers.shifts.models import Assignment, Duo, DuoMember, Shift, SignUp


@dataclass(frozen=True)
class DuoRow:
    duo: Duo
    names: list[str]
    volunteers: list[User]
    assignment: Assignment | None


@dataclass(frozen=True)
class ShiftBoard:
    """All that a shift's page shows to who runs it."""

    going: list[SignUp]
    without_duo: list[User]
    duos: list[DuoRow]
    free_turfs: list[Turf]


def with_counts(shifts: QuerySet[Shift], *, user: User) -> QuerySet[Shift]:
    """Add ``going`` (how many) and ``mine`` (am I) to each shift."""
    return shifts.annotate(
        going=Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.GOING), distinct=True),
        mine=Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.GOING, sign_ups__volunteer=user), distinct=True),
    )


def shift_board(shift: Shift) -> ShiftBoard:
    going = list(
        shift.sign_ups.filter(state=SignUp.State.GOING).select_related("volunteer").order_by("volunteer__name")
    )
    duos = shift.duos.prefetch_related(
        Prefetch("members", DuoMember.objects.select_related("volunteer")),
        Prefetch("assignments", Assignment.objects.filter(returned_at=None).select_related("turf")),
    )
    rows = []
    for duo in duos:
        people = [member.volunteer for member in duo.members.all()]
        open_turfs = list(duo.assignments.all())
        rows.append(DuoRow(duo, [str(p) for p in people], people, open_turfs[0] if open_turfs else None))
    placed = {person.pk for row in rows for person in row.volunteers}
    handed_out = {row.assignment.turf_id for row in rows if row.assignment}
    turfs = Turf.objects.filter(plan__campaign=shift.campaign_id, plan__state="published")
    return ShiftBoard(
        going=going,
        without_duo=[s.volunteer for s in going if s.volunteer_id not in placed],
        duos=rows,
        free_turfs=list(turfs.exclude(pk__in=handed_out).select_related("plan__neighbourhood")),
    )
