"""One load in this process: what it took, as a line of JSON. Started by `bench_import`."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import django

COPIES = 3
TICKS = os.sysconf("SC_CLK_TCK")


def main(name: str, file: Path, around: list[Path]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvass.settings")
    os.environ["CANVASS_MEDIA_ROOT"] = str(file.parent / "media")
    django.setup()
    from canvass.places.files import LAYOUTS, load_addresses, load_neighbourhoods, load_osm

    def register(layout: str, path: Path) -> Any:
        return load_addresses(path=path, layout=layout)

    loads: dict[str, Callable[[Path], Any]] = {
        "osm": lambda path: load_osm(path=path),
        "neighbourhoods": lambda path: load_neighbourhoods(path=path),
        **{layout: partial(register, layout) for layout in LAYOUTS},
    }
    empty()
    for path in around:
        loads["neighbourhoods" if path.suffix == ".geojson" else "osm"](path)
    load = loads[name]
    kind, table = ("addresses", "places_address")
    if name == "neighbourhoods":
        kind, table = ("neighbourhoods", "places_neighbourhood")
    first, again = Watch(), Watch()
    with first:
        report = load(file)
    with again:
        repeated = load(file)
    copy_seconds, copy_cpu = bare_copy(table)
    figures = {
        "rows": report.stored[kind],
        "seconds": first.seconds,
        "cpu": first.cpu,
        "peak_mb": max(first.peak_mb, again.peak_mb),
        "server_mb": max(first.server_mb, again.server_mb),
        "again_seconds": again.seconds,
        "again_changes": repeated.changed,
        "copy_seconds": copy_seconds,
        "copy_cpu": copy_cpu,
    }
    print(json.dumps(figures))
    return 0


def empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE places_address, places_entrance, places_streetsegment, places_backdropshape, "
            "places_neighbourhood, places_placeload CASCADE"
        )


def bare_copy(table: str) -> tuple[float, float]:
    """Seconds by the clock and of processors to put the same rows into a table without indexes or checks."""
    from django.db import connection

    text = io.StringIO()
    watches = []
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} TO STDOUT", text)
        for _ in range(COPIES):
            text.seek(0)
            cursor.execute(f"CREATE TABLE bare AS SELECT * FROM {table} WITH NO DATA")
            watch = Watch()
            with watch:
                cursor.copy_expert("COPY bare FROM STDIN", text)
            watches.append(watch)
            cursor.execute("DROP TABLE bare")
    return median(watch.seconds for watch in watches), median(watch.cpu for watch in watches)


class Watch:
    """Time, processor time and the most anonymous memory of this process and of its database session.

    Memory is looked at every 10 ms; pages of files do not count. The session is a process on this machine.
    """

    def __init__(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self._server = Path(f"/proc/{cursor.fetchone()[0]}")
        self.seconds = self.cpu = self.peak_mb = self.server_mb = 0.0
        self._stop = threading.Event()

    def __enter__(self) -> None:
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        self.cpu, self.seconds = -self._cpu(), -time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter()
        self.cpu += self._cpu()
        self._stop.set()
        self._thread.join()

    def _cpu(self) -> float:
        # Fields 14 and 15 of proc(5), counted after the name in brackets.
        fields = (self._server / "stat").read_text().rsplit(")", 1)[1].split()
        return time.process_time() + (int(fields[11]) + int(fields[12])) / TICKS

    def _watch(self) -> None:
        while not self._stop.wait(0.01):
            self.peak_mb = max(self.peak_mb, _anonymous_mb(Path("/proc/self")))
            self.server_mb = max(self.server_mb, _anonymous_mb(self._server))


def _anonymous_mb(process: Path) -> float:
    return int((process / "status").read_text().split("RssAnon:")[1].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]]))
