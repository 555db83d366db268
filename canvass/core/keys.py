"""Wrapping of small secrets with the master key, and keyed hashes. AES-256-GCM; HMAC-SHA-256."""

from __future__ import annotations

import base64
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12
URL_SAFE = str.maketrans("-_", "+/")  # both spellings of base64 are common


@lru_cache(maxsize=4)
def _decode(text: str) -> bytes:
    try:
        key = base64.b64decode(text.translate(URL_SAFE), validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ImproperlyConfigured("CANVASS_KEY must be 32 bytes in base64: openssl rand -base64 32")
    return key


def wrap(plain: bytes, *, purpose: str) -> bytes:
    """Encrypt for ``purpose`` (bound as associated data): nonce, then ciphertext with tag."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_decode(settings.MASTER_KEY)).encrypt(nonce, plain, purpose.encode())


def unwrap(wrapped: bytes, *, purpose: str) -> bytes:
    """Decrypt what ``wrap`` gave for the same purpose; raises ``cryptography.exceptions.InvalidTag``."""
    nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    return AESGCM(_decode(settings.MASTER_KEY)).decrypt(nonce, sealed, purpose.encode())


def keyed_hash(text: str, *, purpose: str) -> bytes:
    """32 bytes that lead back to ``text`` only for who holds the master key."""
    return hmac.digest(_decode(settings.MASTER_KEY), f"{purpose}|{text}".encode(), "sha256")
