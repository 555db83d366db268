"""Are exports quick, small in memory, the same after a kill, and harmless in a spreadsheet?

Run: make bench NAME=export, or in a minute or two with ARGS="--rows 60000 --workbook 5000 --kills 2 --repeat 1". Single
conversations of one campaign, each size on a database of its own (bench_export), each job in a worker process of its
own. "Bare COPY" is the same rows and columns, unsealed, unsorted and with their raw codes, into a file, right before
each job. Medians. Exits with 1 outside the goals:

- A million conversations to CSV take at most 3 times bare COPY, and at most 64 MB above the idle worker.
- Killed (-9) at 20 random points and gone on with by another worker: the plain text has the same SHA-256, 20 of 20.
- Of at least 200 cells that a spreadsheet would run, none is a formula when openpyxl reads the files back.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from statistics import median
from typing import Any

from tests.benchmarks.table import Row, report
from tests.conversations.insight.exporting.formulas import CORPUS, formulas_in_csv, formulas_in_xlsx

DATABASE = "bench_export"
MOST_TIMES, MOST_MB = 3, 64


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="to CSV (default %(default)s)")
    parser.add_argument("--workbook", type=int, default=100_000, help="to XLSX (default %(default)s)")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    table = run_child(options.rows, "csv", options.kills, options)
    book = run_child(options.workbook, "xlsx", options.kills // 4, options)
    rows = [*rows_of("CSV", table, goal=True), *rows_of("XLSX", book, goal=False)]
    rows += [
        Row("cells that a spreadsheet would run", len(CORPUS), "", ">=", 200),
        Row("formulas read back from XLSX", formulas_in_xlsx(CORPUS), "", "<=", 0),
        Row("formulas read back from CSV", formulas_in_csv(CORPUS), "", "<=", 0),
    ]
    return report("export", rows)


def rows_of(name: str, found: dict[str, Any], *, goal: bool) -> list[Row]:
    bare = median(run["seconds"] for run in found["bare"])
    seconds = median(run["seconds"] for run in found["runs"])
    above = max(run["peak_mb"] - run["idle_mb"] for run in found["runs"])
    kills = found["kills"]
    limits = {"times": ("<=", MOST_TIMES), "mb": ("<=", MOST_MB)} if goal else {}
    on = sum(kill["chunks_before"] > 1 for kill in kills)
    return [
        Row(f"{name}: conversations", found["rows"]),
        Row(f"{name}: plain text", found["bytes"] / 1e6, "MB"),
        Row(f"{name}: bare COPY", bare, "s"),
        Row(f"{name}: the export", seconds, "s"),
        Row(f"{name}: against bare COPY", seconds / bare, "times", *limits.get("times", ())),
        Row(f"{name}: idle worker", found["runs"][0]["idle_mb"], "MB"),
        Row(f"{name}: bare COPY above idle", max(run["peak_mb"] - run["idle_mb"] for run in found["bare"]), "MB"),
        Row(f"{name}: peak above idle", above, "MB", *limits.get("mb", ())),
        Row(f"{name}: killed", len(kills)),
        Row(f"{name}: of those, gone on with after whole chunks", on),
        Row(f"{name}: same SHA-256 after a kill", found["same"], f"of {len(kills)}", "==", len(kills)),
    ]


def run_child(rows: int, file_format: str, kills: int, options: argparse.Namespace) -> dict[str, Any]:
    make_database()
    command = [
        sys.executable, "-m", "tests.benchmarks.one_export", str(rows), file_format,
        "--kills", str(kills), "--repeat", str(options.repeat), "--seed", str(options.seed),
    ]  # fmt: skip
    # Among the files of another database they would be strays, which its hourly round deletes.
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"CANVASS_DB": DATABASE, "CANVASS_DEMO": "0", "CANVASS_MEDIA_ROOT": folder}
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    print(f"{rows:,} to {file_format} done", file=sys.stderr, flush=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def make_database() -> None:
    environment = os.environ | {"CANVASS_DB": DATABASE}
    template = os.environ.get("CANVASS_DB_TEMPLATE", "template_canvass")
    subprocess.run(["dropdb", "--if-exists", DATABASE], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["createdb", "-T", template, DATABASE], check=True)
    for command in (["migrate", "-v0", "--skip-checks"], ["createcachetable"]):
        subprocess.run([sys.executable, "manage.py", *command], env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main())
