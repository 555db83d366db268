"""One push message of the outbox, handed to the push service that the person's browser named."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import lru_cache
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from volunteers.people.messages.outcomes import Refused, Unclear
from volunteers.people.messages.webpush import Device, b64, encrypt, private_key, proof, public_bytes, unb64
from volunteers.people.models import Message

TIMEOUT_SECONDS = 10
# The service keeps it this long for a phone that is off; after that it is old news.
KEPT_SECONDS = 12 * 3600
GONE = (404, 410)
LONGEST_BODY = 600


class _NoRedirects(HTTPRedirectHandler):
    """A push service answers itself; being sent elsewhere would let it choose whom we call."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


opener = build_opener(_NoRedirects)


@lru_cache(maxsize=2)
def _key(seed: str) -> ec.EllipticCurvePrivateKey:
    return private_key(unb64(seed.rstrip("=")))


def is_on() -> bool:
    return bool(settings.PUSH_KEY)


def server_key() -> str:
    """What a browser asks for when it subscribes."""
    return b64(public_bytes(_key(settings.PUSH_KEY)))


def is_push_service(endpoint: str) -> bool:
    """Whether this is one of the browsers' own services: the address comes from outside, and the server calls it."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    local = host == "127.0.0.1" and host in settings.PUSH_SERVICES
    known = any(host == name or (name.startswith(".") and host.endswith(name)) for name in settings.PUSH_SERVICES)
    return known and (parts.scheme == "https" or local) and not parts.username


def push(message: Message, *, now: datetime) -> None:
    """Returns when the service took it; else raises ``Refused`` or ``Unclear``."""
    device = message.device
    if device is None or not is_on():
        raise Refused("no device", final=True)
    if not is_push_service(device.endpoint):
        raise Refused("unknown push service", final=True)
    target = Device(device.endpoint, bytes(device.p256dh), bytes(device.auth))
    try:
        request = _request(message, target, now=now)
        with opener.open(request, timeout=TIMEOUT_SECONDS):
            return
    except HTTPError as error:
        with error:
            if error.code in GONE:
                device.delete()
            raise Refused(f"push service {error.code}", final=error.code < 500 and error.code != 429) from error
    except URLError as error:
        if isinstance(error.reason, (ConnectionRefusedError, OSError)) and not isinstance(error.reason, TimeoutError):
            raise Refused(type(error.reason).__name__) from error
        raise Unclear(type(error.reason).__name__) from error
    except (OSError, HTTPException) as error:  # the line broke while its answer was awaited
        raise Unclear(type(error).__name__) from error


def _request(message: Message, device: Device, *, now: datetime) -> Request:
    mark = hashlib.sha256(message.dedupe_key.rpartition("/push/")[0].encode()).digest()
    told = {
        "title": message.subject,
        "body": message.body_text[:LONGEST_BODY],
        "link": message.link or settings.PUBLIC_URL,
        "tag": b64(mark[:12]),
    }
    headers = {
        "TTL": str(KEPT_SECONDS),
        "Urgency": "high" if message.urgent else "normal",
        # A later message with the same topic takes the place of one that still waits.
        "Topic": b64(mark[:24]),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "Authorization": proof(device.endpoint, key=_key(settings.PUSH_KEY), contact=_contact(), now=now),
    }
    body = encrypt(json.dumps(told, ensure_ascii=False).encode(), device)
    # Only https to a known service, see is_push_service.
    return Request(device.endpoint, data=body, headers=headers, method="POST")  # noqa: S310


def _contact() -> str:
    """Whom a push service may ask about us: an https address, else our mail address."""
    public: str = settings.PUBLIC_URL
    return public if public.startswith("https:") else f"mailto:{settings.DEFAULT_FROM_EMAIL.split('<')[-1].rstrip('>')}"
