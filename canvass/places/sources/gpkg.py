"""GeoPackage: a SQLite file with geometry. Rows are read through a cursor, a few at a time."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from django.utils.translation import gettext as _

from canvass.places.errors import LoadError
from canvass.places.rows import Progress, Row, Source
from canvass.places.sources import fields
from canvass.places.sources.addresses import Record, RecordReader

STEP = 1000
ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


@dataclass(frozen=True)
class Layer:
    name: str
    geometry: str
    srid: int
    columns: tuple[str, ...]
    rows: int


def open_gpkg(path: Path, *, mapping: Mapping[str, str] | None = None, srid: int | None = None) -> Source:
    """Addresses of every layer with a street and a number (PDOK: verblijfsobject, ligplaats, standplaats)."""
    found = layers(path)
    chosen: dict[Layer, dict[str, str]] = {}
    for layer in found:
        try:
            chosen[layer] = fields.choose(
                file=path, columns=layer.columns, aliases=fields.ADDRESS, mapping=mapping or {},
                required=("street", "number"),
            )  # fmt: skip
        except LoadError:
            if len(found) == 1:
                raise
    if not chosen:
        raise no_layer(path, found, _("a street and a number"))
    own = srid or one_srid(path, chosen)

    def rows(progress: Progress) -> Iterator[Row]:
        name = _("layer %(layer)s, row %(row)d")
        total, done = sum(layer.rows for layer in chosen), 0
        for layer, columns in chosen.items():
            read = RecordReader(columns).row
            for number, shape, values in read_layer(path, layer):
                done += 1
                if done % STEP == 0:
                    progress(done, total)
                where = name % {"layer": layer.name, "row": number}
                x, y = middle(path, where, shape)
                yield read(Record(path, where, values, x, y, own))

    return Source(own, rows)


def layers(path: Path) -> list[Layer]:
    """The feature tables of a GeoPackage."""
    with _open(path) as database:
        found = database.execute(
            "SELECT c.table_name, g.column_name, c.srs_id FROM gpkg_contents c "
            "JOIN gpkg_geometry_columns g USING (table_name) WHERE c.data_type = 'features' ORDER BY 1"
        ).fetchall()
        result = []
        for name, geometry, srid in found:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({_quoted(name)})")]
            rows = database.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0]
            result.append(Layer(name, geometry, srid, tuple(c for c in columns if c != geometry), rows))
        return result


def read_layer(path: Path, layer: Layer) -> Iterator[tuple[int, bytes | None, dict[str, str]]]:
    """Row number, well-known binary (or None) and values as text."""
    names = ", ".join(_quoted(name) for name in layer.columns)
    with _open(path) as database:
        cursor = database.execute(f"SELECT {_quoted(layer.geometry)}, {names} FROM {_quoted(layer.name)}")
        for number, (blob, *values) in enumerate(cursor, 1):
            texts = ("" if value is None else str(value) for value in values)
            yield number, _wkb(blob), dict(zip(layer.columns, texts, strict=True))


def one_srid(path: Path, chosen: Mapping[Layer, Any]) -> int:
    srids = {layer.srid for layer in chosen}
    if len(srids) == 1 and (srid := srids.pop()) > 0:
        return srid
    raise LoadError(
        file=path,
        problem=_("its layers do not name one projection."),
        remedy=_("Give it with --srid, for instance 28992."),
        remedy_on_page=_("Fill in the projection, for instance 28992."),
    )


def no_layer(path: Path, found: list[Layer], wanted: str) -> LoadError:
    listed = "; ".join(f"{layer.name} ({', '.join(layer.columns)})" for layer in found) or "none"
    return LoadError(
        file=path,
        problem=_("no layer has %(wanted)s.") % {"wanted": wanted},
        remedy=_("Name the columns with --map. Layers are: %(layers)s.") % {"layers": listed},
        remedy_on_page=_("Name the columns at “Columns”. Layers are: %(layers)s.") % {"layers": listed},
    )


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    """Read-only, and checked for a missing tail first: SQLite itself notices only when it gets there."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
        page = struct.unpack(">H", head[16:18])[0] if len(head) == 100 else 0
        pages = struct.unpack(">I", head[28:32])[0] if page else 0
        if not head.startswith(b"SQLite format 3\x00") or path.stat().st_size < (65536 if page == 1 else page) * pages:
            raise sqlite3.DatabaseError("the file is shorter than it says")
        with closing(sqlite3.connect(f"file:{path.absolute()}?mode=ro&immutable=1", uri=True)) as database:
            yield database
    except (sqlite3.Error, struct.error) as error:
        raise LoadError(
            file=path,
            problem=_("it is no complete GeoPackage (%(reason)s).") % {"reason": error},
            remedy=_("Download it again and compare its size or checksum with the source."),
        ) from error


def _wkb(blob: bytes | None) -> bytes | None:
    """Without the GeoPackage header: magic, version, flags, srs id and an envelope of 0 to 64 bytes."""
    if blob is None or blob[:2] != b"GP":
        return None
    return blob[8 + ENVELOPE_BYTES.get(blob[3] >> 1 & 7, 0) :]


def middle(path: Path, where: str, wkb: bytes | None) -> tuple[str | float, str | float]:
    """A point, or a point inside a berth or pitch."""
    if wkb is None:
        return "", ""
    try:
        # Most are points: 5 bytes of head and two doubles.
        if len(wkb) == 21:
            x, y = struct.unpack("<2d" if wkb[0] else ">2d", wkb[5:])
            return x, y
        point = shapely.point_on_surface(shapely.from_wkb(wkb))
    except (struct.error, shapely.GEOSException) as error:
        raise LoadError(
            file=path,
            where=where,
            problem=_("its geometry is unreadable (%(reason)s).") % {"reason": error},
            remedy=_("Export the file again."),
        ) from error
    return ("", "") if point.is_empty else (point.x, point.y)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
