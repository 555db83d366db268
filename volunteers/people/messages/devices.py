"""Browsers that asked for web push."""

from __future__ import annotations

import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction

from volunteers.people.messages.pushing import is_push_service
from volunteers.people.messages.webpush import CURVE, Device, unb64
from volunteers.people.models import PushDevice, User

LONGEST_ENDPOINT, AUTH_BYTES = 1000, 16
MOST_DEVICES = 8


def read_subscription(body: bytes) -> Device | None:
    """What a browser's PushSubscription says of itself; None when it is not one that we could use."""
    told = _json(body)
    keys = told.get("keys")
    if not isinstance(keys, dict):
        return None
    endpoint = told.get("endpoint")
    if not isinstance(endpoint, str) or len(endpoint) > LONGEST_ENDPOINT or not is_push_service(endpoint):
        return None
    try:
        device = Device(endpoint, unb64(keys["p256dh"]), unb64(keys["auth"]))
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, device.p256dh)
    except (KeyError, TypeError, ValueError):
        return None
    return device if len(device.auth) == AUTH_BYTES else None


def read_endpoint(body: bytes) -> str:
    endpoint = _json(body).get("endpoint")
    return endpoint if isinstance(endpoint, str) else ""


@transaction.atomic
def add_device(*, user: User, device: Device) -> None:
    """The same browser again replaces its row, also when somebody else was signed in there before."""
    PushDevice.objects.update_or_create(
        endpoint=device.endpoint, defaults={"user": user, "p256dh": device.p256dh, "auth": device.auth}
    )
    old = user.push_devices.order_by("-pk").values_list("pk", flat=True)[MOST_DEVICES:]
    PushDevice.objects.filter(pk__in=list(old)).delete()


@transaction.atomic
def drop_devices(*, user: User, endpoint: str) -> None:
    mine = user.push_devices.filter(endpoint=endpoint) if endpoint else user.push_devices.all()
    mine.delete()


def _json(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
