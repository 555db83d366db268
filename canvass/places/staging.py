"""Rows into temporary tables by COPY, a few thousand at a time: memory stays flat however long the file is."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from canvass.places.errors import wrong_projection
from canvass.places.projection import fits
from canvass.places.rows import AddressRow, AreaRow, ProblemRow, Row, SegmentRow, ShapeRow

BATCH = 5000
# Of geometry, in characters: a hundred large polygons weigh as much as a batch of addresses.
BATCH_WEIGHT = 500_000

TABLES = {
    "stage_address": "key text, street text, number int, letter text, addition text, box text, postcode text, "
    "city text, x float8, y float8, floor int, guessed bool",
    "stage_segment": "key text, name text, road_class text, junction_from int8, junction_to int8, "
    "geometry geometry, tags jsonb",
    "stage_area": "code text, name text, district_code text, municipality_code text, municipality_name text, "
    "geometry geometry, rank int, place text",
    "stage_shape": "key text, kind text, geometry geometry",
    "problem": "kind text, key text, detail text",
}


class Stage:
    """Takes rows of any kind and files them under their table. Use inside one transaction."""

    def __init__(self, *, file: Path, srid: int) -> None:
        self.file, self.srid = file, srid
        self.counts: Counter[str] = Counter()
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
        self._weight: Counter[str] = Counter()
        with connection.cursor() as cursor:
            for table, columns in TABLES.items():
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
                cursor.execute(f"CREATE TEMP TABLE {table} ({columns}) ON COMMIT DROP")

    def fill(self, rows: Iterable[Row]) -> None:
        for row in rows:
            table, values = self._values(row)
            waiting = self._rows[table]
            waiting.append(values)
            self._weight[table] += len(getattr(row, "geometry", ""))
            if len(waiting) >= BATCH or self._weight[table] >= BATCH_WEIGHT:
                self._copy(table)
        with connection.cursor() as cursor:
            for table in TABLES:
                self._copy(table)
                cursor.execute(f"ANALYZE {table}")

    def _values(self, row: Row) -> tuple[str, tuple[Any, ...]]:
        match row:
            case AddressRow():
                if not fits(self.srid, row.x, row.y):
                    raise wrong_projection(self.file, self.srid, row.x, row.y, where=_("address %s") % row.key)
                return "stage_address", (
                    row.key, row.street, row.number, row.letter, row.addition, row.box, row.postcode,
                    row.city, row.x, row.y, row.floor, row.guessed,
                )  # fmt: skip
            case SegmentRow():
                return "stage_segment", (
                    row.key, row.name, row.road_class, row.junction_from, row.junction_to, row.geometry,
                    json.dumps(row.tags),
                )  # fmt: skip
            case AreaRow():
                return "stage_area", (
                    row.code, row.name, row.district_code, row.municipality_code, row.municipality_name,
                    row.geometry, row.rank, row.where,
                )  # fmt: skip
            case ShapeRow():
                return "stage_shape", (row.key, row.kind, row.geometry)
            case ProblemRow():
                return "problem", (row.kind, row.key, row.detail)

    def _copy(self, table: str) -> None:
        rows = self._rows[table]
        if not rows:
            return
        text = StringIO()
        # NUL may not enter a text column; nothing else needs care, csv quotes it.
        csv.writer(text).writerows(rows)
        body = text.getvalue()
        text = StringIO(body.replace("\x00", "") if "\x00" in body else body)
        columns = [part.split() for part in TABLES[table].split(", ")]
        texts = ", ".join(name for name, kind in columns if kind == "text")
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {table} FROM STDIN (FORMAT csv, FORCE_NOT_NULL ({texts}))", text)
        self.counts[table] += len(rows)
        self._weight[table] = 0
        rows.clear()
