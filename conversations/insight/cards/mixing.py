"""Cards are rewritten in random order, so that those of one print job, perhaps of one duo, stand together nowhere."""

from __future__ import annotations

from django.db import connection, transaction

from conversations.insight.models import CardCode


@transaction.atomic
def mix_cards() -> None:
    """New row versions for all of them in one transaction: nothing tells which were printed, or erased, together."""
    table = CardCode._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in CardCode._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE')
        cursor.execute(f'CREATE TEMPORARY TABLE mixed ON COMMIT DROP AS SELECT {columns} FROM "{table}"')  # noqa: S608
        cursor.execute(f'TRUNCATE "{table}"')
        cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM mixed ORDER BY random()')  # noqa: S608
