"""The shapes of what the phone and the server say to each other."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

from conversations.doorstep.http import MOST_ITEMS
from conversations.doorstep.items import ABOUT, DAY_PARTS
from conversations.doorstep.models import EntranceOutcome, NoteCode, Outcome


class Session(Schema):
    user: int | None
    name: str
    csrf: str


class Change(Schema):
    stop: int
    outcome: str | None
    event: str | None


class EntranceNow(Schema):
    id: int
    last: str


class NoteNow(Schema):
    """At a stop or at an entrance, until the end of a day."""

    stop: int | None = None
    entrance: int | None = None
    code: str
    until: str


class StreetWarning(Schema):
    """Somebody felt unsafe in this street tonight."""

    street: str
    at: str


class Changes(Schema):
    """Doors since the cursor; street doors, notes and warnings as they are now, all of them."""

    changes: list[Change]
    entrances: list[EntranceNow]
    notes: list[NoteNow]
    warnings: list[StreetWarning]
    cursor: str


class ItemAnswer(Schema):
    """``created``, ``duplicate``, ``conflict_noted``, ``held``: stored. ``rejected`` never will be, ``retry`` may."""

    id: str
    status: str
    code: str
    text: str


class Results(Schema):
    results: list[ItemAnswer]


class Where(Schema):
    """The door logged last, or a coarse position: one or the other, or nothing."""

    stop: int | None = Field(None, gt=0, lt=2**63)
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-85, le=85)


class NearbyTurf(Schema):
    turf: int
    number: int
    name: str
    neighbourhood: str
    first: str
    doors: int
    minutes: int
    metres: int
    fits: int


class Nearby(Schema):
    minutes_left: int
    turfs: list[NearbyTurf]


class Wish(Schema):
    turf: int = Field(gt=0, lt=2**63)


class Taken(Schema):
    assignment: str


class Refusal(Schema):
    code: str
    text: str


class Problem(Schema):
    """A whole request refused: ``malformed``, ``schema``, ``csrf``, ``owner``, ``not_found`` or ``too_large``."""

    code: str


class NotSignedIn(Schema):
    detail: str


PROBLEMS: dict[int, Any] = {400: Problem, 401: NotSignedIn, 403: Problem, 404: Problem}

ROW_ID = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}
UUID = {"type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
MOMENT = {"type": "string", "format": "date-time"}


def _one_of(values: Any, **more: Any) -> dict[str, Any]:
    return {"type": "string", "enum": list(values), **more}


def _object(needed: dict[str, Any], more: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "required": list(needed), "properties": needed | (more or {})}


def _item(kind: str, needed: dict[str, Any], more: dict[str, Any] | None = None) -> dict[str, Any]:
    """What every entry of the ledger has, and what this kind has beside it."""
    common = {"id": UUID, "type": _one_of([kind]), "assignment": UUID, "logged_at": MOMENT}
    return _object(common | needed, more) | {"title": kind}


OUTCOME = _one_of(Outcome.values)
NOTE = _object({"code": _one_of(NoteCode.values)}, {"gone": {"type": "boolean"}})
ITEMS = [
    _item(
        "door",
        {"stop": ROW_ID, "payload": _object({"outcome": OUTCOME}, {"day_part": _one_of(DAY_PARTS)})},
        {"supersedes": UUID | {"nullable": True}},
    ),
    _item("undo", {"stop": ROW_ID, "supersedes": UUID, "payload": _object({"outcome": OUTCOME})}),
    _item("entrance", {"entrance": ROW_ID, "payload": _object({"outcome": _one_of(EntranceOutcome.values)})}),
    _item("note", {"stop": ROW_ID, "payload": NOTE}),
    _item("note", {"entrance": ROW_ID, "payload": NOTE}),
    _item("walk_out", {}),
    _item("walk_back", {}),
    _item("safety", {"payload": _object({"about": _one_of(ABOUT)})}, {"stop": ROW_ID | {"nullable": True}}),
]
SEALED = _object({"id": UUID, "shift": ROW_ID, "sealed": {"type": "string", "format": "byte"}})


def batch_body(item: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The body is read by hand, one item at a time, so that one bad item spoils no other; this describes it."""
    items = {"type": "array", "maxItems": MOST_ITEMS, "items": item}
    schema = _object({"owner": {"type": "integer"}, **more, "items": items})
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def sync_body(supported: range) -> dict[str, Any]:
    body = batch_body({"oneOf": ITEMS}, {"schema": {"type": "integer", "enum": list(supported)}, "sent_at": MOMENT})
    schema = body["requestBody"]["content"]["application/json"]["schema"]
    schema["properties"]["app_version"] = {"type": "string"}
    return body


SEALED_BODY = batch_body(SEALED, {})
