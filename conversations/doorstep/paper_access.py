"""The only door to paper: who runs the shift, a turf of it, and who walked."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from volunteers.people.models import User
from volunteers.shifts.access import shifts_to_run
from volunteers.shifts.models import Assignment, Shift


def sheets_to_key(user: User) -> QuerySet[Assignment]:
    """Turf handed out in shifts that ``user`` runs, also when it was taken back since."""
    rows = Assignment.objects.filter(duo__shift__in=shifts_to_run(user)).exclude(
        duo__shift__state=Shift.State.CANCELLED
    )
    return rows.select_related(
        "duo__shift__campaign__organisation",
        "duo__shift__campaign__statement__topic",
        "turf__plan__neighbourhood",
        "turf__plan__campaign__planning_numbers",
    )


def get_sheet_to_key(user: User, assignment_id: UUID) -> Assignment:
    return get_object_or_404(sheets_to_key(user), pk=assignment_id)


def get_walker_to_key(user: User, assignment_id: UUID, walker_id: int) -> tuple[Assignment, User]:
    """A sheet, and one of the duo that walked it."""
    assignment = get_sheet_to_key(user, assignment_id)
    return assignment, get_object_or_404(walkers(assignment), pk=walker_id)


def walkers(assignment: Assignment) -> QuerySet[User]:
    return User.objects.filter(pk__in=assignment.duo.members.values("volunteer")).order_by("name", "pk")
