"""Row-level security holds for a role that neither owns the tables nor bypasses it: is this process such a role?"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from canvass.core.wall.table import GUARDED

# PostgreSQL's own answer: not for a superuser, an owner, BYPASSRLS, or a table whose policies were never made.
UNGUARDED = "SELECT name FROM unnest(%s) AS name WHERE to_regclass(name) IS NULL OR NOT row_security_active(name)"
REMEDY = "Sign in as a role like canvass_app (CANVASS_DB_USER), and migrate as the owner of the tables."
_insists, _seen_behind_it = Event(), Event()


def insist() -> None:
    """Called where requests are answered and jobs are done: such a process works behind the wall or not at all."""
    _insists.set()


def require_wall(connection: BaseDatabaseWrapper) -> None:
    """For a new connection; the first that is behind the wall speaks for the others of this process."""
    if not _insists.is_set() or _seen_behind_it.is_set():
        return
    tables = unguarded(connection)
    if tables:
        connection.close()
        raise ImproperlyConfigured(f"{_complaint(tables)} {REMEDY}")
    _seen_behind_it.set()


def unguarded(connection: BaseDatabaseWrapper) -> list[str]:
    """Guarded tables that show this role everything, or are not there."""
    connection.ensure_connection()
    # Past the wrappers, which belong to a connection that is known to be good.
    with connection.connection.cursor() as cursor:
        cursor.execute(UNGUARDED, [[guard.table for guard in GUARDED]])
        return sorted(name for (name,) in cursor.fetchall())


def behind_the_wall(app_configs: Any, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """``check --deploy --database default``, run as the role that the site signs in as."""
    found = {alias: unguarded(connections[alias]) for alias in databases or ()}
    return [Error(_complaint(tables), hint=REMEDY, id="core.E001") for tables in found.values() if tables]


def _complaint(tables: list[str]) -> str:
    return f"The database shows this role every row of {', '.join(tables)}."
