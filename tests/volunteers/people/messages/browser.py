"""The browser's side of web push: its keys, and how it reads a message (RFC 8188, RFC 8291)."""

from __future__ import annotations

import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from volunteers.people.messages.webpush import CURVE, Device, public_bytes


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


class Browser:
    def __init__(self, endpoint: str) -> None:
        self.key = ec.generate_private_key(CURVE)
        self.device = Device(endpoint, public_bytes(self.key), os.urandom(16))

    def decrypt(self, body: bytes) -> str:
        salt, (size, length) = body[:16], struct.unpack("!IB", body[16:21])
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
        seed = hkdf(shared, self.device.auth, b"WebPush: info\0" + self.device.p256dh + sender, 32)
        plain = AESGCM(hkdf(seed, salt, b"Content-Encoding: aes128gcm\0", 16)).decrypt(
            hkdf(seed, salt, b"Content-Encoding: nonce\0", 12), sealed, None
        )
        text, mark = plain[:-1], plain[-1:]
        assert mark == b"\x02"
        return text.decode()
