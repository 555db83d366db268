"""What a thief of the whole database holds: every row of every table, with row versions and positions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

Row = dict[str, Any]


@dataclass(frozen=True)
class Dump:
    tables: dict[str, list[Row]]
    sequences: dict[str, int]

    def of(self, model: type[models.Model]) -> list[Row]:
        return self.tables[model._meta.db_table]


def take_dump() -> Dump:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'spatial_ref_sys'")
        names = [name for (name,) in cursor.fetchall()]
        tables = {name: _rows(cursor, name) for name in names}
        cursor.execute("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'")
        return Dump(tables, dict(cursor.fetchall()))


def _rows(cursor: Any, table: str) -> list[Row]:
    cursor.execute(
        f"SELECT xmin::text::bigint AS xmin, ((ctid::text::point)[0] * 1000 + (ctid::text::point)[1])::bigint AS ctid, "
        f'* FROM "{table}" ORDER BY "{table}".ctid'
    )
    columns = [column.name for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def traits(row: Row, *, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, list):
            yield from ((f"{prefix}.{name}[]", part) for part in value)
        elif value not in (None, ""):
            yield f"{prefix}.{name}", bytes(value) if isinstance(value, memoryview) else value


def references(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    """Its foreign keys: column, and the model that it leads to."""
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model:
            yield field.column, field.related_model


def all_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.managed]
