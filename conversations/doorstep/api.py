"""What the phone speaks with the server. All answers are JSON, also the refusals."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from ninja import Field, NinjaAPI, Schema, Status
from ninja.errors import ValidationError

from conversations.doorstep.access import assignments_to_walk, get_assignment_to_walk
from conversations.doorstep.bundle import SCHEMA, build_bundle, summary
from conversations.doorstep.errors import Refused
from conversations.doorstep.http import Problem, SignedIn, read_batch
from conversations.doorstep.inbox import store_sealed
from conversations.doorstep.items import parse_time
from conversations.doorstep.nearby import offers, take
from conversations.doorstep.states import changes_on_turf
from conversations.doorstep.sync import as_json, store_batch
from volunteers.people.models import User

api = NinjaAPI(
    title="At the door", version="1", auth=SignedIn(), urls_namespace="field", docs_url=None, openapi_url=None
)


class Session(Schema):
    user: int | None
    name: str
    csrf: str


class Change(Schema):
    stop: int
    outcome: str | None
    event: str | None


class Changes(Schema):
    changes: list[Change]
    cursor: str


class ItemAnswer(Schema):
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


def _batch_schema(item: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The body is read by hand, one item at a time; this describes it."""
    uuid = {"type": "string", "format": "uuid"}
    items = {"type": "array", "maxItems": 50, "items": {"type": "object", "properties": {"id": uuid, **item}}}
    body = {"type": "object", "required": ["owner", "items"], "properties": {"owner": {"type": "integer"}, **more}}
    body["properties"]["items"] = items  # type: ignore[index]
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": body}}}}


TEXT = {"type": "string"}
SYNC_BODY = _batch_schema(
    {
        "type": TEXT,
        "assignment": TEXT,
        "stop": {"type": "integer", "nullable": True},
        "logged_at": {"type": "string", "format": "date-time"},
        "supersedes": {"type": "string", "nullable": True},
        "payload": {"type": "object"},
    },
    {"schema": {"type": "integer"}, "sent_at": {"type": "string", "format": "date-time"}, "app_version": TEXT},
)
SEALED_BODY = _batch_schema({"shift": {"type": "integer"}, "sealed": {"type": "string", "format": "byte"}}, {})


@api.get("session", auth=None, response=Session, url_name="session")
def session(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    """Asked before each sending: the page's own idea of who is signed in may be weeks old."""
    response["Cache-Control"] = "no-store"
    user = request.user
    signed_in = user.is_authenticated
    return {
        "user": user.pk if signed_in else None,
        "name": cast(User, user).first_name if signed_in else "",
        "csrf": get_token(request),
    }


@api.get("assignments", url_name="assignments")
def assignments(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    response["Cache-Control"] = "no-store"
    user = cast(User, request.user)
    rows = assignments_to_walk(user, now=timezone.now())
    return {"assignments": [summary(row, user=user) for row in rows]}


@api.get("bundle/{uuid:assignment_id}", url_name="bundle")
def bundle(request: HttpRequest, response: HttpResponse, assignment_id: UUID) -> dict[str, Any]:
    response["Cache-Control"] = "no-store"
    user = cast(User, request.user)
    assignment = get_assignment_to_walk(user, assignment_id, now=timezone.now())
    return build_bundle(assignment=assignment, user=user)


@api.get("changes/{uuid:assignment_id}", response=Changes, url_name="changes")
def changes(request: HttpRequest, response: HttpResponse, assignment_id: UUID, since: str = "") -> dict[str, Any]:
    """Doors of the turf touched since the cursor, also by others."""
    response["Cache-Control"] = "no-store"
    user = cast(User, request.user)
    assignment = get_assignment_to_walk(user, assignment_id, now=timezone.now())
    cursor = _time(since, "since") if since else None
    found, next_cursor = changes_on_turf(assignment=assignment, user=user, since=cursor)
    return {"changes": [change.as_json() for change in found], "cursor": next_cursor.isoformat()}


@api.post("nearby/{uuid:assignment_id}", response=Nearby, url_name="nearby")
def nearby(request: HttpRequest, response: HttpResponse, assignment_id: UUID, where: Where) -> dict[str, Any]:
    """Free turf for a duo with time left. A position comes in the body, for this answer only: it is kept nowhere."""
    response["Cache-Control"] = "no-store"
    now = timezone.now()
    assignment = get_assignment_to_walk(cast(User, request.user), assignment_id, now=now)
    position = (where.lon, where.lat) if where.lon is not None and where.lat is not None else None
    return offers(assignment=assignment, stop=where.stop, position=position, now=now).as_json()


@api.post("take/{uuid:assignment_id}", response={200: Taken, 409: Refusal}, url_name="take")
def take_turf(request: HttpRequest, assignment_id: UUID, wish: Wish) -> Status[dict[str, Any]]:
    now = timezone.now()
    assignment = get_assignment_to_walk(cast(User, request.user), assignment_id, now=now)
    try:
        taken = take(assignment=assignment, turf_id=wish.turf, now=now)
    except Refused as refusal:
        return Status(409, {"code": refusal.code, "text": refusal.text})
    return Status(200, {"assignment": str(taken.pk)})


@api.post("sync", response=Results, url_name="sync", openapi_extra=SYNC_BODY)
def sync(request: HttpRequest) -> dict[str, Any]:
    user = cast(User, request.user)
    body, items = read_batch(request, owner=user.pk)
    if body.get("schema") != SCHEMA:
        raise Problem(400, "schema")
    sent_at = _time(body.get("sent_at"), "sent_at")
    return {"results": as_json(store_batch(user=user, raw_items=items, sent_at=sent_at, now=timezone.now()))}


@api.post("conversations", response=Results, url_name="conversations", openapi_extra=SEALED_BODY)
def conversations(request: HttpRequest) -> dict[str, Any]:
    """In its own request, without a time: nothing here may lead to a door."""
    user = cast(User, request.user)
    _body, items = read_batch(request, owner=user.pk)
    return {"results": as_json(store_sealed(user=user, raw_items=items, now=timezone.now()))}


def _time(value: object, name: str) -> datetime:
    try:
        return parse_time(value, name)
    except Refused:
        raise Problem(400, "malformed") from None


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, problem: Exception) -> HttpResponse:
    refusal = cast(Problem, problem)
    return api.create_response(request, {"code": refusal.code}, status=refusal.status_code)


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, missing: Exception) -> HttpResponse:
    return api.create_response(request, {"code": "not_found"}, status=404)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, invalid: Exception) -> HttpResponse:
    return api.create_response(request, {"code": "malformed"}, status=400)
