"""What a broken or hostile client may send to /field/, and what must hold after each of it.

Two sources: cases that schemathesis draws from the OpenAPI description, valid and invalid ones; and payloads that no
description foresees. The suite runs a few of each, ``make bench NAME=hostile-sync`` many.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

import schemathesis
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from hypothesis import strategies as st
from requests import PreparedRequest
from schemathesis import Case, GenerationMode
from schemathesis.core import NOT_SET
from schemathesis.core.transport import Response

from conversations.doorstep.items import FIRST_YEAR, LAST_YEAR
from conversations.doorstep.models import (
    DoorEvent,
    EntranceEvent,
    EntranceOutcome,
    HeldEntry,
    NoteCode,
    NoteEvent,
    Outcome,
    SafetyReport,
    SealedConversation,
    Walk,
)
from conversations.doorstep.openapi import description
from tests.conversations.doorstep.phone import Phone

MIB = 1024 * 1024
KINDS = ("door", "undo", "entrance", "note", "walk_out", "walk_back", "safety", "party")
FIELDS = ("id", "type", "assignment", "stop", "entrance", "logged_at", "supersedes", "payload", "shift", "sealed")
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.sampled_from([2**31, 2**63 - 1, 2**63, -(2**63), 0, -1])
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text(st.characters(codec=None), max_size=30)
    | st.sampled_from(["\x00", "\ud800", "\udfff\ud800", "﷽" * 40, "../..", "' OR 1=1 --", "${jndi:x}", "\u202e"])
)
values = st.recursive(scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=6), v, max_size=3))


@dataclass
class Target:
    """A phone and what it was answered; ``foreign`` holds ids that are somebody else's."""

    phone: Phone
    foreign: list[Any] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    # The first of each kind, to tell people.
    broken: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: bytes = b"", content_type: str = "application/json") -> HttpResponse:
        answer = self.phone.client.generic(method, path, body, content_type=content_type)
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            self.broken.append(f"{method} {path} {body[:300]!r}: {answer.status_code}")
        elif is_ours(path) and not answer.headers["Content-Type"].startswith("application/json"):
            self.broken.append(f"{method} {path}: {answer.status_code} is no JSON")
        return answer

    def post(self, path: str, body: Any) -> HttpResponse:
        # ASCII escapes: lone surrogates travel as they would from a browser. NaN and Infinity go as they are.
        return self.ask("POST", f"/field/{path}", json.dumps(body).encode())


def batches(target: Target) -> st.SearchStrategy[tuple[str, Any]]:
    """A batch that is nearly right: the right owner, and items with one field or a few spoilt."""
    phone, foreign = target.phone, st.sampled_from(target.foreign)
    items = st.builds(
        lambda kind, at, change, extra: spoilt(phone, kind, at) | change | extra,
        st.sampled_from(KINDS),
        st.integers(0, len(phone.stops) - 1),
        st.dictionaries(st.sampled_from(FIELDS), values | foreign, max_size=3),
        st.just({}) | st.dictionaries(st.text(max_size=6), values, max_size=1),
    )
    lists = st.lists(items | values, min_size=1, max_size=4)
    envelope = {"owner": phone.user.pk, "schema": 2, "sent_at": timezone.now().isoformat()}
    wrong = st.just({}) | st.dictionaries(st.sampled_from(["owner", "schema", "sent_at", "items"]), values, max_size=1)
    bodies = st.builds(lambda rows, change: envelope | {"items": rows} | change, lists, wrong)
    return st.tuples(st.sampled_from(["sync", "conversations"]), bodies | values)


def spoilt(phone: Phone, kind: str, at: int) -> dict[str, Any]:
    payload = {"outcome": "not_home", "about": "street", "code": "dog"}
    item = phone.item(kind, stop=phone.stops[at], payload=payload, id=str(uuid.uuid4()))
    return item | ({"supersedes": str(uuid.uuid4())} if kind == "undo" else {})


def outsized(target: Target) -> Iterator[tuple[str, bytes, str]]:
    """Bodies that must be stopped before anybody reads them, or in reading."""
    owner, phone = target.phone.user.pk, target.phone
    head = f'{{"owner": {owner}, "schema": 2, "sent_at": "{timezone.now().isoformat()}", "items": ['.encode()
    door = json.dumps(phone.door()).encode()
    many = b",".join([door] * 60)
    for path in ("sync", "conversations"):
        yield path, b" " * (10 * MIB), "application/json"
        yield path, head + b"[" * 100_000, "application/json"
        yield path, head + b'{"a":' * 60_000 + b"1" + b"}" * 60_000 + b"]}", "application/json"
        yield path, head + b"NaN, Infinity]}", "application/json"
        yield path, head + b'"\xff\xfe"]}', "application/json"
        yield path, head + many + b"]}", "application/json"
        yield path, head + b"1" * 5_000 + b"]}", "application/json"
        yield path, head + b"1e400, -1e400]}", "application/json"
        yield path, b"", "application/json"
        yield path, b"\x00" * 64, "application/octet-stream"
        yield path, b"owner=1&items=2", "application/x-www-form-urlencoded"
        yield path, b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"
        yield path, head.decode().encode("utf-16"), "application/json; charset=utf-16"


