"""Backup, erasures, wipe, restore: is everything there that should be, and nothing that was erased?"""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.drill.planted import ACCOUNT, CONTACT, MOMENT, NAME
from tests.journeys.manage_all import manage_all
from tests.journeys.product import EMPTY, database

CANARIES = (ACCOUNT, NAME, CONTACT, MOMENT)
# Sealed: in no backup either.
UNDER_KEY = (CONTACT, MOMENT)
# "table digest" of each row
Rows = Counter[str]


@dataclass(frozen=True)
class Findings:
    rows: int
    # Rows of the old backup that are gone and were not erased in the live database either.
    lost: Counter[str]
    # Rows of the newest backup that came back other than they were.
    differing: Counter[str]
    # Talks and planted words that a restore brought back.
    returned: int
    readable_in_backup: int
    # Entered after the backup: kept all the same.
    wishes: int
    seconds: dict[str, float]


def drill(environment: Mapping[str, str], folder: Path) -> Findings:
    """Runs in the database of ``environment``, which keeps what is planted; restores into databases of its own."""
    backups, seconds = folder / "backups", {}

    def timed(what: str, target: Mapping[str, str], *command: str) -> None:
        began = time.monotonic()
        manage_all(target, [*command])
        seconds[what] = time.monotonic() - began

    manage_all(environment, _inside("plant()"))
    before = _fingerprints(environment, folder / "before")
    timed("back up", environment, "backup", str(backups))
    old = max(backups.glob("data-*.dump"))
    in_backup = _plain(old)
    manage_all(environment, _inside("erase_all()"))
    live = _fingerprints(environment, folder / "live")
    time.sleep(1)  # a backup is named after its second
    manage_all(environment, ["backup", str(backups)])
    with _empty(environment, "drill_newest") as target:
        timed("restore the newest", target, "restore", str(backups))
        newest = _fingerprints(target, folder / "newest")
    with _empty(environment, "drill_older") as target:
        timed("restore the older", target, "restore", str(old))
        older = _fingerprints(target, folder / "older")
        talks = int(manage_all(target, _inside("print(talks())")).split()[-1])
        words = _words(target)
    changed = (newest - live) + (live - newest)
    return Findings(
        rows=before.total(),
        lost=_by_table((before - older) - (before - live)),
        differing=_by_table(changed),
        returned=talks + sum(canary in words for canary in CANARIES),
        readable_in_backup=sum(canary in in_backup for canary in UNDER_KEY),
        wishes=sum(number for row, number in older.items() if row.startswith("campaigns_donotring ")),
        seconds=seconds,
    )


def _by_table(rows: Rows) -> Counter[str]:
    return Counter(row.split(" ")[0] for row in rows.elements())


def _inside(call: str) -> list[str]:
    return ["shell", "-v0", "--no-imports", "-c", f"from tests.drill.deeds import *; {call}"]


def _fingerprints(environment: Mapping[str, str], path: Path) -> Rows:
    manage_all(environment, _inside(f"write_fingerprints({str(path)!r})"))
    with path.open(encoding="ascii") as file:
        return Counter(line.strip() for line in file)


@contextmanager
def _empty(environment: Mapping[str, str], name: str) -> Iterator[dict[str, str]]:
    with database(name, template=EMPTY) as made:
        yield {**environment, "CANVASS_DB": made, "PGDATABASE": made}


def _words(environment: Mapping[str, str]) -> str:
    """Everything that the database holds, as text."""
    done = subprocess.run(["pg_dump"], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def _plain(archive: Path) -> str:
    done = subprocess.run(["pg_restore", "--file=-", archive], capture_output=True, text=True, check=True)
    return done.stdout
