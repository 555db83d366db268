"""A stand-in for the phone: builds items as the scripts do and seals as WebCrypto does."""

from __future__ import annotations

import base64
import json
import os
import uuid
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.test import Client
from django.utils import timezone

from canvass.core.keyring.ring import unseal
from conversations.doorstep.models import ShiftKey
from volunteers.people.models import User
from volunteers.shifts.models import Assignment

TALK = {
    "v": 1,
    "statement": 1,
    "guide_version": 1,
    "area": "BU1",
    "opening": 4,
    "opening_missing": "",
    "closing": None,
    "closing_missing": "refused",
    "values": ["care"],
    "concern": "money",
    "prejudice": None,
    "observed_shift": None,
    "steps": ["story"],
    "minutes_bucket": "10-20",
    "card_code_hash": None,
}


def seal(public_key: str, associated: str, value: dict[str, Any]) -> str:
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(public_key))
    ours = ec.generate_private_key(ec.SECP256R1())
    point = ours.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    secret = ours.exchange(ec.ECDH(), theirs)
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=point, info=b"canvass conversation v1").derive(secret)
    iv = os.urandom(12)
    plain = json.dumps(value).encode().ljust(1024)
    return base64.b64encode(point + iv + AESGCM(key).encrypt(iv, plain, associated.encode())).decode()


def open_sealed(key: ShiftKey, associated: str, text: str) -> dict[str, Any]:
    """What was sealed to a shift, with its private key."""
    sealed = base64.b64decode(text)
    point, iv, cipher = sealed[:65], sealed[65:77], sealed[77:]
    private = unseal(bytes(key.wrapped_private_key), name=f"shift|{key.shift_id}")
    pair = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
    secret = pair.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
    aes = HKDF(algorithm=hashes.SHA256(), length=32, salt=point, info=b"canvass conversation v1").derive(secret)
    return dict(json.loads(AESGCM(aes).decrypt(iv, cipher, associated.encode())))


@dataclass
class Phone:
    user: User
    assignment: Assignment
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(self.user)
        self.stops = list(self.assignment.turf.stops.values_list("pk", flat=True))

    def item(self, kind: str = "door", **fields: Any) -> dict[str, Any]:
        item = {
            "id": str(uuid.uuid4()),
            "type": kind,
            "assignment": str(self.assignment.pk),
            "logged_at": timezone.now().isoformat(),
            "payload": {},
        }
        return item | fields

    def door(self, outcome: str = "not_home", *, at: int = 0, **fields: Any) -> dict[str, Any]:
        return self.item("door", stop=self.stops[at], payload={"outcome": outcome}, **fields)

    def undo(self, before: dict[str, Any]) -> dict[str, Any]:
        return self.item("undo", stop=before["stop"], supersedes=before["id"], payload=before["payload"])

    def sealed(self, talk: dict[str, Any] = TALK) -> dict[str, Any]:
        row, shift = str(uuid.uuid4()), self.assignment.duo.shift_id
        associated = f"{self.user.pk}|{shift}|{row}"
        return {"id": row, "shift": shift, "sealed": seal(self.bundle()["public_key"], associated, talk)}

    def bundle(self) -> dict[str, Any]:
        answer = self.client.get(f"/field/bundle/{self.assignment.pk}")
        assert answer.status_code == 200
        return answer.json()

    def post(self, path: str, body: Any) -> Any:
        return self.client.post(f"/field/{path}", body, content_type="application/json")

    def send(self, *items: Any, **more: Any) -> list[dict[str, Any]]:
        body = {"owner": self.user.pk, "schema": 2, "sent_at": timezone.now().isoformat(), "items": list(items)}
        answer = self.post("sync", body | more)
        assert answer.status_code == 200, answer.content
        return answer.json()["results"]

    def statuses(self, *items: Any, **more: Any) -> list[str]:
        return [result["code"] or result["status"] for result in self.send(*items, **more)]

    def send_sealed(self, *items: Any) -> list[str]:
        answer = self.post("conversations", {"owner": self.user.pk, "items": list(items)})
        assert answer.status_code == 200, answer.content
        return [result["code"] or result["status"] for result in answer.json()["results"]]
