"""The drill on the made-up town: back up, erase, lose everything, restore. Run: make drill."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.table import Row, report
from tests.drill.drill import drill
from tests.journeys.manage_all import manage_all
from tests.journeys.product import database


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, database("drill_live") as name:
        files = {"CANVASS_VAR": folder, "CANVASS_MEDIA_ROOT": f"{folder}/files", "CANVASS_DEMO": "1"}
        environment = {**os.environ, **files, "CANVASS_DB": name, "PGDATABASE": name}
        manage_all(environment, ["migrate", "-v0"], ["createcachetable"], ["load_demo"])
        found = drill(environment, Path(folder))
    print(f"lost: {dict(found.lost)}, differing: {dict(found.differing)}")
    rows = [
        Row("rows in the backup", found.rows),
        Row("rows of an older backup lost", found.lost.total(), "rows", "==", 0),
        Row("rows of the newest that differ", found.differing.total(), "rows", "==", 0),
        Row("erased and yet there again", found.returned, "", "==", 0),
        Row("sealed words readable in a backup", found.readable_in_backup, "", "==", 0),
        Row("wishes of after the backup kept", found.wishes, "", ">=", 1),
        *(Row(what, value, "s") for what, value in found.seconds.items()),
    ]
    return report("drill", rows)


if __name__ == "__main__":
    sys.exit(main())
