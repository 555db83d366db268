from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from volunteers.people.models import User
from volunteers.shifts.models import Assignment, Shift, SignUp


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


def turfs_in_hand(*, campaign_id: int) -> set[int]:
    """Turfs that a duo of a shift to come or under way has; after "everyone is back" nobody has any."""
    out = Assignment.objects.filter(
        returned_at=None, duo__shift__campaign=campaign_id, duo__shift__state=Shift.State.PLANNED
    )
    return set(out.values_list("turf_id", flat=True))
