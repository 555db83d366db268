"""What the entries of one request share, and how each of them is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from conversations.doorstep.items import Item
from volunteers.people.models import User
from volunteers.shifts.models import Assignment

CLOCK_TOLERANCE = timedelta(minutes=5)
# Nothing waits longer on a phone and may still be for a shift.
OLDEST = timedelta(days=7)
CREATED, DUPLICATE, CONFLICT, HELD = "created", "duplicate", "conflict_noted", "held"
REJECTED, RETRY = "rejected", "retry"
# The phone may forget an entry that was answered so.
STORED = frozenset({CREATED, DUPLICATE, CONFLICT, HELD})


@dataclass(frozen=True)
class Answer:
    id: str
    status: str
    code: str = ""
    text: str = ""


@dataclass(frozen=True)
class Batch:
    user: User
    sent_at: datetime
    received_at: datetime
    assignments: dict[UUID, Assignment]

    @property
    def clock_error(self) -> timedelta:
        return self.received_at - self.sent_at

    def moment(self, item: Item) -> datetime:
        """When it was logged, by our clock; when it came, where the phone's clock jumped in between."""
        moment = item.logged_at + self.clock_error
        return moment if self.received_at - OLDEST <= moment <= self.received_at else self.received_at

    def logged(self, item: Item) -> dict[str, Any]:
        """The fields that every kind of entry has."""
        return {
            "id": item.id,
            "owner": self.user,
            "payload_hash": item.digest,
            "logged_at": item.logged_at,
            "sent_at": self.sent_at,
            "corrected_at": self.moment(item),
            "clock_suspect": abs(self.clock_error) > CLOCK_TOLERANCE,
        }


def as_json(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    return [{"id": a.id, "status": a.status, "code": a.code, "text": a.text} for a in answers]
