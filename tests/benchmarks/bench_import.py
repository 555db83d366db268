"""How fast and how frugal the importers are: addresses a second, memory at 1x and 10x the input, bare COPY beside them.

Run: make bench NAME=import; larger with ARGS="--doors 40000" (a city of 400,000 at 10x), one with ARGS="--only bag".
It makes a database of its own (bench_import) and leaves others alone. Each load runs in a fresh process, so that one
does not inherit another's memory. Registers are linked to streets, buildings and neighbourhoods loaded before the
clock starts; the map file brings its own streets and buildings, which its time includes.

The goals, and why:
- At least 4,000 addresses per processor second at 10x: a city of 400,000 doors, the largest a campaign here would load
  at once, costs a server less than two minutes of one core. By the clock at least 500 a second, that is a quarter of an
  hour for that city: much less than an idle machine does, for a server is busy and its disk is slow.
- A door may cost at most twice as much at 10x as at 1x. Sorting and deeper indexes make it a little dearer; a join that
  compares every door with every other makes it ten times dearer, and this is where that shows.
- Memory of the importer at 10x at most 1.3 times that at 1x: it reads a row and forgets it.
- At most 100 times the cost of bare COPY. COPY writes a row into a table without index, key or check, a few
  microseconds each. A load parses it, compares it with what is there, finds its street, side, position, neighbourhood,
  building and stairwell, writes it to six indexes, checks three foreign keys and looks for doubles: some twenty steps
  that each cost what a bare row costs or a few times that. Measured 40 to 50; twice that means a plan went bad.
- A second load of the same file changes nothing.
Costs are processor seconds of the importer and its database session together: other work on the machine hardly moves
them. Neighbourhoods weigh as much as 40 doors and are judged so.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import made_town
from tests.benchmarks.table import Row, report

DATABASE = "bench_import"
TIMES = 10
LEAST_SPEED = 500
LEAST_PER_CPU = 4000
MOST_COST_GROWTH = 2.0
MOST_MEMORY_GROWTH = 1.3
MOST_AGAINST_COPY = 100
# A neighbourhood of 200 corners weighs as much as 40 doors.
DOORS_PER_AREA = 40
Maker = Callable[[Path, int], Path]
FORMATS: dict[str, tuple[str, Maker]] = {
    "osm": ("osm.pbf", lambda path, doors: made_town.osm(path, doors, addresses=True)),
    "bag": ("csv", made_town.bag),
    "gpkg": ("gpkg", made_town.gpkg),
    "csv": ("csv", made_town.csv),
    "neighbourhoods": ("geojson", lambda path, doors: made_town.neighbourhoods(path, doors // DOORS_PER_AREA)),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--doors", type=int, default=5000, help="doors at 1x (default %(default)s), rounded to 200")
    parser.add_argument("--only", choices=list(FORMATS), action="append")
    options = parser.parse_args()
    make_database()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in options.only or FORMATS:
            rows += measure(name, Path(folder), options.doors)
            print(f"{name} done", file=sys.stderr, flush=True)
    print(f"{options.doors} doors at 1x, {TIMES * options.doors} at {TIMES}x")
    return report("import", rows)


def measure(name: str, folder: Path, doors: int) -> list[Row]:
    once, often = (run_child(name, folder, times * doors) for times in (1, TIMES))
    of_areas = name == "neighbourhoods"
    what, weight = ("neighbourhoods", DOORS_PER_AREA) if of_areas else ("addresses", 1)
    cost_growth = (often["cpu"] / often["rows"]) / (once["cpu"] / once["rows"])
    return [
        Row(f"{name}: {what} a second at 1x", once["rows"] / once["seconds"]),
        Row(f"{name}: {what} a second at {TIMES}x", often["rows"] / often["seconds"], "", ">=", LEAST_SPEED / weight),
        Row(f"{name}: {what} per processor second", often["rows"] / often["cpu"], "", ">=", LEAST_PER_CPU / weight),
        Row(f"{name}: cost of a row at {TIMES}x against 1x", cost_growth, "times", "<=", MOST_COST_GROWTH),
        Row(f"{name}: anonymous memory at 1x", once["peak_mb"], "MB"),
        Row(f"{name}: anonymous memory at {TIMES}x", often["peak_mb"], "MB"),
        Row(f"{name}: growth of memory", often["peak_mb"] / once["peak_mb"], "times", "<=", MOST_MEMORY_GROWTH),
        Row(f"{name}: its database session at 1x", once["server_mb"], "MB"),
        Row(f"{name}: its database session at {TIMES}x", often["server_mb"], "MB"),
        Row(f"{name}: cost against COPY", often["cpu"] / often["copy_cpu"], "times", "<=", MOST_AGAINST_COPY),
        Row(f"{name}: time against COPY", often["seconds"] / often["copy_seconds"], "times"),
        Row(f"{name}: second load at {TIMES}x", often["again_seconds"], "s"),
        Row(f"{name}: changes of a second load", often["again_changes"], "", "<=", 0),
    ]


def run_child(name: str, folder: Path, doors: int) -> dict[str, float]:
    """One load in a process of its own, after what it is linked to."""
    suffix, make = FORMATS[name]
    file = make(folder / f"{name}-{doors}.{suffix}", doors)
    around: list[str] = []
    if name != "neighbourhoods":
        around.append(str(made_town.areas(folder / f"areas-{doors}.geojson", doors)))
    if name in {"bag", "gpkg", "csv"}:
        around.append(str(made_town.osm(folder / f"streets-{doors}.osm.pbf", doors, addresses=False)))
    environment = os.environ | {"CANVASS_DB": DATABASE, "PGDATABASE": DATABASE}
    command = [sys.executable, "-m", "tests.benchmarks.one_load", name, str(file), *around]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    file.unlink()
    return found


def make_database() -> None:
    environment = os.environ | {"CANVASS_DB": DATABASE}
    template = os.environ.get("CANVASS_DB_TEMPLATE", "template_canvass")
    subprocess.run(["dropdb", "--if-exists", DATABASE], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["createdb", "-T", template, DATABASE], check=True)
    migrate = [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"]
    subprocess.run(migrate, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main())
