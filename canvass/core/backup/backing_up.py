"""A backup: one file of data per day, and beside them the newest copy of what never goes back in time, alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from canvass.core.backup.archives import APART, dump_apart, dump_data, sha256_of

STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Manifest:
    """What stands beside a file as JSON, for whoever restores it."""

    taken_at: str
    sha256: str
    # By table; those that are kept apart are not in it.
    rows: dict[str, int]

    @classmethod
    def read(cls, archive: Path) -> Manifest:
        return cls(**json.loads(archive.with_suffix(".json").read_text(encoding="utf-8")))


def back_up(folder: Path, *, now: datetime, keep: timedelta) -> Path:
    """Write the data and what is kept apart; delete what was kept apart before, and data older than ``keep``.

    Gives the file of data. It comes first: a key that is destroyed in between is then in neither file.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = folder / f"data-{now:{STAMP}}.dump"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        with _writing(data, Manifest(now.isoformat(), "", count_rows())) as unfinished:
            dump_data(unfinished, snapshot=snapshot)
    apart = folder / f"apart-{now:{STAMP}}.dump"
    with _writing(apart, Manifest(now.isoformat(), "", {})) as unfinished:
        dump_apart(unfinished)
    _delete(path for path in archives_of(folder, "apart") if path != apart)
    _delete(path for path in archives_of(folder, "data") if path.name < f"data-{now - keep:{STAMP}}")
    return data


def archives_of(folder: Path, kind: str) -> list[Path]:
    """Those that are whole, oldest first."""
    return sorted(path for path in folder.glob(f"{kind}-*.dump") if path.with_suffix(".json").exists())


def count_rows() -> dict[str, int]:
    """Of every table of ours that goes into the data."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')"
            " AND relname <> ALL(%s) ORDER BY relname",
            [list(APART)],
        )
        tables = [name for (name,) in cursor.fetchall()]
        counts = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def _delete(archives: Iterable[Path]) -> None:
    for archive in archives:
        archive.unlink()
        archive.with_suffix(".json").unlink()


@contextmanager
def _writing(path: Path, manifest: Manifest) -> Iterator[Path]:
    """A file for nobody else's eyes from the first byte; it takes its name when it and its manifest are on the disk."""
    unfinished = path.with_suffix(".part")
    try:
        unfinished.touch(mode=0o600)
        yield unfinished
        done = replace(manifest, sha256=sha256_of(unfinished))
        path.with_suffix(".json").write_text(json.dumps(vars(done), indent=1) + "\n", encoding="utf-8")
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
