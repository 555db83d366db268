"""Counts of what waits for a coordinator: for the shift's page and for the list on the home page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from conversations.doorstep.models import DoorEvent, HeldEntry, SealedConversation
from conversations.doorstep.states import visited_twice
from volunteers.shifts.models import Shift


@dataclass(frozen=True)
class Attention:
    held: int
    twice: int
    late_sealed: int

    def __bool__(self) -> bool:
        return bool(self.held or self.twice or self.late_sealed)


def attention(shift: Shift) -> Attention:
    """What asks for a look on one shift."""
    back = shift.state in (Shift.State.OPENED, Shift.State.CLOSED)
    return Attention(
        held=HeldEntry.objects.filter(shift=shift).count(),
        twice=len(visited_twice(DoorEvent.objects.filter(shift=shift))),
        late_sealed=SealedConversation.objects.filter(shift=shift).count() if back else 0,
    )


def shifts_with_held(shifts: QuerySet[Shift]) -> list[tuple[Shift, int]]:
    """Those of ``shifts`` whose held entries wait for a decision, and how many; one query."""
    rows = shifts.annotate(held=Count("held_entries")).filter(held__gt=0).order_by("starts_at")
    return [(shift, int(getattr(shift, "held"))) for shift in rows]  # noqa: B009 - an annotation
