"""Do the rollups say what the conversations say? Recomputed from the rows and compared, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from conversations.insight.models import Intake
from conversations.insight.rollups.publishing import fingerprint
from conversations.insight.rollups.statements import KEPT, ROLLUPS, STAGED, Rollup, all_tables


@dataclass(frozen=True)
class Checked:
    table: str
    cells: int
    # Cells that only one of the two has, or that differ.
    wrong: int


@dataclass(frozen=True)
class Verification:
    rollups: list[Checked]
    # None before the first intake.
    published: bool | None

    @property
    def holds(self) -> bool:
        return self.published is not False and not any(found.wrong for found in self.rollups)


def verify() -> Verification:
    """Each rollup in one statement, so in one snapshot: it may be run while shifts open and close."""
    intake = Intake.objects.exclude(fingerprint="").order_by("-taken_at").first()
    same = fingerprint(published=True) == intake.fingerprint if intake else None
    return Verification([_check(rollup) for rollup in ROLLUPS], same)


@transaction.atomic
def recompute() -> None:
    """Write the live rollups anew from the conversations; what changes conversations waits."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {KEPT}, {STAGED} IN SHARE MODE")
        for rollup in ROLLUPS:
            cursor.execute(f"DELETE FROM {rollup.live}")
            cursor.execute(f"INSERT INTO {rollup.live} ({rollup.columns}) {rollup.of(all_tables())}")


def _check(rollup: Rollup) -> Checked:
    columns, key = rollup.columns, ", ".join(rollup.key)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH kept AS (SELECT {columns} FROM {rollup.live}), fresh AS ({rollup.of(all_tables())}),
            odd AS (
                (SELECT {columns} FROM kept EXCEPT ALL SELECT {columns} FROM fresh)
                UNION ALL (SELECT {columns} FROM fresh EXCEPT ALL SELECT {columns} FROM kept)
            )
            SELECT (SELECT count(*) FROM kept), (SELECT count(DISTINCT ({key})) FROM odd)"""
        )
        cells, wrong = cursor.fetchone()
    return Checked(rollup.live, cells, wrong)
