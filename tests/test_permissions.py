"""Every URL of the product against every kind of visitor; a URL that no table lists fails the build."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import permissions
from tests.permissions.headers import header_faults, page_faults
from tests.permissions.world import World, build_world

# allauth's own pages are tested by allauth; what we changed of them is tested where it lives.
THIRD_PARTY = ("account_", "mfa_", "usersessions_")
VISITORS = ("visitor", "stranger", "volunteer", "coordinator", "admin", "umbrella", "outsider")


def table() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for module in pkgutil.iter_modules(permissions.__path__):
        found = importlib.import_module(f"tests.permissions.{module.name}")
        for name, row in getattr(found, "ROWS", {}).items():
            assert name not in rows, f"{name} is listed twice"
            rows[name] = row
    return rows


def routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from routes(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name, list(pattern.pattern.converters)


ROUTES = {name: names for name, names in routes(get_resolver().url_patterns) if not name.startswith(THIRD_PARTY)}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One for all: every request is rolled back, and so is the world at the end."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def test_every_url_is_in_a_table():
    assert set(ROUTES) == set(table())


def test_every_url_says_what_a_visitor_and_an_outsider_get():
    public = {"set_language", "people:invitation"}
    short = [name for name, row in table().items() if not {"visitor", "outsider"} <= set(row) and name not in public]
    assert short == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(table()))
def test_a_url_answers_as_the_table_says(world, name):
    row = table()[name]
    url = reverse(name, kwargs={argument: world.kwargs[argument] for argument in ROUTES[name]})
    answers = {who: ask(world, who, url, row) for who in VISITORS if who in row}
    assert answers == {who: row[who] for who in answers}


def ask(world: World, who: str, url: str, row: dict[str, Any]) -> int | str:
    """Status of one request, or "login" where it leads to signing in; what it changed is rolled back."""
    client = Client()
    with transaction.atomic():
        if who != "visitor":
            client.force_login(world.people[who])
        typed = {"content_type": row["content_type"]} if "content_type" in row else {}
        response = getattr(client, row.get("method", "get"))(url, row.get("data", {}), **typed)
        assert [*header_faults(response), *page_faults(response)] == []
        if response.streaming:
            list(response.streaming_content)  # to its end, where the test client closes the file
        transaction.set_rollback(True)
    if response.status_code == 401 or response.get("Location", "").startswith("/accounts/"):
        return "login"
    return int(response.status_code)
