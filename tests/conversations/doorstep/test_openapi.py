from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import get_resolver
from jsonschema_rs import Draft4Validator

from conversations.doorstep.bundle import SCHEMA, SUPPORTED
from conversations.doorstep.items import KINDS
from conversations.doorstep.openapi import description
from tests.conversations.doorstep.hostile import spoilt


def test_the_description_in_docs_is_up_to_date():
    call_command("field_api", "--check")


def test_it_names_every_endpoint():
    described = set(json.loads(description())["paths"])
    resolver = next(found for found in get_resolver().url_patterns if str(found.pattern) == "field/")
    served = {
        "/field/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern.pattern))
        for found in resolver.url_patterns
        if getattr(found, "namespace", "") == "field"
        for pattern in found.url_patterns
        if pattern.name != "api-root"
    }
    assert described == served


def test_each_kind_of_entry_is_described():
    assert {item["title"] for item in item_schemas()} == set(KINDS)


def item_schemas():
    body = json.loads(description())["paths"]["/field/sync"]["post"]["requestBody"]
    return body["content"]["application/json"]["schema"]["properties"]["items"]["items"]["oneOf"]


@pytest.mark.parametrize("kind", ["door", "undo", "walk_out", "walk_back", "safety"])
def test_what_a_phone_sends_is_what_is_described(phone, kind):
    item = spoilt(phone, kind, 0)
    fits = [schema["title"] for schema in item_schemas() if Draft4Validator(plain(schema)).is_valid(item)]
    assert fits == [kind]


def plain(schema):
    return json.loads(json.dumps(schema).replace('"format": "date-time", ', ""))


def test_two_versions_back_are_understood(phone):
    assert list(SUPPORTED) == [number for number in (SCHEMA - 2, SCHEMA - 1, SCHEMA) if number > 0]
    for schema in SUPPORTED:
        assert phone.statuses(phone.door(at=schema), schema=schema) == ["created"]
    body = {"owner": phone.user.pk, "sent_at": "2026-01-01T00:00:00Z", "items": []}
    for wrong in (0, SCHEMA + 1, True, "1", None, 1.0):
        assert phone.post("sync", body | {"schema": wrong}).json() == {"code": "schema"}


def test_docs_are_where_the_command_writes():
    assert (Path(settings.BASE_DIR) / "docs" / "field-api.json").exists()
