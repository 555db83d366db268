"""What a file says against what the database holds, table by table, in a handful of statements each.

Every merge expects the temporary tables of `staging` and adds the ids of addresses to link anew to
`link_scope`. New rows come in, changed rows are updated, equal rows are left alone, and rows of the
same source that the file no longer has are retired (addresses, neighbourhoods) or removed. New addresses
wait in `new_address`: `linking` brings them in, with their links.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from canvass.places.errors import LoadError

# A newer file of the same region loses a few doors; losing more than this share is another region.
MOST_RETIRED = 0.5
FEW = 20
MANY = 1000
# Of PostgreSQL's 100: a temporary table is read by one plan or two, and a tenth of the sample chooses them as well.
ROUGH_STATISTICS = 10


@dataclass
class Changes:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0

    @property
    def total(self) -> int:
        return self.new + self.changed + self.retired


@dataclass(frozen=True)
class Target:
    """How one table is merged: its staged twin `fresh` has `key` and the columns to compare."""

    table: str
    fresh: str
    key: str
    columns: tuple[str, ...]
    # Columns that follow from the others: written with them, never compared.
    derived: tuple[str, ...] = ()
    retires: bool = False
    # Codes are unique over all sources: a second source takes a row over instead of failing.
    key_is_global: bool = False
    # New rows wait in this table until they are linked: writing them once, with their links, halves the work.
    waiting: str = ""


def run(sql: str, *parameters: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def value(sql: str, *parameters: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return row[0] if row else None


def fresh_table(name: str, select: str, *parameters: Any, key: str = "source_key") -> None:
    """A temporary table with the staged rows as they will be stored, one per key."""
    run(f"DROP TABLE IF EXISTS {name}")
    run(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {select}", *parameters)
    run(f"CREATE UNIQUE INDEX ON {name} ({key})")
    run(f"ANALYZE {name}")
    run(f"DROP TABLE IF EXISTS touched_{name}")
    run(f"CREATE TEMP TABLE touched_{name} (id int8, box geometry) ON COMMIT DROP")


def merge(target: Target, *, source: str, file: Path, replace: bool) -> Changes:
    """Bring `target` in line with its fresh table; ids of touched rows land in `touched_<fresh>`."""
    table, fresh, key, names = target.table, target.fresh, target.key, {"source": source}
    mine = f"source = %(source)s{' AND retired_at IS NULL' if target.retires else ''}"
    missing = f"{mine} AND NOT EXISTS (SELECT FROM {fresh} n WHERE n.{key} = a.{key})"
    existing = _value(f"SELECT count(*) FROM {table} WHERE {mine}", names)
    gone = _value(f"SELECT count(*) FROM {table} a WHERE {missing}", names)
    if not replace and gone > FEW and gone > MOST_RETIRED * existing:
        raise _other_region(file, table, source, gone, existing)
    changed = _noting(target, _update(target), names)
    new = _run(_hold(target), names) if target.waiting else _noting(target, _insert(target), names)
    if target.retires and gone:
        _noting(target, f"UPDATE {table} a SET retired_at = now() WHERE {missing}", names)
    if not target.waiting:
        learn(table, new + changed)
    total = _value(f"SELECT count(*) FROM {fresh}", names)
    return Changes(new, changed, total - new - changed, gone)


def learn(table: str, rows: int) -> None:
    """Statistics at once after many rows: what follows joins with them, and autovacuum sees them after commit only."""
    if rows > MANY:
        run("SET LOCAL default_statistics_target = 100")
        run(f"ANALYZE {table}")
        run(f"SET LOCAL default_statistics_target = {ROUGH_STATISTICS}")


def _same(target: Target) -> str:
    return f"a.{target.key} = n.{target.key}" + ("" if target.key_is_global else " AND a.source = %(source)s")


def _update(target: Target) -> str:
    """Rows that differ, and only those."""
    new = {name: f"n.{name}" for name in target.columns}
    if target.key_is_global:
        new["source"] = "%(source)s"
    if target.retires:
        new["retired_at"] = "NULL"
    written = [f"{name} = {value}" for name, value in new.items()]
    written += [f"{name} = n.{name}" for name in target.derived]
    old = ", ".join(f"a.{name}" for name in new)
    return (
        f"UPDATE {target.table} a SET {', '.join(written)} FROM {target.fresh} n "
        f"WHERE {_same(target)} AND ({old}) IS DISTINCT FROM ({', '.join(new.values())})"
    )


def _insert(target: Target) -> str:
    columns = (target.key, *target.columns, *target.derived)
    start = ("address_count",) if target.table == "places_neighbourhood" else ()
    return (
        f"INSERT INTO {target.table} AS a ({', '.join(['source', *columns, *start])}) "
        f"SELECT {', '.join(['%(source)s', *(f'n.{name}' for name in columns), *('0' for _ in start)])} "
        f"FROM {target.fresh} n WHERE NOT EXISTS (SELECT FROM {target.table} a WHERE {_same(target)})"
    )


def _hold(target: Target) -> str:
    """New rows with the ids that they will have."""
    columns = (target.key, *target.columns)
    return (
        f"INSERT INTO {target.waiting} (id, source, {', '.join(columns)}) "
        f"SELECT nextval(pg_get_serial_sequence('{target.table}', 'id')), %(source)s, "
        f"{', '.join(f'n.{name}' for name in columns)} "
        f"FROM {target.fresh} n WHERE NOT EXISTS (SELECT FROM {target.table} a WHERE {_same(target)})"
    )


def delete_missing(target: Target, *, source: str) -> None:
    """Remove rows that the file no longer has, noting them first."""
    gone = f"source = %(source)s AND NOT EXISTS (SELECT FROM {target.fresh} n WHERE n.{target.key} = a.{target.key})"
    names = {"source": source}
    if not _value(f"SELECT count(*) FROM {target.table} a WHERE {gone}", names):
        return
    if target.table == "places_streetsegment":
        _run(
            "WITH cut AS (UPDATE places_address x SET segment_id = NULL, side = 0, offset_m = 0 "
            f"FROM {target.table} a WHERE x.segment_id = a.id AND a.{gone} RETURNING x.id) "
            "INSERT INTO link_scope SELECT id FROM cut",
            names,
        )
    _noting(target, f"DELETE FROM {target.table} a WHERE {gone}", names)


def _noting(target: Target, statement: str, names: dict[str, str]) -> int:
    place = "point" if target.table == "places_address" else "geometry"
    return _run(
        f"WITH done AS ({statement} RETURNING a.id, a.{place} AS box) "
        f"INSERT INTO touched_{target.fresh} SELECT id, box FROM done",
        names,
    )


def _other_region(file: Path, table: str, source: str, gone: int, existing: int) -> LoadError:
    values = {"gone": gone, "existing": existing, "what": table.removeprefix("places_"), "source": source}
    return LoadError(
        file=file,
        problem=_("it lacks %(gone)d of the %(existing)d rows (%(what)s) that source '%(source)s' has now.") % values,
        remedy=_("Is it another region? Give it a name of its own with --source; or replace the old with --replace."),
        remedy_on_page=_("Is it another region? Give the source a name of its own; or tick that it replaces the old."),
    )


def _run(sql: str, names: dict[str, str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, names)
        return int(cursor.rowcount)


def _value(sql: str, names: dict[str, str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, names)
        return int(cursor.fetchone()[0])
