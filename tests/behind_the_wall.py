"""Tests fill the database as its owner; what they ask of the product runs as the role that the product signs in as.

So every page, verb and job that a test goes through is seen through row-level security as well.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import psycopg2
from django.db import connection

from canvass.core.wall import scope

APP = "canvass_app"


@contextmanager
def as_the_app() -> Iterator[None]:
    """For everything within that says for whom it asks."""
    plain, inside = scope._within, threading.local()

    @contextmanager
    def within(now: scope.Scope) -> Iterator[None]:
        # A verb that a test calls by itself, with nobody asking, stays the owner's.
        says_who = now.request or now.people or now.organisations or now.rounds
        if getattr(inside, "it", False) or not says_who:
            with plain(now):
                yield
            return
        inside.it = True
        try:
            _say(f"SET ROLE {APP}")
            with plain(now):
                yield
        finally:
            inside.it = False
            if connection.connection is not None:  # a thread's own, which it closed at its end
                _say("RESET ROLE")

    with mock.patch.object(scope, "_within", within):
        yield


def _say(statement: str) -> None:
    """Past Django, which would count it among the product's own statements."""
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        try:
            cursor.execute(statement)
        except psycopg2.errors.InFailedSqlTransaction:
            # Whoever rolls the transaction back takes the role back with it.
            return
