from __future__ import annotations

import stat
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from canvass.core.backup import archives
from canvass.core.backup.archives import APART
from canvass.core.backup.backing_up import Manifest, back_up, count_rows
from canvass.core.backup.restoring import CannotRestore, newest, restore
from tests.factories import make_user

KEEP = timedelta(days=30)


@pytest.fixture
def backup(transactional_db, tmp_path):
    make_user()
    return back_up(tmp_path / "backups", now=timezone.now(), keep=KEEP)


def test_a_backup_says_what_is_in_it_and_is_for_nobody_else(backup):
    manifest = Manifest.read(backup)
    assert manifest.rows == count_rows()
    assert manifest.rows["people_user"] == 1
    assert manifest.rows.keys().isdisjoint(APART)
    names = {path.name for path in backup.parent.iterdir()}
    stamp = backup.stem.removeprefix("data-")
    assert names == {f"{kind}-{stamp}.{suffix}" for kind in ("data", "apart") for suffix in ("dump", "json")}
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in backup.parent.glob("*.dump")} == {0o600}


def test_the_next_one_takes_the_old_ones_along_and_replaces_what_is_kept_apart(backup):
    later = timezone.now() + KEEP + timedelta(hours=1)
    second = back_up(backup.parent, now=later - timedelta(hours=2), keep=KEEP)
    assert backup.exists()
    assert [path.stem[6:] for path in backup.parent.glob("apart-*.dump")] == [second.stem[5:]]
    third = back_up(backup.parent, now=later, keep=KEEP)
    assert {path.name for path in backup.parent.glob("data-*")} == {
        path.with_suffix(suffix).name for path in (second, third) for suffix in (".dump", ".json")
    }
    assert newest(backup.parent) == third


def test_what_never_goes_back_in_time_hangs_on_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"
            " AND (conrelid::regclass::text = ANY(%(apart)s) OR confrelid::regclass::text = ANY(%(apart)s))",
            {"apart": list(APART)},
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname = ANY(%s)", [list(APART)])
        assert cursor.fetchone() == (len(APART),)


def test_restoring_needs_an_empty_database(backup):
    with pytest.raises(CannotRestore, match="not empty"):
        restore(backup, now=timezone.now())


def test_restoring_needs_the_owner(backup):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE canvass_app")
        try:
            with pytest.raises(CannotRestore, match="canvass_owner"):
                restore(backup, now=timezone.now())
        finally:
            cursor.execute("RESET ROLE")


@pytest.mark.parametrize("name", ["data", "apart"])
def test_a_damaged_file_is_refused(backup, name):
    (archive,) = backup.parent.glob(f"{name}*.dump")
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    with pytest.raises(CannotRestore, match="damaged"):
        restore(backup, now=timezone.now())


@pytest.mark.parametrize("name", ["data-*.json", "apart-*.json", "apart-*.dump"])
def test_a_backup_that_is_not_whole_is_refused(backup, name):
    (part,) = backup.parent.glob(name)
    part.unlink()
    with pytest.raises(CannotRestore, match=r"cannot be read|no whole apart"):
        restore(backup, now=timezone.now())


def test_the_commands_say_what_is_wrong_and_what_to_do(transactional_db, tmp_path, monkeypatch):
    with pytest.raises(CommandError, match="holds no whole data"):
        call_command("restore", str(tmp_path))
    with pytest.raises(CommandError, match="keep-days"):
        call_command("backup", str(tmp_path), "--keep-days", "0")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandError, match="postgresql-client"):
        call_command("backup", str(tmp_path))
    assert not list(tmp_path.glob("*.dump"))


def test_a_tool_that_fails_leaves_no_backup(transactional_db, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "APART", ("no_such_table",))
    with pytest.raises(CommandError, match="no matching tables"):
        call_command("backup", str(tmp_path))
    assert not list(tmp_path.glob("apart-*"))
