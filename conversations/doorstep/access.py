"""The only door to routes and ledgers: who walks a turf, from when and until when.

Reading ends soon after the shift; what was logged in time may still come in a day later. Both ask for the
membership anew each time, so that ending it takes effect at the next request.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from volunteers.people.models import User
from volunteers.people.policy import Verb, organisations_where
from volunteers.shifts.models import Assignment, DuoMember, Shift
from volunteers.shifts.passes import within_pass

READ_BEFORE = timedelta(hours=12)
READ_AFTER = timedelta(minutes=30)
WRITE_AFTER = timedelta(hours=24)
WALKED = (
    "duo__shift__campaign__statement",
    "duo__shift__campaign__organisation",
    "turf__plan__neighbourhood",
    "turf__plan__campaign__planning_numbers",
)


def assignments_to_walk(user: User, *, now: datetime) -> QuerySet[Assignment]:
    """Turf handed out to a duo of ``user`` whose shift is on, or nearly."""
    # Who only looks on gets no doors.
    own_duo = DuoMember.objects.filter(volunteer=user, duo=OuterRef("duo"), observes=False)
    return (
        Assignment.objects.filter(
            Exists(own_duo),
            within_pass(user, to_shift="duo__shift__"),
            returned_at=None,
            duo__shift__campaign__organisation__in=organisations_where(user, Verb.WALK).values("pk"),
            duo__shift__starts_at__lte=now + READ_BEFORE,
            duo__shift__ends_at__gte=now - READ_AFTER,
            duo__shift__state__in=[Shift.State.PLANNED, Shift.State.OPENED],
        )
        .select_related(*WALKED)
        .order_by("duo__shift__starts_at", "pk")
    )


def get_assignment_to_walk(user: User, assignment_id: UUID, *, now: datetime) -> Assignment:
    return get_object_or_404(assignments_to_walk(user, now=now), pk=assignment_id)


def shifts_to_log(user: User, *, now: datetime) -> QuerySet[Shift]:
    """Shifts for which entries of ``user`` are still taken, wherever they were put in the meantime."""
    member = DuoMember.objects.filter(volunteer=user, shift=OuterRef("pk"))
    return Shift.objects.filter(
        Exists(member),
        within_pass(user),
        campaign__organisation__in=organisations_where(user, Verb.WALK).values("pk"),
        starts_at__lte=now + READ_BEFORE,
        ends_at__gte=now - READ_AFTER - WRITE_AFTER,
    )


def assignments_to_log(user: User, *, now: datetime) -> QuerySet[Assignment]:
    """Also those taken back since: what was logged before is the truth all the same."""
    return Assignment.objects.filter(duo__shift__in=shifts_to_log(user, now=now)).select_related("duo__shift")
