"""The inbox of sealed conversations: stored unread, in a request of their own, without a time or a door."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from conversations.doorstep.access import shifts_to_log
from conversations.doorstep.batch import CREATED, DUPLICATE, REJECTED, RETRY, Answer
from conversations.doorstep.errors import Refused
from conversations.doorstep.items import malformed, parse_uuid
from conversations.doorstep.keys import HEAD_BYTES
from conversations.doorstep.models import SealedConversation, ShiftKey
from conversations.doorstep.seen import seen_before
from volunteers.people.models import User

# Phones pad what they seal to whole kibibytes.
SMALLEST, LARGEST = HEAD_BYTES + 16 + 2, HEAD_BYTES + 16 + 4096


@transaction.atomic
def store_sealed(*, user: User, raw_items: Sequence[object], now: datetime) -> list[Answer]:
    open_keys = ShiftKey.objects.filter(
        shift__in=shifts_to_log(user, now=now), wrapped_private_key__isnull=False
    ).values_list("shift_id", flat=True)
    shifts = set(open_keys)
    return [_judge(user, shifts, raw) for raw in raw_items]


def _judge(user: User, shifts: set[int], raw: object) -> Answer:
    given = raw.get("id") if isinstance(raw, dict) else None
    name = given if isinstance(given, str) and len(given) <= 40 and given.isascii() else ""
    try:
        with transaction.atomic():
            return Answer(name, _store(user, shifts, raw))
    except Refused as refusal:
        return Answer(name, REJECTED, refusal.code, refusal.text)
    except OperationalError:
        return Answer(name, RETRY)


def _store(user: User, shifts: set[int], raw: object) -> str:
    if not isinstance(raw, dict):
        raise malformed("item")
    row_id, shift_id = parse_uuid(raw.get("id"), "id"), raw.get("shift")
    sealed = _sealed(raw.get("sealed"))
    digest = hashlib.sha256(sealed).digest()
    if seen_before(row_id, digest):
        return DUPLICATE
    if type(shift_id) is not int or shift_id not in shifts:
        raise Refused("not_yours", _("This shift is not yours, or too long ago."))
    before = SealedConversation.objects.filter(pk=row_id).first()
    if before is None:
        row = SealedConversation(id=row_id, shift_id=shift_id, owner=user, sealed=sealed, payload_hash=digest)
        SealedConversation.objects.bulk_create([row], ignore_conflicts=True)
        return CREATED
    if bytes(before.payload_hash) != digest or before.owner_id != user.pk:
        raise Refused("id_reused", _("Another entry was stored under this number."))
    return DUPLICATE


def _sealed(value: object) -> bytes:
    if not isinstance(value, str) or len(value) > 2 * LARGEST:
        raise malformed("sealed")
    try:
        sealed = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise malformed("sealed") from None
    # 4: an uncompressed point on the curve follows.
    if not SMALLEST <= len(sealed) <= LARGEST or sealed[0] != 4:
        raise malformed("sealed")
    return sealed
