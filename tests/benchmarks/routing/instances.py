"""Streets and doors to plan, of real places and of a made-up town; without Django and database.

Each function gives the `n` doors nearest to the middle and the streets around them, as
`canvass.routing` takes them. What was read from a file is kept in a temporary folder. Raises
NotHereError where a file is missing.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from hashlib import sha256
from itertools import islice
from math import dist
from pathlib import Path
from tempfile import gettempdir

from canvass.routing.model import Door, Segment
from tests.benchmarks.routing.doors import along, middle, nearest_first
from tests.benchmarks.routing.files import data_file
from tests.benchmarks.routing.made_streets import made_town
from tests.benchmarks.routing.nwb_streets import read_nwb
from tests.benchmarks.routing.osm_streets import read_extract, streets_and_doors

Town = tuple[list[Segment], list[Door]]
VERSION = 2
AROUND = 500.0  # metres of streets around the outermost door
EVERY = 9.0  # metres between doors put along streets
FEW = 500  # addresses below which an extract gets doors of our own


def lauf(n: int) -> Town:
    """A German town with its real addresses; all 5,400 of them at most."""
    return extract(data_file("lauf-200115.osm.pbf"), n)


def porto(n: int) -> Town:
    """The streets of a city, with a door every 9 m on both sides: 100,000 and more."""
    return extract(data_file("porto_portugal.osm.pbf"), n)


def wageningen(n: int) -> Town:
    """Dutch rows of houses with the house numbers of each side; all 2,086 of them at most."""
    path = data_file("wageningen_nwb_roads.gml")
    return around(*_kept(path, read_nwb), n)


def town(n: int) -> Town:
    return around(*made_town(n + n // 4), n)


def extract(path: Path, n: int) -> Town:
    """Any OpenStreetMap extract."""
    segments, doors = _kept(path, _read_osm)
    if len(doors) < FEW:
        spot = middle([segment.points[0] for segment in segments])
        outwards = sorted(segments, key=lambda s: dist(s.points[0], spot))
        doors = list(islice(along(outwards, EVERY), n))
    return around(segments, doors, n)


def around(segments: list[Segment], doors: list[Door], n: int) -> Town:
    spot = middle([door.point for door in doors])
    chosen = nearest_first(doors, spot)[:n]
    reach = max(dist(door.point, spot) for door in chosen) + AROUND
    used = {door.segment for door in chosen}
    near = [s for s in segments if s.key in used or any(dist(point, spot) < reach for point in s.points)]
    return near, chosen


def _read_osm(path: Path) -> Town:
    return streets_and_doors(read_extract(path))


def _kept(path: Path, read: Callable[[Path], Town]) -> Town:
    stat = path.stat()
    name = sha256(f"{VERSION} {path.resolve()} {stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:16]
    kept = Path(gettempdir()) / f"canvass-bench-{name}.pickle"
    if not kept.exists():
        fresh = kept.with_suffix(".new")
        fresh.write_bytes(pickle.dumps(read(path)))
        fresh.replace(kept)
    made: Town = pickle.loads(kept.read_bytes())
    return made
