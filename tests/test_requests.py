"""What a request may do by its method, on every URL: reading writes nothing, writing needs a token of our own page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from tests.test_permissions import ROUTES, VISITORS, table
from tests.test_permissions import world as world
from volunteers.people.models import User

WRITES = re.compile(r"^\s*(?:WITH .*)?(INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)", re.S | re.I)
# What looking leaves behind.
LEFT_BEHIND = {
    "django_session": "who is signed in",
    "people_auditentry": "who looked at whose contact details",
    "people_profile": "made when it is first looked at",
}


def url_of(world: Any, name: str) -> str:
    return reverse(name, kwargs={argument: world.kwargs[argument] for argument in ROUTES[name]})


def who_gets(row: dict[str, Any], *statuses: int) -> str:
    """Somebody whom the table answers so, the mightiest first; "" for nobody."""
    return next((who for who in reversed(VISITORS) if row.get(who) in statuses), "")


# Pages whose work it is to show addresses: there the test must have seen some.
ADDRESSES_SHOWN = {"people:members", "people_list:person", "messages:announcement"}
PHONE = "0699988877"


def views(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield prefix + (pattern.name or ""), pattern.callback


VIEWS = list(views(get_resolver().url_patterns))
READS = sorted(name for name, row in table().items() if row.get("method", "get") == "get" and who_gets(row, 200))
POSTS = sorted(name for name, row in table().items() if row.get("method") == "post" and who_gets(row, 200, 302))


@pytest.mark.django_db
@pytest.mark.parametrize("name", READS)
def test_reading_writes_nothing(world, name):
    who = who_gets(table()[name], 200)
    client = Client()
    with transaction.atomic():
        if who != "visitor":
            client.force_login(world.people[who])
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url_of(world, name), table()[name].get("data", {}))
            if answer.streaming:
                list(answer.streaming_content)
        transaction.set_rollback(True)
    written = {found[2] for query in asked if (found := WRITES.match(query["sql"]))}
    assert answer.status_code == 200
    assert written <= set(LEFT_BEHIND)


@pytest.mark.django_db
@pytest.mark.parametrize("name", READS)
def test_a_page_with_somebody_elses_address_is_kept_by_no_browser(world, name):
    shown = 0
    for who in VISITORS:
        if table()[name].get(who) != 200 or who == "visitor":
            continue
        me = world.people[who]
        client = Client()
        with transaction.atomic():
            client.force_login(me)
            User.objects.exclude(pk=me.pk).update(phone=PHONE)
            answer = client.get(url_of(world, name), table()[name].get("data", {}))
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        theirs = {found.decode() for found in re.findall(rb"[\w.+-]+@example\.org", body)} - {me.email}
        theirs |= {PHONE} if PHONE.encode() in body else set()
        if theirs:
            shown += 1
            assert "no-store" in answer.get("Cache-Control", ""), (who, theirs)
    assert shown or name not in ADDRESSES_SHOWN


@pytest.mark.django_db
@pytest.mark.parametrize("name", POSTS)
def test_writing_needs_a_token_of_our_own_page(world, name):
    row = table()[name]
    who = who_gets(row, 200, 302)
    client = Client(enforce_csrf_checks=True)
    typed = {"content_type": row["content_type"]} if "content_type" in row else {}
    with transaction.atomic():
        if who != "visitor":
            client.force_login(world.people[who])
        assert client.post(url_of(world, name), row.get("data", {}), **typed).status_code == 403
        answer = client.post(
            url_of(world, name), row.get("data", {}), headers={"origin": "https://evil.example"}, **typed
        )
        transaction.set_rollback(True)
    assert answer.status_code == 403


def test_views_that_look_after_the_token_themselves_are_these():
    """A signed link is the right itself (RFC 8058); uploads look once they are in memory; the APIs in their door."""
    looking = {name for name, view in VIEWS if getattr(view, "csrf_exempt", False)}
    own = {name for name in looking if not name.startswith(("api:", "doorstep:field:"))}
    assert own == {
        "messages:unsubscribe",
        "shifts:join-link",
        "shifts:leave-link",
        "insight:comparison:check",
        "insight:comparison:columns",
    }


def test_there_is_much_to_try():
    assert len(READS) > 60
    assert len(POSTS) > 60


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/healthz", "/accounts/login/", "/field/session", "/api/v1/shifts", "/nowhere"])
def test_no_page_answers_trace(client, path):
    answer = client.trace(path, headers={"cookie": "secret"})
    assert answer.status_code == 405
    assert b"secret" not in answer.content
