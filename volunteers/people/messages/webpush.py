"""Web push without a third package: encryption (RFC 8291), the sender's proof (RFC 8292). Pure: no rows, no network."""

from __future__ import annotations

import base64
import json
import os
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
# The order of the curve's group: a private key lies between 1 and one less.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RECORD_BYTES = 4096
LAST_RECORD = b"\x02"
PROOF_LASTS = timedelta(hours=12)


@dataclass(frozen=True)
class Device:
    """What a browser gave: where to post, its public key, and the secret that both sides share."""

    endpoint: str
    p256dh: bytes
    auth: bytes


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def private_key(seed: bytes) -> ec.EllipticCurvePrivateKey:
    """The key that 32 random bytes stand for."""
    return ec.derive_private_key(int.from_bytes(seed, "big") % (ORDER - 1) + 1, CURVE)


def public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encrypt(
    plain: bytes,
    device: Device,
    *,
    key: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body of one push message, for this device alone. ``key`` and ``salt`` are for tests; else they are fresh."""
    key = key or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    own = public_bytes(key)
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, device.p256dh))
    seed = _derive(shared, salt=device.auth, info=b"WebPush: info\0" + device.p256dh + own, length=32)
    content_key = _derive(seed, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = _derive(seed, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    header = salt + struct.pack("!IB", RECORD_BYTES, len(own)) + own
    return header + AESGCM(content_key).encrypt(nonce, plain + LAST_RECORD, None)


def proof(endpoint: str, *, key: ec.EllipticCurvePrivateKey, contact: str, now: datetime) -> str:
    """The Authorization header: a signed note of who sends, to which push service, and until when."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + PROOF_LASTS).timestamp()),
        "sub": contact,
    }
    signed = ".".join(b64(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    signature = b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={signed}.{signature}, k={b64(public_bytes(key))}"


def _derive(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
