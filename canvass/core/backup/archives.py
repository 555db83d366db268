"""PostgreSQL's own tools, pointed at this installation's database."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from django.db import connection

# Never goes back in time with a restore: which keys were destroyed, what was erased, where nobody rings again. None
# of these tables has a reference to another one.
APART = ("core_key", "core_erasure", "campaigns_donotring")
CHUNK = 1 << 20
# A fresh database has these from its template, and only a superuser may make them.
FROM_TEMPLATE = (" EXTENSION ", " SCHEMA - ", "COMMENT - SCHEMA")


class ToolFailed(Exception):
    """With the tool's own last words."""


def dump_data(into: Path, *, snapshot: str) -> None:
    """Everything as of ``snapshot``, but the rows of the tables that are kept apart."""
    left_out = _each("--exclude-table-data=public.", (*APART, "spatial_ref_sys"))  # the last is PostGIS's own
    _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", *left_out, f"--file={into}")


def dump_apart(into: Path) -> None:
    _run("pg_dump", "--format=custom", "--data-only", *_each("--table=public.", APART), f"--file={into}")


def load(archive: Path) -> None:
    """Into the database of the settings, whole or not at all."""
    listed = _run("pg_restore", "--list", str(archive))
    chosen = archive.with_suffix(".list")
    chosen.write_text(
        "\n".join(line for line in listed.splitlines() if not any(skip in line for skip in FROM_TEMPLATE))
    )
    try:
        name = connection.settings_dict["NAME"]
        _run("pg_restore", "--single-transaction", f"--use-list={chosen}", f"--dbname={name}", str(archive))
    finally:
        chosen.unlink()


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _each(option: str, names: Iterable[str]) -> list[str]:
    return [f"{option}{name}" for name in names]


def _run(tool: str, *arguments: str) -> str:
    config = connection.settings_dict
    named = {"PGDATABASE": "NAME", "PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = os.environ | {name: str(config[key]) for name, key in named.items() if config[key]}
    try:
        done = subprocess.run([tool, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise ToolFailed(f"{tool} is not there: install PostgreSQL's client programs (postgresql-client)") from None
    if done.returncode:
        raise ToolFailed(f"{tool}: {done.stderr.strip()[-2000:]}")
    return done.stdout
