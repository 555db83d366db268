"""Made-up conversations, sealed as a phone seals them: what the demo shows went through the product's own inbox."""

from __future__ import annotations

import hashlib
import json
import os
from random import Random
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from canvass.campaigns.models import Campaign
from conversations.doorstep.keys import INFO, IV_BYTES
from conversations.doorstep.models import SealedConversation, ShiftKey
from conversations.topics.defaults import STEPS, VALUES

# How often each number 0-10 is given at the start: many in the middle, many at the top.
OPENINGS = (5, 3, 4, 6, 7, 15, 10, 13, 12, 7, 18)
VALUE_WEIGHTS = (9, 2, 10, 8, 3, 9, 4, 4, 2, 6, 5, 4)
STEP_SHARES = {"resident_story": 0.88, "own_story": 0.74, "perspective": 0.52, "tension": 0.41}
# Change from opening to closing; at the door most people keep their number.
CHANGES, CHANGE_WEIGHTS = (-1, 0, 1, 2, 3), (4, 66, 16, 10, 4)

SHIFTS, SHIFT_WEIGHTS = ("no", "little", "clear", "unknown"), (38, 38, 17, 7)


def invent_talk(campaign: Campaign, *, area: str, random: Random) -> dict[str, Any]:
    topic = campaign.statement.topic
    opening = random.choices(range(11), OPENINGS)[0] if random.random() < 0.95 else None
    closing, why_not = _closing(opening, random)
    concerns = [row.code for row in topic.concerns.all()]
    prejudices = [row.code for row in topic.prejudices.all()]
    prejudice = random.choices(prejudices, range(len(prejudices) + 2, 2, -1))[0] if random.random() < 0.6 else None
    return {
        "v": 1,
        "statement": campaign.statement_id,
        "guide_version": campaign.guide_version_id,
        "area": area,
        "opening": opening,
        "opening_missing": "" if opening is not None else "refused",
        "closing": closing,
        "closing_missing": why_not,
        "values": _values(random),
        "concern": random.choice(concerns) if random.random() < 0.8 else None,
        "prejudice": prejudice,
        "observed_shift": random.choices(SHIFTS, SHIFT_WEIGHTS)[0] if prejudice else None,
        "steps": [step.code for step in STEPS if step.logged and random.random() < STEP_SHARES[step.code]],
        "minutes_bucket": random.choices(("5-10", "10-20", "20-40"), (30, 58, 12))[0],
        "card_code_hash": hashlib.sha256(random.randbytes(10)).hexdigest() if random.random() < 0.6 else None,
    }


def _closing(opening: int | None, random: Random) -> tuple[int | None, str]:
    if random.random() < 0.13:
        return None, random.choice(("not_asked", "refused"))
    start = opening if opening is not None else random.randint(3, 8)
    return min(10, max(0, start + random.choices(CHANGES, CHANGE_WEIGHTS)[0])), ""


def _values(random: Random) -> list[str]:
    codes = [code for code, _, _ in VALUES]
    drawn = random.choices(codes, VALUE_WEIGHTS, k=random.randint(1, 3))
    return list(dict.fromkeys(drawn))


def seal(talk: dict[str, Any], *, key: ShiftKey, owner_id: int) -> SealedConversation:
    """As the phone does, see `conversations.doorstep.keys`."""
    row = SealedConversation(id=uuid4(), shift_id=key.shift_id, owner_id=owner_id)
    plain = json.dumps(talk).encode()
    pair = ec.generate_private_key(ec.SECP256R1())
    point = pair.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    shift_half = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes(key.public_key))
    secret = pair.exchange(ec.ECDH(), shift_half)
    aes = HKDF(algorithm=hashes.SHA256(), length=32, salt=point, info=INFO).derive(secret)
    iv = os.urandom(IV_BYTES)
    row.sealed = point + iv + AESGCM(aes).encrypt(iv, plain, f"{owner_id}|{key.shift_id}|{row.pk}".encode())
    row.payload_hash = hashlib.sha256(row.sealed).digest()
    return row
