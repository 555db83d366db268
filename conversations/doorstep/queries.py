"""Counts of what waits for a coordinator: for the shift's page and for the list on the home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from conversations.doorstep.models import DoorEvent, HeldEntry, SealedConversation
from volunteers.shifts.models import Shift


@dataclass(frozen=True)
class Attention:
    held: int
    twice: int
    late_sealed: int

    def __bool__(self) -> bool:
        return bool(self.held or self.twice or self.late_sealed)


def attention(shift: Shift) -> Attention:
    """What asks for a look on one shift; one query, and none of its rows is read."""
    standing = DoorEvent.objects.filter(~Exists(DoorEvent.objects.filter(supersedes=OuterRef("pk"))), taken_back=False)
    others = standing.filter(shift=OuterRef("shift"), address=OuterRef("address")).exclude(owner=OuterRef("owner"))
    held, twice, sealed = (
        Shift.objects.filter(pk=shift.pk)
        .values_list(
            _count(HeldEntry.objects.all()),
            _count(standing.filter(Exists(others)), what="address"),
            _count(SealedConversation.objects.all()),
        )
        .get()
    )
    # Before everyone is back all conversations are sealed, and none is late.
    back = shift.state in (Shift.State.OPENED, Shift.State.CLOSED)
    return Attention(held=held, twice=twice, late_sealed=sealed if back else 0)


def _count(rows: QuerySet[Any], what: str = "pk") -> Coalesce:
    """How many different ones of a shift."""
    counted = rows.filter(shift=OuterRef("pk")).order_by().values("shift").annotate(n=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)


def shifts_with_held(shifts: QuerySet[Shift]) -> list[tuple[Shift, int]]:
    """Those of ``shifts`` whose held entries wait for a decision, and how many; one query."""
    rows = shifts.annotate(held=Count("held_entries")).filter(held__gt=0).order_by("starts_at")
    return [(shift, int(getattr(shift, "held"))) for shift in rows]  # noqa: B009 - an annotation
