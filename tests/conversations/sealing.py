"""What a phone does at "save", in Python: seal a conversation to the public key of its shift."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from conversations.doorstep.keys import INFO, ensure_shift_key
from conversations.doorstep.models import SealedConversation
from volunteers.people.models import User
from volunteers.shifts.models import Shift


def entry(shift: Shift, **kwargs: Any) -> dict[str, Any]:
    """A complete conversation of the campaign of ``shift``."""
    return {
        "v": 1,
        "statement": shift.campaign.statement_id,
        "guide_version": shift.campaign.guide_version_id,
        "area": "",
        "opening": 4,
        "opening_missing": "",
        "closing": 6,
        "closing_missing": "",
        "values": ["care"],
        "concern": "money",
        "prejudice": "free",
        "observed_shift": "little",
        "steps": ["permission", "story"],
        "minutes_bucket": "10-20",
        "card_code_hash": None,
    } | kwargs


def seal(shift: Shift, owner: User, plain: dict[str, Any], item_id: uuid.UUID) -> bytes:
    public = bytes(ensure_shift_key(shift=shift).public_key)
    ephemeral = ec.generate_private_key(ec.SECP256R1())
    point = ephemeral.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    secret = ephemeral.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public))
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=point, info=INFO).derive(secret)
    iv = os.urandom(12)
    bound = f"{owner.pk}|{shift.pk}|{item_id}".encode()
    return point + iv + AESGCM(key).encrypt(iv, json.dumps(plain).encode(), bound)


def put_in_inbox(shift: Shift, owner: User, **kwargs: Any) -> SealedConversation:
    item_id = uuid.uuid4()
    sealed = seal(shift, owner, entry(shift, **kwargs), item_id)
    return SealedConversation.objects.create(
        id=item_id, shift=shift, owner=owner, sealed=sealed, payload_hash=hashlib.sha256(sealed).digest()
    )
