"""One item of a batch, as it came from a phone: checked field by field, so that a bad one spoils no other."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from conversations.doorstep.errors import Refused
from conversations.doorstep.models import EntranceOutcome, NoteCode, Outcome

DOOR, UNDO, OUT, BACK, SAFETY = "door", "undo", "walk_out", "walk_back", "safety"
ENTRANCE, NOTE = "entrance", "note"
KINDS = (DOOR, UNDO, OUT, BACK, SAFETY, ENTRANCE, NOTE)
DAY_PARTS = ("", "morning", "afternoon", "evening")
ABOUT = ("door", "street", "duo")
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# A phone whose battery was empty may believe it is 1970: see Batch.moment.
FIRST_YEAR, LAST_YEAR = 1970, 2100


@dataclass(frozen=True)
class Item:
    """``outcome`` is that of a door or street door, or the code of a note."""

    id: UUID
    kind: str
    assignment: UUID
    logged_at: datetime
    stop: int | None
    entrance: int | None
    supersedes: UUID | None
    outcome: str
    day_part: str
    about: str
    gone: bool
    digest: bytes


def parse_item(raw: object) -> Item:
    """Raises ``Refused`` with the name of the first field that is wrong."""
    if not isinstance(raw, dict):
        raise malformed("item")
    kind = _choice(raw, "type", KINDS)
    payload = raw.get("payload", {})
    if not isinstance(payload, dict):
        raise malformed("payload")
    supersedes = raw.get("supersedes") if kind in (DOOR, UNDO) else None
    return Item(
        id=parse_uuid(raw.get("id"), "id"),
        kind=kind,
        assignment=parse_uuid(raw.get("assignment"), "assignment"),
        logged_at=parse_time(raw.get("logged_at"), "logged_at"),
        **_place(raw, kind),
        supersedes=parse_uuid(supersedes, "supersedes") if supersedes is not None or kind == UNDO else None,
        outcome=_outcome(payload, kind),
        day_part=_choice(payload, "day_part", DAY_PARTS, default="") if kind == DOOR else "",
        about=_choice(payload, "about", ABOUT) if kind == SAFETY else "",
        gone=_flag(payload, "gone") if kind == NOTE else False,
        digest=digest_of(raw),
    )


def _place(raw: dict[str, Any], kind: str) -> dict[str, int | None]:
    """A door, a street door, or for a note one of the two."""
    stop, entrance = (_row_id(raw.get(name), name) for name in ("stop", "entrance"))
    if kind == ENTRANCE:
        stop = None
    elif kind != NOTE:
        entrance = None
    if kind in (DOOR, UNDO) and stop is None:
        raise malformed("stop")
    if kind == ENTRANCE and entrance is None:
        raise malformed("entrance")
    if kind == NOTE and (stop is None) == (entrance is None):
        raise malformed("stop")
    return {"stop": stop, "entrance": entrance}


def _outcome(payload: dict[str, Any], kind: str) -> str:
    if kind in (DOOR, UNDO):
        return _choice(payload, "outcome", tuple(Outcome.values))
    if kind == ENTRANCE:
        return _choice(payload, "outcome", tuple(EntranceOutcome.values))
    return _choice(payload, "code", tuple(NoteCode.values)) if kind == NOTE else ""


def digest_of(raw: dict[str, Any]) -> bytes:
    """The same for the same entry, however its JSON was laid out."""
    text = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).digest()


def parse_uuid(value: object, name: str) -> UUID:
    """Only the canonical text: one id must not be two."""
    if not isinstance(value, str) or not UUID_TEXT.fullmatch(value):
        raise malformed(name)
    return UUID(value)


def parse_time(value: object, name: str) -> datetime:
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise malformed(name)
    return moment.astimezone(UTC)


def malformed(name: str) -> Refused:
    return Refused("malformed", _("This entry cannot be read (%(field)s).") % {"field": name})


def _choice(data: dict[str, Any], name: str, allowed: tuple[str, ...], default: str | None = None) -> str:
    value = data.get(name, default)
    if not isinstance(value, str) or value not in allowed:
        raise malformed(name)
    return value


def _flag(data: dict[str, Any], name: str) -> bool:
    value = data.get(name, False)
    if not isinstance(value, bool):
        raise malformed(name)
    return value


def _row_id(value: object, name: str) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 0 < value < 2**63:
        raise malformed(name)
    return value
