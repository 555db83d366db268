"""Policies as migrations: the text of the day it was made, so that a later change of the table asks for a new one."""

from __future__ import annotations

from django.db.migrations.operations import RunSQL

from canvass.core.wall.table import Guard


def guard(table: str, sees: str, writes: str = "") -> RunSQL:
    """Raise the wall on ``table``; turned back it stands as before, with nothing on it."""
    made = Guard(table, sees, writes)
    return RunSQL(
        made.statements,
        (f"DROP POLICY {made.name} ON {table}", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"),
    )
