"""Experience is counted, never typed: shifts at which somebody was really there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from volunteers.people.models import Membership
from volunteers.shifts.models import Shift, SignUp

# Checked in at a shift from which everyone is back.
WALKED = Q(
    state=SignUp.State.GOING,
    checked_in_at__isnull=False,
    shift__state__in=[Shift.State.OPENED, Shift.State.CLOSED],
)


@dataclass(frozen=True)
class Experience:
    shifts: int = 0
    hours: int = 0
    last_on: date | None = None

    @property
    def is_new(self) -> bool:
        return self.shifts == 0


def experience_of(people: Collection[int]) -> dict[int, Experience]:
    """Experience of everybody of these users, in one query; who never walked is there with nothing."""
    length = ExpressionWrapper(F("shift__ends_at") - F("shift__starts_at"), output_field=DurationField())
    rows = (
        SignUp.objects.filter(WALKED, volunteer__in=people)
        .values("volunteer")
        .annotate(shifts=Count("pk"), time=Sum(length), last=Max("shift__starts_at"))
    )
    found = {
        row["volunteer"]: Experience(
            shifts=row["shifts"],
            hours=round(row["time"].total_seconds() / 3600),
            last_on=timezone.localtime(row["last"]).date(),
        )
        for row in rows
    }
    return {person: found.get(person, Experience()) for person in people}


def with_experience(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Add ``walked`` (how many shifts) and ``last_walked`` (start of the last one) to each row."""
    mine = SignUp.objects.filter(WALKED, volunteer=OuterRef("user")).order_by().values("volunteer")
    return memberships.annotate(
        walked=Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0),
        last_walked=Subquery(mine.annotate(last=Max("shift__starts_at")).values("last")),
    )