def described(mode: GenerationMode) -> list[tuple[Any, st.SearchStrategy[Case]]]:
    """Every operation of the description, and cases of it."""
    schema = schemathesis.openapi.from_dict(json.loads(description()))
    operations = [found.ok() for found in schema.get_all_operations()]
    return [(operation, operation.as_strategy(generation_mode=mode)) for operation in operations]


def send(target: Target, operation: Any, case: Case) -> None:
    """One case; an answer that the description does not foresee is broken too."""
    if target.statuses.total() % 3:
        _bring_home(target.phone, case)
    kwargs = case.as_transport_kwargs(base_url="http://testserver")
    body = b"" if case.body is NOT_SET else json.dumps(case.body, default=str).encode()
    request = PreparedRequest()
    request.prepare(method=case.method, url=kwargs["url"], params=kwargs.get("params"))
    url = str(request.url).removeprefix("http://testserver")
    if not url.startswith("/field/"):
        return
    answer = target.ask(str(case.method), url, body)
    if not is_ours(url):
        return  # no address of ours: the page for that is for people
    foreseen = operation.definition.raw["responses"]
    if str(answer.status_code) not in foreseen and answer.status_code not in (404, 405):
        target.broken.append(f"{operation.label}: {answer.status_code} is not described")
    elif str(answer.status_code) in foreseen:
        headers = {name.lower(): [value] for name, value in answer.headers.items()}
        seen = Response(answer.status_code, headers, answer.content, request, 0.0, verify=False)
        if not operation.is_valid_response(seen):
            target.broken.append(f"{operation.label}: {answer.content[:200]!r} is not as described")


def _bring_home(phone: Phone, case: Case) -> None:
    """Ids that nobody draws by chance: two cases of three come from the owner, about a door of theirs."""
    if case.path_parameters:
        case.path_parameters["assignment_id"] = str(phone.assignment.pk)
    body = case.body
    if not isinstance(body, dict) or type(body.get("owner")) is not int:
        return
    body["owner"] = phone.user.pk
    own = {"assignment": str(phone.assignment.pk), "shift": phone.assignment.duo.shift_id}
    for item in body["items"] if isinstance(body.get("items"), list) else []:
        if isinstance(item, dict):
            item.update({name: value for name, value in own.items() if type(item.get(name)) is type(value)})
            if type(item.get("stop")) is int:
                item["stop"] = phone.stops[item["stop"] % len(phone.stops)]


def is_ours(url: str) -> bool:
    try:
        resolve(unquote(urlsplit(url).path))
    except Resolver404:
        return False
    return True


def unvalidated_rows(phone: Phone) -> list[str]:
    """Rows that say something no screen of the app can say, or that are not this phone's to write."""
    stops = dict(phone.assignment.turf.stops.values_list("address_id", "pk"))
    shift, found = phone.assignment.duo.shift_id, []
    years = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 1, 1, 2, tzinfo=UTC)
    known = {
        DoorEvent: lambda row: row.outcome in Outcome.values and row.address_id in stops and row.day_part in PARTS,
        EntranceEvent: lambda row: row.outcome in EntranceOutcome.values,
        NoteEvent: lambda row: row.code in NoteCode.values and (row.address_id in stops) == (row.entrance_id is None),
        HeldEntry: lambda row: row.outcome in OUTCOMES and (row.stop_id in stops.values() or row.entrance_id),
    }
    for model, right in known.items():
        for row in model._default_manager.all():
            timely = all(years[0] <= moment <= years[1] for moment in (row.logged_at, row.sent_at))
            if not (right(row) and timely and row.owner_id == phone.user.pk and row.shift_id == shift):
                found.append(f"{model.__name__} {row.pk}")
    for report in SafetyReport.objects.exclude(about__in=["door", "street", "duo"]) | others(SafetyReport, phone):
        found.append(f"SafetyReport {report.pk}")
    found += [f"Walk {row.pk}" for row in Walk.objects.exclude(assignment=phone.assignment)]
    sealed = SealedConversation.objects.all()
    found += [
        f"SealedConversation {row.pk}"
        for row in sealed
        if bytes(row.sealed)[:1] != b"\x04" or row.owner_id != phone.user.pk
    ]
    return found


LEDGER = (DoorEvent, EntranceEvent, NoteEvent, HeldEntry, SafetyReport, SealedConversation, Walk)
PARTS = ("", "morning", "afternoon", "evening")
OUTCOMES = {*Outcome.values, *EntranceOutcome.values, *NoteCode.values}


def others(model: Any, phone: Phone) -> Any:
    return model.objects.exclude(owner=phone.user)
