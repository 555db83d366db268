"""Makes the database that all test databases are copied from, with every migration in it, and prints its name.

Migrating takes twenty times as long as copying, and a test run needs half a dozen databases. The name says which
migrations are in it: when they change, another one is made and the old one goes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2
from psycopg2.errors import ObjectInUse

from tests.journeys.manage_all import manage_all

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "template_migrated_"
# Whatever else decides what is in a fresh database: packages have migrations too, and the recipe has its grants.
OTHERS = ("requirements.txt", "scripts/servers.py", "canvass/settings.py")
LOCK = 0x63616E76  # any number that all test runs agree on


def fingerprint() -> str:
    digest = hashlib.sha256()
    files = [*ROOT.glob("c*/**/migrations/*.py"), *ROOT.glob("volunteers/**/migrations/*.py")]
    for file in sorted([*files, *(ROOT / name for name in OTHERS)]):
        digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def postgres() -> Iterator[psycopg2.extensions.cursor]:
    """One at a time: the next one finds what this one made."""
    connection = psycopg2.connect(
        host=os.environ["CANVASS_DB_HOST"], user=os.environ["CANVASS_DB_USER"], dbname="postgres"
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield cursor
        finally:
            connection.close()


def migrated() -> str:
    """The name of a database with every migration in it; it is made if there is none."""
    name = PREFIX + fingerprint()
    with postgres() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {found for (found,) in cursor.fetchall()}
        if name in there:
            return name
        for old in there:
            with suppress(ObjectInUse):
                cursor.execute(f'DROP DATABASE "{old}"')
        unfinished = f"{PREFIX}unfinished"
        cursor.execute(f'CREATE DATABASE "{unfinished}" TEMPLATE template_canvass')
        manage_all(os.environ | {"CANVASS_DB": unfinished}, ["migrate", "-v0"], ["createcachetable"])
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


if __name__ == "__main__":
    print(migrated())
