from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from conversations.doorstep.api import api
from conversations.doorstep.models import DoorEvent
from volunteers.people.models import Membership


def body(phone, items=(), **more):
    sent_at = timezone.now().isoformat()
    return {"owner": phone.user.pk, "schema": 1, "sent_at": sent_at, "items": list(items)} | more


def test_the_session_answers_anybody_and_gives_a_token(phone):
    stranger = Client().get("/field/session")
    assert stranger.status_code == 200
    assert stranger.json()["user"] is None
    own = phone.client.get("/field/session")
    assert own.json()["user"] == phone.user.pk
    assert own["Cache-Control"] == "no-store"


def test_not_signed_in_is_401_before_a_stale_token_is_403(phone):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/field/sync", body(phone), content_type="application/json")
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (401, "application/json")
    strict.force_login(phone.user)
    answer = strict.post("/field/sync", body(phone), content_type="application/json")
    assert (answer.status_code, answer.json()) == (403, {"code": "csrf"})
    token = strict.get("/field/session").json()["csrf"]
    answer = strict.post(
        "/field/sync", body(phone, [phone.door()]), content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200
    assert DoorEvent.objects.count() == 1


def test_rows_of_another_owner_are_refused_as_a_whole(duo):
    one, two = duo
    answer = one.post("sync", body(two, [one.door()]))
    assert (answer.status_code, answer.json()) == (409, {"code": "owner"})
    assert one.post("conversations", {"owner": two.user.pk, "items": []}).status_code == 409


@pytest.mark.parametrize("path", ["sync", "conversations"])
def test_too_much_is_413_in_json(phone, path):
    for large in (body(phone, [phone.door()] * 51), body(phone, [], app_version="x" * 300_000)):
        answer = phone.post(path, large)
        assert (answer.status_code, answer.json()) == (413, {"code": "too_large"})


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"owner": NaN, "items": []}', "[" * 100_000, "\x00", '{"items": 3}', "1" * 5000],
)
@pytest.mark.parametrize("path", ["sync", "conversations"])
def test_what_is_not_a_batch_is_400_in_json(phone, path, text):
    answer = phone.post(path, text)
    assert (answer.status_code, answer.json()) == (400, {"code": "malformed"})


@pytest.mark.parametrize(
    ("change", "code"), [({"schema": 99}, "schema"), ({"sent_at": "now"}, "malformed"), ({"sent_at": 5}, "malformed")]
)
def test_an_unknown_schema_or_a_batch_without_a_clock_is_refused(phone, change, code):
    answer = phone.post("sync", body(phone) | change)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize("path", ["bundle", "changes"])
def test_a_route_is_read_by_its_duo_around_its_shift_only(duo, path):
    one = duo[0]
    url, shift = f"/field/{path}/{one.assignment.pk}", one.assignment.duo.shift
    assert one.client.get(url).status_code == 200
    for moment in (shift.starts_at - timedelta(hours=13), shift.ends_at + timedelta(minutes=31)):
        with time_machine.travel(moment, tick=False):
            assert one.client.get(url).status_code == 404
    with time_machine.travel(shift.ends_at + timedelta(minutes=29), tick=False):
        assert one.client.get(url).status_code == 200
    Membership.objects.filter(user=one.user).delete()
    assert one.client.get(url).status_code == 404
    assert Client().get(url).status_code == 401


def test_a_strange_cursor_is_refused_in_json(phone):
    answer = phone.client.get(f"/field/changes/{phone.assignment.pk}?since=soon")
    assert (answer.status_code, answer.json()) == (400, {"code": "malformed"})


def test_the_description_of_the_protocol_names_every_endpoint():
    paths = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/field/")))["paths"]
    assert {path.split("/")[2] for path in paths} == {
        "session", "assignments", "bundle", "changes", "sync", "conversations", "nearby", "take",
    }  # fmt: skip
