"""Entries whose rows are gone by design leave a hash behind, so that a late resend is known and makes no double."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from conversations.doorstep.errors import Refused
from conversations.doorstep.models import SeenId

SEEN_FOR = timedelta(days=30)


def seen_before(entry_id: UUID, digest: bytes) -> bool:
    stored = SeenId.objects.filter(pk=_hash(str(entry_id))).values_list("payload_hash", flat=True).first()
    if stored is not None:
        must_be_same(bytes(stored), digest)
    return stored is not None


def must_be_same(stored: bytes, digest: bytes) -> None:
    if stored != digest:
        raise Refused("id_reused", _("Another entry was stored under this number."))


def remember_ids(ids: Iterable[tuple[str, bytes]], *, now: datetime) -> None:
    expires = (now + SEEN_FOR).date()
    rows = [SeenId(id_hash=_hash(pk), payload_hash=payload, expires_on=expires) for pk, payload in ids]
    # In the order of their hashes, which is none: neither the order of the evening nor that of the doors.
    SeenId.objects.bulk_create(sorted(rows, key=lambda row: bytes(row.id_hash)), ignore_conflicts=True)


def _hash(entry_id: str) -> bytes:
    return hashlib.sha256(entry_id.encode()).digest()
