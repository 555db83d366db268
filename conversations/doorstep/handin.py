"""A phone's unsent entries, brought as a file: opened with the shift's key and stored the way the phone would have.

The file holds what the phone keeps: sealed conversations as they are, and the entries sealed to the shift too, so that
nobody reads it on its way. Whoever has the shift's public key can make one; the audit log says who handed it in.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.doorstep.batch import CONFLICT, CREATED, DUPLICATE, HELD, RETRY, Answer
from conversations.doorstep.inbox import store_sealed
from conversations.doorstep.keys import SealBroken, has_key, open_sealed
from conversations.doorstep.sync import store_batch
from volunteers.people import audit
from volunteers.people.models import User
from volunteers.shifts.models import DuoMember, Shift

FORMAT, VERSION = "canvass-hand-in", 1
MOST_BYTES, MOST_ROWS = 2 * 1024 * 1024, 2_000
LIKE_THIS = {CREATED: "stored", CONFLICT: "stored", DUPLICATE: "known", HELD: "held"}


class HandInRefused(Exception):
    """The whole file cannot be taken; the message says why, for the coordinator."""


@dataclass(frozen=True)
class HandInFile:
    owner: int
    shift: int
    entries: bytes
    sealed: Sequence[object]


@dataclass(frozen=True)
class HandedIn:
    """What became of the rows of a file; ``refused`` counts them by reason."""

    owner: User
    stored: int
    known: int
    held: int
    refused: dict[str, int]


def read_file(content: bytes) -> HandInFile:
    """Look at the outside only; raises ``HandInRefused``."""
    if len(content) > MOST_BYTES:
        raise HandInRefused(_("This file is too large to come from one phone."))
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise HandInRefused(_("This is no file that the phone app saved. Its name ends in .canvass."))
    if data.get("v") != VERSION:
        raise HandInRefused(_("A newer app saved this file. Update the server first."))
    owner, shift, sealed = data.get("owner"), data.get("shift"), data.get("sealed")
    if type(owner) is not int or type(shift) is not int or not isinstance(sealed, list) or len(sealed) > MOST_ROWS:
        raise _damaged()
    return HandInFile(owner, shift, _bytes(data.get("entries")), sealed)


@transaction.atomic
def hand_in(*, shift: Shift, file: HandInFile, by: User, now: datetime) -> HandedIn:
    """As if the phone of ``file.owner`` had sent it now. Raises ``HandInRefused`` and then stores nothing."""
    if file.shift != shift.pk:
        raise HandInRefused(_("This file belongs to another shift. Hand it in there."))
    owner = User.objects.filter(pk=file.owner).first() if 0 < file.owner < 2**63 else None
    if owner is None or not DuoMember.objects.filter(shift=shift, volunteer=owner).exists():
        raise HandInRefused(_("This file is of somebody who is in no duo of this shift."))
    items = _open_entries(shift, file)
    # Stored with the phone's own times: the file says when it was saved, not how far its clock is off.
    answers = store_batch(user=owner, raw_items=items, sent_at=now, now=now)
    answers += store_sealed(user=owner, raw_items=sorted(file.sealed, key=_random_order), now=now)
    organisation = shift.campaign.organisation
    audit.note(
        actor=by,
        organisation=organisation,
        verb="handed in a phone's file",
        subject=f"shift {shift.pk} user {owner.pk}",
    )
    return _summed(owner, answers)


def _open_entries(shift: Shift, file: HandInFile) -> list[object]:
    if not has_key(shift):
        raise HandInRefused(
            _("The key of this shift is destroyed, a day after everyone was back. Nobody can read this file any more.")
        )
    try:
        associated = f"{file.owner}|{shift.pk}|hand-in"
        inside: dict[str, Any] = open_sealed(shift_id=shift.pk, sealed=file.entries, associated=associated)
    except SealBroken:
        raise _damaged() from None
    items = inside.get("items")
    if not isinstance(items, list) or len(items) > MOST_ROWS:
        raise _damaged()
    return items


def _random_order(row: object) -> str:
    """By id, which is random: not in the order of the evening."""
    return str(row.get("id")) if isinstance(row, dict) else ""


def _bytes(value: object) -> bytes:
    try:
        return base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        raise _damaged() from None


def _damaged() -> HandInRefused:
    return HandInRefused(_("This file is damaged or was changed. Save it on the phone once more."))


def _summed(owner: User, answers: Sequence[Answer]) -> HandedIn:
    kinds = Counter(LIKE_THIS.get(answer.status, "refused") for answer in answers)
    reasons = Counter(_reason(answer) for answer in answers if answer.status not in LIKE_THIS)
    return HandedIn(owner, kinds["stored"], kinds["known"], kinds["held"], dict(reasons))


def _reason(answer: Answer) -> str:
    return str(_("The server was busy. Hand the file in once more.")) if answer.status == RETRY else answer.text
