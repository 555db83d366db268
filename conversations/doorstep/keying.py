"""A paper sheet keyed in: every row ends where the phone's entries end, as the entry of who walked.

Paper knows no times. A row gets the time at which that door was about due, so that the shift's hours stay roughly
true; it is worked out from the sheet alone, so that the same row sent twice is the same entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from canvass.turf.models import Stop
from canvass.turf.sheet import sheet_stops
from canvass.turf.sheet_data import SheetSide, sheet_sides
from conversations.doorstep.batch import Answer
from conversations.doorstep.hours import doors_end_at
from conversations.doorstep.items import DOOR, ENTRANCE, UNDO
from conversations.doorstep.models import EntranceEvent
from conversations.doorstep.states import changes_on_turf
from conversations.doorstep.street_doors import newest_entrances
from conversations.doorstep.sync import store_batch
from volunteers.people import audit
from volunteers.people.models import AuditEntry, User
from volunteers.shifts.models import Assignment

KEYED = (DOOR, UNDO, ENTRANCE)
# One line a sheet and sitting in the audit log, not one a door.
SITTING = timedelta(hours=12)


@dataclass(frozen=True)
class KeyedDoor:
    """What is known of one row: the outcome that counts now, and the entry to correct if it is the walker's own."""

    outcome: str
    event: str


@dataclass(frozen=True)
class KeyingSheet:
    sides: Sequence[SheetSide]
    doors: dict[int, KeyedDoor]
    # By street door.
    entrances: dict[int, str]

    @property
    def total(self) -> int:
        return sum(not door.skip for side in self.sides for door in side.doors)

    @property
    def keyed(self) -> int:
        return sum(not door.skip and door.stop in self.doors for side in self.sides for door in side.doors)


def keying_sheet(*, assignment: Assignment, walker: User) -> KeyingSheet:
    """The rows of a sheet as they stand, also by what phones sent."""
    stops = sheet_stops(assignment.turf)
    changes, _cursor = changes_on_turf(assignment=assignment, user=walker, since=None)
    entrances = {stop.address.entrance_id for stop in stops if stop.address.entrance_id}
    tried = EntranceEvent.objects.filter(shift=assignment.duo.shift_id, entrance__in=entrances)
    return KeyingSheet(
        sides=sheet_sides(assignment.turf, stops),
        doors={row.stop: KeyedDoor(row.outcome, row.event or "") for row in changes if row.outcome},
        entrances={pk: event.outcome for pk, event in newest_entrances(tried).items()},
    )


@transaction.atomic
def key_rows(*, assignment: Assignment, walker: User, by: User, rows: Sequence[object], now: datetime) -> list[Answer]:
    """Store what was ticked on paper as entries of ``walker``; who keyed it is in the audit log."""
    places = dict(Stop.objects.filter(turf=assignment.turf_id).values_list("pk", "position"))
    items = [_as_item(row, assignment, places) for row in rows]
    note_keying("keyed in a walk sheet", assignment=assignment, walker=walker, by=by, now=now)
    return store_batch(user=walker, raw_items=items, sent_at=now, now=now)


def note_keying(verb: str, *, assignment: Assignment, walker: User, by: User, now: datetime) -> None:
    subject = f"shift {assignment.duo.shift_id} user {walker.pk}"
    if AuditEntry.objects.filter(actor=by, verb=verb, subject=subject, at__gt=now - SITTING).exists():
        return
    audit.note(actor=by, organisation=assignment.duo.shift.campaign.organisation, verb=verb, subject=subject)


def _as_item(row: object, assignment: Assignment, places: dict[int, int]) -> object:
    """As a phone would have sent it; what is no row goes on as it is, to be refused in words."""
    if not isinstance(row, dict) or row.get("type") not in KEYED:
        return None
    item: dict[str, Any] = {
        "id": row.get("id"),
        "type": row["type"],
        "assignment": str(assignment.pk),
        "logged_at": _about_when(assignment, places, row.get("stop")).isoformat(),
        "payload": {"outcome": row.get("outcome")},
    }
    return item | {key: row[key] for key in ("stop", "entrance", "supersedes") if row.get(key) is not None}


def _about_when(assignment: Assignment, places: dict[int, int], stop: object) -> datetime:
    """The shift's time spread evenly over the doors, in walking order; for a street door the beginning."""
    shift = assignment.duo.shift
    place = places.get(stop, 0) if isinstance(stop, int) else 0
    whole = doors_end_at(assignment) - shift.starts_at
    return shift.starts_at + whole * min(1.0, place / (max(places.values(), default=0) + 1))
