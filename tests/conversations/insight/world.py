"""An evening of door events and sealed conversations, written as the sync endpoint would."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from canvass.places.models import Address
from conversations.doorstep.models import DoorEvent, Walk
from tests.factories import make_assignment, make_campaign, make_shift, make_turf
from volunteers.people.models import User
from volunteers.shifts.models import Assignment, Shift


class Evening:
    """A shift half an hour ago with duos on one turf each."""

    def __init__(self, *, doors: int = 12, duos: int = 1, **campaign: Any) -> None:
        self.campaign = make_campaign(**campaign)
        self.shift: Shift = make_shift(campaign=self.campaign)
        self.turfs = [make_turf(campaign=self.campaign, doors=doors) for _ in range(duos)]
        self.assignments: list[Assignment] = [make_assignment(shift=self.shift, turf=turf) for turf in self.turfs]
        self.walks = [Walk.objects.create(assignment=a, shift=self.shift) for a in self.assignments]
        self.people: list[User] = [m.volunteer for a in self.assignments for m in a.duo.members.all()]
        self.addresses: list[Address] = [stop.address for turf in self.turfs for stop in turf.stops.all()]

    def log(self, address: Address, outcome: str, *, at: datetime | None = None, **kwargs: Any) -> DoorEvent:
        at = at or timezone.now() - timedelta(minutes=10)
        fields = {"walk": self.walks[0], "owner": self.people[0], "payload_hash": bytes(32)}
        moments = dict.fromkeys(("logged_at", "sent_at", "corrected_at"), at)
        return DoorEvent.objects.create(
            id=uuid.uuid4(), shift=self.shift, address=address, outcome=outcome, **fields | moments | kwargs
        )
