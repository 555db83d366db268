"""Restoring into an empty database: the data, then what never goes back in time, then every erasure once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils.module_loading import autodiscover_modules

from canvass.core.backup.archives import load, sha256_of
from canvass.core.backup.backing_up import Manifest, archives_of, count_rows
from canvass.core.backup.erasures import erase_again, put_right
from canvass.core.keyring.ring import opens


class CannotRestore(Exception):
    """Nothing was written; the words say why and what to do."""


class RestoreDiffers(Exception):
    """It was restored, but is not what the manifest says: do not serve it."""


@dataclass(frozen=True)
class Restored:
    data: Path
    rows: int
    erased: dict[str, int]
    put_right: dict[str, int]


def newest(folder: Path) -> Path:
    return _newest(folder, "data")


def restore(data: Path, *, now: datetime) -> Restored:
    """Raises ``CannotRestore`` before anything is written, ``RestoreDiffers`` and ``ToolFailed`` after."""
    apart = _newest(data.parent, "apart")
    for archive in (data, apart):
        _check(archive)
    _check_target()
    load(data)
    load(apart)
    expected, found = Manifest.read(data).rows, count_rows()
    wrong = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    if wrong:
        raise RestoreDiffers(", ".join(f"{name}: {found.get(name)} of {expected.get(name)} rows" for name in wrong))
    if not opens():
        raise RestoreDiffers("CANVASS_KEY is not the key that this backup was made with")
    autodiscover_modules("after_restore")
    with transaction.atomic():
        return Restored(data, sum(found.values()), erase_again(), put_right(now))


def _newest(folder: Path, kind: str) -> Path:
    found = archives_of(folder, kind)
    if not found:
        raise CannotRestore(f"{folder} holds no whole {kind}-….dump")
    return found[-1]


def _check(archive: Path) -> None:
    try:
        manifest, found = Manifest.read(archive), sha256_of(archive)
    except (OSError, ValueError, TypeError) as error:
        raise CannotRestore(f"{archive} or its .json cannot be read: {error}") from None
    if found != manifest.sha256:
        raise CannotRestore(f"{archive} is damaged: its SHA-256 is not that of its manifest")


def _check_target() -> None:
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege('public', 'CREATE')")
        if not cursor.fetchone()[0]:
            raise CannotRestore("sign in as the owner of the database (CANVASS_DB_USER=canvass_owner)")
    tables = count_rows()
    if tables:
        raise CannotRestore(f"the database {name} is not empty ({len(tables)} tables): restore into a new one")
