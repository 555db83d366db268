"""The installation's key, outside the database: it wraps the keys of the key ring (keyring/), and nothing else.

``CANVASS_KEY`` may hold several keys, one per line: the first wraps, all of them unwrap. So the first can be changed
while everything runs (``manage.py keys``). AES-256-GCM: nonce, then ciphertext with tag.
"""

from __future__ import annotations

import base64
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES, NONCE_BYTES = 32, 12
URL_SAFE = str.maketrans("-_", "+/")  # both spellings of base64 are common


def new_key() -> str:
    """As ``CANVASS_KEY`` wants it."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def wrap(plain: bytes, *, purpose: str) -> bytes:
    """Encrypt for ``purpose`` (bound as associated data), under the first key."""
    return encrypt(installation_keys()[0], plain, purpose=purpose)


def unwrap(wrapped: bytes, *, purpose: str) -> tuple[bytes, int]:
    """What ``wrap`` was given for the same purpose, and the number of the key that did it (0: the first).

    Raises ``cryptography.exceptions.InvalidTag``.
    """
    for number, key in enumerate(installation_keys()):
        try:
            return decrypt(key, wrapped, purpose=purpose), number
        except InvalidTag:
            continue
    raise InvalidTag


def encrypt(key: bytes, plain: bytes, *, purpose: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, purpose.encode())


def decrypt(key: bytes, sealed: bytes, *, purpose: str) -> bytes:
    """Raises ``cryptography.exceptions.InvalidTag``, also for what is too short to be sealed."""
    if len(sealed) < NONCE_BYTES:
        raise InvalidTag
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode())


def installation_keys() -> tuple[bytes, ...]:
    return _decode(settings.MASTER_KEY)


@lru_cache(maxsize=4)
def _decode(text: str) -> tuple[bytes, ...]:
    try:
        keys = tuple(base64.b64decode(line.translate(URL_SAFE), validate=True) for line in text.split())
    except ValueError:
        keys = ()
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise ImproperlyConfigured("CANVASS_KEY: each line must be 32 bytes in base64 (openssl rand -base64 32)")
    return keys
