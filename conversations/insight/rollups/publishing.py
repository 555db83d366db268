"""Published figures: the rollups as they stood at the last weekly intake."""

from __future__ import annotations

import hashlib

from django.db import connection

from conversations.insight.models import Intake
from conversations.insight.rollups.statements import ROLLUPS, Rollup


def publish(intake: Intake) -> None:
    """Copy the live rollups. Called by the intake, which holds the conversations: nothing changes meanwhile.

    Published cells stand in the order of their keys, so that what a page reads lies together; that order says nothing
    that the cells do not. The live tables are written anew in random order: which cells one shift touched cannot be
    read from them.
    """
    intake.fingerprint = fingerprint(published=False)
    intake.save(update_fields=["fingerprint"])
    with connection.cursor() as cursor:
        for rollup in ROLLUPS:
            columns, keys = rollup.columns, ", ".join(rollup.key)
            cursor.execute(f"DELETE FROM {rollup.published}")
            cursor.execute(
                f"INSERT INTO {rollup.published} ({columns}) SELECT {columns} FROM {rollup.live} ORDER BY {keys}"
            )
            cursor.execute(f"DELETE FROM {rollup.live}")
            cursor.execute(
                f"INSERT INTO {rollup.live} ({columns}) SELECT {columns} FROM {rollup.published} ORDER BY random()"
            )


def fingerprint(*, published: bool) -> str:
    """Of all three tables; whatever the order of their rows."""
    found = [_row_sum(rollup, rollup.published if published else rollup.live) for rollup in ROLLUPS]
    return hashlib.sha256("|".join(found).encode()).hexdigest()


def _row_sum(rollup: Rollup, table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(hashtextextended(ROW({rollup.columns})::text, 0))::text FROM {table}")
        return str(cursor.fetchone()[0])
