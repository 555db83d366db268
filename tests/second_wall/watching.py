"""Asks the database, beside each statement about a guarded table, which foreign rows it would have shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from canvass.core.wall import scope
from canvass.core.wall.statements import ABOUT_GUARDED, settings_of


@dataclass
class Watch:
    """``foreign``: by table the keys of rows that may not be shown. ``shown``: tables of which one was."""

    foreign: dict[str, list[Any]]
    asked: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        tables = {table for table in ABOUT_GUARDED.findall(str(sql)) if table in self.foreign}
        self.asked |= tables
        for table in tables:
            self._look(settings_of(scope.current()), table)
        return result

    def _look(self, settings: str, table: str) -> None:
        """On a cursor of its own, so that the statement's rows are still there to be read."""
        if (settings, table) in self._seen:
            return
        self._seen.add((settings, table))
        with connection.connection.cursor() as cursor:
            cursor.execute(f"{settings}; SELECT count(*) FROM {table} WHERE id::text = ANY(%s)", [self.foreign[table]])
            [(number,)] = cursor.fetchall()
        if number:
            self.shown.add(table)


@contextmanager
def watching(foreign: dict[str, list[Any]]) -> Iterator[Watch]:
    watch = Watch(foreign)
    with connection.execute_wrapper(watch):
        yield watch
