"""Each statement about a guarded table says for whom it asks, in the same message to the server.

``set_config(..., true)`` is SET LOCAL: it ends with the transaction, and two statements in one message are one
transaction, also outside a transaction block. So it costs no message of its own, holds behind a pooler in transaction
mode, and no setting of one request is there in the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from canvass.core.wall import scope
from canvass.core.wall.role import require_wall
from canvass.core.wall.table import GUARDED, LEANING

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
ABOUT_GUARDED = re.compile(rf"\b({'|'.join([guard.table for guard in GUARDED] + list(LEANING))})\b")


def say_for_whom(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """An execute wrapper of Django."""
    if ABOUT_GUARDED.search(str(sql)):
        sql = f"{settings_of(scope.current())}; {sql}"
    return execute(sql, params, many, context)


def settings_of(now: scope.Scope) -> str:
    """All of them each time: what an earlier statement of the same transaction set must not be left over."""
    values = {
        "people": ",".join(str(int(key)) for key in sorted(now.who_asks)),
        "organisations": ",".join(str(int(key)) for key in sorted(now.organisations)),
        "cards": ",".join(card.hex() for card in sorted(now.cards)),
        "looks_down": "on" if now.looks_down else "",
        "rounds": "on" if now.rounds else "",
    }
    calls = (f"set_config('canvass.{name}', '{value}', true)" for name, value in values.items())
    return f"SELECT {', '.join(calls)}"


def require_everything(*tables: str) -> None:
    """Before a table is emptied and written anew: what is not seen would be lost, and TRUNCATE asks no policy."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT bool_or(row_security_active(name)) FROM unnest(%s) AS name", [list(tables)])
        if cursor.fetchone()[0] and not scope.current().rounds:
            raise scope.RoundsNeeded(", ".join(tables))


def stand_guard(**about: Any) -> None:
    """For each new connection, by the signal ``connection_created``."""
    new: BaseDatabaseWrapper = about["connection"]
    require_wall(new)
    if say_for_whom not in new.execute_wrappers:
        new.execute_wrappers.append(say_for_whom)
