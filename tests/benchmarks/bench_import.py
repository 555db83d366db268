"""How fast and how frugal the importers are: rows a second, memory at 1x and 10x the input, time against bare COPY.

Run: make bench NAME=import, or with ARGS="--doors 5000". It makes a database of its own (bench_import) and leaves
others alone. Each load runs in a fresh process, so that one does not inherit another's memory.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.benchmarks import made_town
from tests.benchmarks.table import Row, report

DATABASE = "bench_import"
TIMES = 10
MOST_GROWTH = 1.3
# A neighbourhood of 200 corners weighs as much as 40 doors.
DOORS_PER_AREA = 40
T = TypeVar("T")
Maker = Callable[[Path, int], Path]
FORMATS: dict[str, tuple[str, Maker]] = {
    "osm": ("osm.pbf", lambda path, doors: made_town.osm(path, doors, addresses=True)),
    "bag": ("csv", made_town.bag),
    "gpkg": ("gpkg", made_town.gpkg),
    "csv": ("csv", made_town.csv),
    "neighbourhoods": ("geojson", lambda path, doors: made_town.neighbourhoods(path, doors // DOORS_PER_AREA)),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--doors", type=int, default=10_000, help="doors at 1x")
    parser.add_argument("--only", choices=list(FORMATS), action="append")
    parser.add_argument("--child", nargs=2, metavar=("FORMAT", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return child(options.child[0], Path(options.child[1]))
    make_database()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in options.only or FORMATS:
            rows += measure(name, Path(folder), options.doors)
    return report("import", rows)


def measure(name: str, folder: Path, doors: int) -> list[Row]:
    suffix, make = FORMATS[name]
    once, often = (
        run_child(name, make(folder / f"{name}-{times}.{suffix}", times * doors), streets(folder, times * doors))
        for times in (1, TIMES)
    )
    unit = "areas/s" if name == "neighbourhoods" else "addresses/s"
    return [
        Row(f"{name}: speed at 1x", once["rows"] / once["seconds"], unit),
        Row(f"{name}: speed at {TIMES}x", often["rows"] / often["seconds"], unit),
        Row(f"{name}: second load at {TIMES}x", often["again_seconds"], "s"),
        Row(f"{name}: changes of a second load", often["again_changes"], "", "<=", 0),
        Row(f"{name}: anonymous memory at 1x", once["peak_mb"], "MB"),
        Row(f"{name}: anonymous memory at {TIMES}x", often["peak_mb"], "MB"),
        Row(f"{name}: growth of memory", often["peak_mb"] / once["peak_mb"], "times", "<=", MOST_GROWTH),
        Row(f"{name}: time against bare COPY at {TIMES}x", often["seconds"] / often["copy_seconds"], "times"),
    ]


def streets(folder: Path, doors: int) -> Path:
    """What registers are linked to; loaded before the clock starts."""
    return made_town.osm(folder / f"streets-{doors}.osm.pbf", doors, addresses=False)


def run_child(name: str, file: Path, network: Path) -> dict[str, float]:
    environment = os.environ | {"CANVASS_DB": DATABASE, "PGDATABASE": DATABASE, "BENCH_STREETS": str(network)}
    command = [sys.executable, "-m", "tests.benchmarks.bench_import", "--child", name, str(file)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def make_database() -> None:
    environment = os.environ | {"CANVASS_DB": DATABASE}
    template = os.environ.get("CANVASS_DB_TEMPLATE", "template_canvass")
    subprocess.run(["dropdb", "--if-exists", DATABASE], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["createdb", "-T", template, DATABASE], check=True)
    migrate = [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"]
    subprocess.run(migrate, env=environment, check=True)


def child(name: str, file: Path) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvass.settings")
    os.environ["CANVASS_MEDIA_ROOT"] = str(file.parent / "media")
    import django

    django.setup()
    from django.db import connection

    from canvass.places.files import load_addresses, load_neighbourhoods, load_osm

    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE places_address, places_entrance, places_streetsegment, places_backdropshape, "
            "places_neighbourhood, places_placeload CASCADE"
        )
    if name in {"bag", "gpkg", "csv"}:
        load_osm(path=Path(os.environ["BENCH_STREETS"]), box_name="Stad")
    loads = {"osm": lambda: load_osm(path=file), "neighbourhoods": lambda: load_neighbourhoods(path=file)}
    load = loads.get(name, lambda: load_addresses(path=file, layout=name))
    peak = PeakMemory()
    with peak:
        seconds, first = timed(load)
        again_seconds, again = timed(load)
    kind, table = ("addresses", "places_address")
    if name == "neighbourhoods":
        kind, table = ("neighbourhoods", "places_neighbourhood")
    figures = {
        "rows": first.stored[kind],
        "seconds": seconds,
        "again_seconds": again_seconds,
        "again_changes": again.changed,
        "peak_mb": peak.megabytes,
        "copy_seconds": copy_seconds(table),
    }
    print(json.dumps(figures))
    return 0


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def copy_seconds(table: str) -> float:
    """The same rows into a table without indexes or checks: the least a load could take."""
    from django.db import connection

    text = io.StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} TO STDOUT", text)
        text.seek(0)
        cursor.execute(f"CREATE TABLE bare AS SELECT * FROM {table} WITH NO DATA")
        seconds, _ = timed(lambda: cursor.copy_expert("COPY bare FROM STDIN", text))
        cursor.execute("DROP TABLE bare")
    return seconds


class PeakMemory:
    """The most anonymous memory of this process, looked at every 10 ms: pages of files do not count."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            status = Path("/proc/self/status").read_text()
            self.megabytes = max(self.megabytes, int(status.split("RssAnon:")[1].split()[0]) / 1024)
            if self._stop.wait(0.01):
                return


if __name__ == "__main__":
    sys.exit(main())
