"""Sealing on the server, for what was noted on paper: the same lock that phones use, and nobody here keeps a key."""

from __future__ import annotations

import base64
import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from conversations.doorstep.keys import INFO, IV_BYTES

# Filled up with spaces to whole blocks, as on the phone: the length tells nothing.
BLOCK = 1024


def seal_to(public_key: bytes, *, associated: str, value: dict[str, Any]) -> str:
    """Base64 of ephemeral key, iv and ciphertext; ``associated`` is ``owner|shift|id``."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public_key)
    ours = ec.generate_private_key(ec.SECP256R1())
    point = ours.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    secret = ours.exchange(ec.ECDH(), theirs)
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=point, info=INFO).derive(secret)
    iv = os.urandom(IV_BYTES)
    plain = json.dumps(value, ensure_ascii=False).encode()
    plain = plain.ljust(-(-len(plain) // BLOCK) * BLOCK)
    return base64.b64encode(point + iv + AESGCM(key).encrypt(iv, plain, associated.encode())).decode()
