"""The key pair of a shift. Phones seal to the public half; only the server, after the shift, opens with the other.

ECDH on P-256 with an ephemeral key, HKDF-SHA-256 (salt: the raw ephemeral public key), AES-256-GCM with
``owner|shift|id`` as associated data. Layout: 65 bytes ephemeral key, 12 bytes iv, ciphertext with tag.
"""

from __future__ import annotations

import json
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction

from canvass.core.keyring.ring import seal
from canvass.core.keyring.ring import unseal as unseal_secret
from conversations.doorstep.models import SealedConversation, ShiftKey
from volunteers.shifts.models import Shift

INFO = b"canvass conversation v1"
POINT_BYTES, IV_BYTES = 65, 12
HEAD_BYTES = POINT_BYTES + IV_BYTES


class SealBroken(Exception):
    """This row cannot be opened: damaged, sealed to another shift, or its key is gone."""


@transaction.atomic
def ensure_shift_key(*, shift: Shift) -> ShiftKey:
    """The key of ``shift``, made at the first call."""
    found = ShiftKey.objects.filter(shift=shift).first()
    if found:
        return found
    pair = ec.generate_private_key(ec.SECP256R1())
    public = pair.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    private = pair.private_numbers().private_value.to_bytes(32, "big")
    key, _created = ShiftKey.objects.get_or_create(
        shift=shift,
        defaults={"public_key": public, "wrapped_private_key": seal(private, name=_name(shift.pk))},
    )
    return key


def unseal(row: SealedConversation) -> dict[str, Any]:
    """The plaintext of one sealed conversation; raises ``SealBroken``."""
    associated = f"{row.owner_id}|{row.shift_id}|{row.pk}"
    return open_sealed(shift_id=row.shift_id, sealed=bytes(row.sealed), associated=associated)


def has_key(shift: Shift) -> bool:
    """Whether what is sealed to this shift can still be opened."""
    return ShiftKey.objects.filter(shift=shift, wrapped_private_key__isnull=False).exists()


def open_sealed(*, shift_id: int, sealed: bytes, associated: str) -> dict[str, Any]:
    """What a phone sealed to this shift under the name ``associated``; raises ``SealBroken``."""
    key = ShiftKey.objects.filter(shift_id=shift_id).first()
    if key is None or key.wrapped_private_key is None:
        raise SealBroken("the key of this shift is gone")
    point, iv, text = sealed[:POINT_BYTES], sealed[POINT_BYTES:HEAD_BYTES], sealed[HEAD_BYTES:]
    try:
        private = unseal_secret(bytes(key.wrapped_private_key), name=_name(shift_id))
        pair = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
        ephemeral = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        secret = pair.exchange(ec.ECDH(), ephemeral)
        aes = HKDF(algorithm=hashes.SHA256(), length=32, salt=point, info=INFO).derive(secret)
        plain = AESGCM(aes).decrypt(iv, text, associated.encode())
        return dict(json.loads(plain))
    except (InvalidTag, ValueError, TypeError, RecursionError) as error:
        raise SealBroken("this cannot be opened") from error


def _name(shift_id: int) -> str:
    return f"shift|{shift_id}"
