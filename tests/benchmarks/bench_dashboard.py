"""Do the dashboards stay quick and right from 10,000 to a million conversations?

Run: make bench NAME=dashboard, or smaller with ARGS="--sizes 2000 20000 --repeat 5". Each size gets a database of its
own (bench_dashboard), a process of its own and a warm page; "bare SQL" is the page's own statements sent without the
page, right after it. Exits with 1 outside the goals:

- Every page asks the database at most 12 times, sessions and rights included.
- The largest size takes at most 1.5 times the smallest, per page.
- Rollups equal the recomputation, cell by cell, and what is published equals the rollups.

A million conversations are forty campaigns of 25,000 in 45 neighbourhoods and half a year; ten thousand are four of
2,500. "From the rows" is the same sums without rollups, of one campaign.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from typing import Any

from tests.benchmarks.table import Row, report

DATABASE = "bench_dashboard"
SIZES = (10_000, 100_000, 1_000_000)
PAGES = ("campaign", "neighbourhood", "month", "together", "home")
MOST_QUERIES = 12
MOST_GROWTH = 1.5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--repeat", type=int, default=15, help="requests per page (default %(default)s)")
    options = parser.parse_args()
    found = [run_child(size, options.repeat) for size in sorted(options.sizes)]
    rows = [row for one in found for row in rows_of(one)]
    for name in PAGES:
        growth = found[-1]["pages"][name]["ms"] / found[0]["pages"][name]["ms"]
        rows.append(Row(f"{name}: largest against smallest", growth, "times", "<=", MOST_GROWTH))
    return report("dashboard", rows)


def rows_of(found: dict[str, Any]) -> list[Row]:
    at = f"at {found['talks']:,}"
    rows = [
        Row(f"{at}: campaigns", found["campaigns"]),
        Row(f"{at}: cells in rollups", found["cells"]),
        Row(f"{at}: recomputing all rollups", found["recompute_s"], "s"),
        Row(f"{at}: publishing", found["publish_s"], "s"),
        Row(f"{at}: verifying", found["verify_s"], "s"),
        Row(f"{at}: cells that differ from the rows", found["wrong"], "", "<=", 0),
        Row(f"{at}: published differs from the rollups", not found["published_as_rollups"], "", "<=", 0),
    ]
    for name, page in found["pages"].items():
        rows += [
            Row(f"{at}: {name}, queries", page["queries"], "", "<=", MOST_QUERIES),
            Row(f"{at}: {name}", page["ms"], "ms"),
            Row(f"{at}: {name}, its SQL bare", page["bare_ms"], "ms"),
            Row(f"{at}: {name}, page against bare SQL", page["ms"] / page["bare_ms"], "times"),
        ]
    rows.append(Row(f"{at}: one campaign from the rows", found["rows_ms"], "ms"))
    return rows


def run_child(talks: int, repeat: int) -> dict[str, Any]:
    make_database()
    command = [sys.executable, "-m", "tests.benchmarks.one_dashboard", str(talks), "--repeat", str(repeat)]
    environment = os.environ | {"CANVASS_DB": DATABASE, "CANVASS_DEMO": "0"}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    print(f"{talks:,} done", file=sys.stderr, flush=True)
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
