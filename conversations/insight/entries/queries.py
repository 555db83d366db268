"""What waits for a coordinator on one shift: held entries, doors that two people logged, late conversations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from conversations.doorstep.holding import HELD_FOR
from conversations.doorstep.models import (
    DoorEvent,
    EntranceOutcome,
    HeldEntry,
    HeldKind,
    NoteCode,
    Outcome,
    SealedConversation,
)
from conversations.doorstep.states import RANK, visited_twice
from volunteers.shifts.models import DuoMember, Shift

WORDS = dict([*Outcome.choices, *EntranceOutcome.choices, *NoteCode.choices])


@dataclass(frozen=True)
class HeldRow:
    entry: HeldEntry
    place: str
    outcome: str
    goes_at: datetime
    # Honoured when it came in: dropping the entry does not undo it.
    is_wish: bool


@dataclass(frozen=True)
class Visit:
    who: str
    duo: int | None
    outcome: str
    at: datetime
    counts: bool


@dataclass(frozen=True)
class TwiceRow:
    place: str
    visits: Sequence[Visit]


@dataclass(frozen=True)
class Entries:
    held: Sequence[HeldRow]
    twice: Sequence[TwiceRow]
    # Sealed conversations that came after the opening; they join the next batch.
    late_sealed: int


def entries_of(shift: Shift) -> Entries:
    return Entries(held_rows(shift), twice_rows(shift), late_sealed(shift))


def held_rows(shift: Shift) -> list[HeldRow]:
    rows = HeldEntry.objects.filter(shift=shift).select_related("stop__address", "entrance", "owner")
    return [
        HeldRow(
            entry=entry,
            place=str(entry.stop.address if entry.stop else entry.entrance),
            outcome=str(WORDS[entry.outcome]),
            goes_at=entry.received_at + HELD_FOR,
            is_wish=entry.kind == HeldKind.DOOR and entry.outcome == Outcome.DO_NOT_RING,
        )
        for entry in rows.order_by("corrected_at", "pk")
    ]


def twice_rows(shift: Shift) -> list[TwiceRow]:
    """Nothing after closing: the entries are gone then."""
    doors = visited_twice(DoorEvent.objects.filter(shift=shift).select_related("address", "owner"))
    duos = dict(DuoMember.objects.filter(shift=shift).values_list("volunteer_id", "duo__number"))
    rows = [TwiceRow(str(events[0].address), _visits(events, duos)) for events in doors.values()]
    return sorted(rows, key=lambda row: row.place)


def late_sealed(shift: Shift) -> int:
    if shift.state not in (Shift.State.OPENED, Shift.State.CLOSED):
        return 0
    return SealedConversation.objects.filter(shift=shift).count()


def _visits(events: Sequence[DoorEvent], duos: dict[int, int]) -> list[Visit]:
    ordered = sorted(events, key=lambda event: (RANK[Outcome(event.outcome)], event.corrected_at), reverse=True)
    return [
        Visit(str(event.owner), duos.get(event.owner_id), str(WORDS[event.outcome]), event.corrected_at, place == 0)
        for place, event in enumerate(ordered)
    ]
