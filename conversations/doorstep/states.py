"""What the events of a running shift say about its doors: the strongest outcome, then the newest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from canvass.turf.models import Stop
from conversations.doorstep.models import DoorEvent, Outcome
from conversations.doorstep.street_doors import entrances_now, notes_as_json, notes_now
from volunteers.people.models import User
from volunteers.shifts.models import Assignment

# Two volunteers at one door: the stronger outcome counts.
RANK = {
    Outcome.DO_NOT_RING: 9,
    Outcome.CONVERSATION: 8,
    Outcome.NOT_INTERESTED: 7,
    Outcome.NO_SHARED_LANGUAGE: 6,
    Outcome.COME_BACK: 5,
    Outcome.STICKER: 4,
    Outcome.UNSAFE: 3,
    Outcome.NO_ACCESS: 2,
    Outcome.NO_ADDRESS: 2,
    Outcome.NOT_HOME: 1,
}
# Rows become visible at commit, later than their time of receipt: look back a little further.
OVERLAP = timedelta(seconds=60)


@dataclass(frozen=True)
class DoorChange:
    """The present outcome of one stop; none means that it was taken back. ``event`` only if it is one's own."""

    stop: int
    outcome: str | None
    event: str | None

    def as_json(self) -> dict[str, Any]:
        return {"stop": self.stop, "outcome": self.outcome, "event": self.event}


def current_events(events: Iterable[DoorEvent]) -> dict[int, DoorEvent]:
    """The event that counts, by address."""
    standing = standing_events(events)
    standing.sort(key=lambda event: (RANK[Outcome(event.outcome)], event.corrected_at))
    return {event.address_id: event for event in standing}


def standing_events(events: Iterable[DoorEvent]) -> list[DoorEvent]:
    """Neither corrected nor taken back."""
    rows = list(events)
    superseded = {event.supersedes for event in rows if event.supersedes}
    return [event for event in rows if event.pk not in superseded and not event.taken_back]


def visited_twice(events: Iterable[DoorEvent]) -> dict[int, list[DoorEvent]]:
    """Doors where what two people logged stands side by side, by address."""
    doors: dict[int, list[DoorEvent]] = {}
    for event in standing_events(events):
        doors.setdefault(event.address_id, []).append(event)
    return {pk: rows for pk, rows in doors.items() if len({event.owner_id for event in rows}) > 1}


def places_on_turf(assignment: Assignment) -> dict[str, Any]:
    """All that is known of the turf's street doors and notes: short enough to send whole each time."""
    rows = Stop.objects.filter(turf_id=assignment.turf_id).values_list("address_id", "pk", "address__entrance_id")
    stops, entrances = {}, set()
    for address_id, stop_id, entrance_id in rows:
        stops[address_id] = stop_id
        if entrance_id:
            entrances.add(entrance_id)
    shift = assignment.duo.shift
    notes = notes_now(shift, addresses=stops, entrances=entrances)
    return {
        "entrances": [{"id": pk, "last": last} for pk, last in sorted(entrances_now(shift, entrances).items())],
        "notes": notes_as_json(notes, stops=stops),
    }


def changes_on_turf(*, assignment: Assignment, user: User, since: datetime | None) -> tuple[list[DoorChange], datetime]:
    """Doors of this turf touched in this shift since the cursor, by anybody, and the next cursor."""
    cursor = timezone.now() - OVERLAP
    shift_id = assignment.duo.shift_id
    stops = dict(Stop.objects.filter(turf_id=assignment.turf_id).values_list("address_id", "pk"))
    events = list(DoorEvent.objects.filter(shift_id=shift_id, address_id__in=list(stops)))
    current = current_events(events)
    touched = {event.address_id for event in events if since is None or event.received_at >= since}
    changes = []
    for address_id in sorted(touched, key=stops.__getitem__):
        event = current.get(address_id)
        own = event is not None and event.owner_id == user.pk
        changes.append(
            DoorChange(
                stop=stops[address_id],
                outcome=event.outcome if event else None,
                event=str(event.pk) if event and own else None,
            )
        )
    return changes, cursor
