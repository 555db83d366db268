"""What the events of a running shift say about its doors: the strongest outcome, then the newest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from canvass.turf.models import Stop
from conversations.doorstep.models import DoorEvent, Outcome
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
    rows = list(events)
    superseded = {event.supersedes for event in rows if event.supersedes}
    standing = [event for event in rows if event.pk not in superseded and not event.taken_back]
    standing.sort(key=lambda event: (RANK[Outcome(event.outcome)], event.corrected_at))
    return {event.address_id: event for event in standing}


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
