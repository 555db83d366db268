from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.factories import make_user, numbers
from volunteers.people.messages.queueing import queue_message
from volunteers.people.messages.webpush import Device
from volunteers.people.models import Message, PushDevice, User

# A Monday at one o'clock in the afternoon, and at eleven at night.
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NIGHT = datetime(2026, 3, 2, 22, tzinfo=UTC)
MORNING = datetime(2026, 3, 3, 7, tzinfo=UTC)

NEWS = {"title": "Soep na afloop", "body": "Neem iemand mee.", "group": "Buurtgesprek", "author": "Fatima"}
SHIFT = {"campaign": "Wonen", "ends_at": MORNING, "place": "Buurthuis", "reason": "", "link": "http://x/shifts/"}


def queue(*, to: User | None = None, **kwargs: Any) -> bool:
    defaults = {"dedupe_key": f"k{next(numbers)}", "organisation": None, "kind": "announcement", "context": NEWS}
    return queue_message(recipient=to or make_user(), **defaults | {"not_before": NOON} | kwargs)


def make_device(user: User, device: Device) -> PushDevice:
    return PushDevice.objects.create(user=user, endpoint=device.endpoint, p256dh=device.p256dh, auth=device.auth)


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))
