"""What the phone speaks with the server. All answers are JSON, also the refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from ninja import NinjaAPI, Status
from ninja.decorators import decorate_view
from ninja.errors import ValidationError

from conversations.doorstep.access import assignments_to_walk, get_assignment_to_walk
from conversations.doorstep.batch import CREATED, HELD, Answer, as_json
from conversations.doorstep.bundle import SUPPORTED, build_bundle, summary
from conversations.doorstep.errors import Refused
from conversations.doorstep.http import Problem, SignedIn, read_batch
from conversations.doorstep.inbox import store_sealed
from conversations.doorstep.items import parse_time
from conversations.doorstep.nearby import offers, take
from conversations.doorstep.schemas import (
    PROBLEMS,
    SEALED_BODY,
    Changes,
    Nearby,
    Refusal,
    Results,
    Session,
    Taken,
    Where,
    Wish,
    sync_body,
)
from conversations.doorstep.schemas import Problem as ProblemSchema
from conversations.doorstep.states import changes_on_turf, places_on_turf
from conversations.doorstep.sync import store_batch
from conversations.doorstep.warnings import warnings_for
from volunteers.people.models import User

api = NinjaAPI(
    title="At the door", version="1", auth=SignedIn(), urls_namespace="field", docs_url=None, openapi_url=None
)


SENT = {**PROBLEMS, 409: ProblemSchema, 413: ProblemSchema}


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


@api.get("assignments", response={200: dict[str, Any], **PROBLEMS}, url_name="assignments")
def assignments(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    response["Cache-Control"] = "no-store"
    user = cast(User, request.user)
    rows = assignments_to_walk(user, now=timezone.now())
    return {"assignments": [summary(row, user=user) for row in rows]}


@api.get("bundle/{uuid:assignment_id}", response={200: dict[str, Any], **PROBLEMS}, url_name="bundle")
@decorate_view(gzip_page)
def bundle(request: HttpRequest, response: HttpResponse, assignment_id: UUID) -> dict[str, Any]:
    response["Cache-Control"] = "no-store"
    user = cast(User, request.user)
    assignment = get_assignment_to_walk(user, assignment_id, now=timezone.now())
    return build_bundle(assignment=assignment, user=user)


@api.get("changes/{uuid:assignment_id}", response={200: Changes, **PROBLEMS}, url_name="changes")
def changes(request: HttpRequest, response: HttpResponse, assignment_id: UUID, since: str = "") -> dict[str, Any]:
    """Doors of the turf touched since the cursor, also by others."""
    response["Cache-Control"] = "no-store"
    user = cast(User, request.user)
    assignment = get_assignment_to_walk(user, assignment_id, now=timezone.now())
    cursor = _time(since, "since") if since else None
    found, next_cursor = changes_on_turf(assignment=assignment, user=user, since=cursor)
    listed = [change.as_json() for change in found]
    warnings = warnings_for(assignment=assignment, user=user)
    return {
        "changes": listed,
        **places_on_turf(assignment),
        "warnings": warnings,
        "cursor": next_cursor.isoformat(),
    }


@api.post("nearby/{uuid:assignment_id}", response={200: Nearby, **PROBLEMS}, url_name="nearby")
def nearby(request: HttpRequest, response: HttpResponse, assignment_id: UUID, where: Where) -> dict[str, Any]:
    """Free turf for a duo with time left. A position comes in the body, for this answer only: it is kept nowhere."""
    response["Cache-Control"] = "no-store"
    now = timezone.now()
    assignment = get_assignment_to_walk(cast(User, request.user), assignment_id, now=now)
    position = (where.lon, where.lat) if where.lon is not None and where.lat is not None else None
    return offers(assignment=assignment, stop=where.stop, position=position, now=now).as_json()


@api.post("take/{uuid:assignment_id}", response={200: Taken, **PROBLEMS, 409: Refusal}, url_name="take")
def take_turf(request: HttpRequest, assignment_id: UUID, wish: Wish) -> Status[dict[str, Any]]:
    now = timezone.now()
    assignment = get_assignment_to_walk(cast(User, request.user), assignment_id, now=now)
    try:
        taken = take(assignment=assignment, turf_id=wish.turf, now=now)
    except Refused as refusal:
        return Status(409, {"code": refusal.code, "text": refusal.text})
    return Status(200, {"assignment": str(taken.pk)})


@api.post("sync", response={200: Results, **SENT}, url_name="sync", openapi_extra=sync_body(SUPPORTED))
def sync(request: HttpRequest) -> dict[str, Any]:
    user = cast(User, request.user)
    body, items = read_batch(request, owner=user.pk)
    schema = body.get("schema")
    if type(schema) is not int or schema not in SUPPORTED:
        raise Problem(400, "schema")
    sent_at = _time(body.get("sent_at"), "sent_at")
    answers = store_batch(user=user, raw_items=items, sent_at=sent_at, now=timezone.now())
    return {"results": as_json(_in_words_of(schema, answers))}


@api.post("conversations", response={200: Results, **SENT}, url_name="conversations", openapi_extra=SEALED_BODY)
def conversations(request: HttpRequest) -> dict[str, Any]:
    """In its own request, without a time: nothing here may lead to a door."""
    user = cast(User, request.user)
    _body, items = read_batch(request, owner=user.pk)
    return {"results": as_json(store_sealed(user=user, raw_items=items, now=timezone.now()))}


def _in_words_of(schema: int, answers: list[Answer]) -> list[Answer]:
    """An app of before quarantine would call what was held refused; it only needs to know that it is stored."""
    if schema >= 2:
        return answers
    return [replace(answer, status=CREATED) if answer.status == HELD else answer for answer in answers]


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
