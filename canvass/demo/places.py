"""The town's files, made anew and taken in by the importers that a real town goes through."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from canvass.demo.town import build_town
from canvass.demo.writing import write_town
from canvass.places.credits import DEMO
from canvass.places.files import load_addresses, load_neighbourhoods, load_osm
from canvass.places.models import PlaceLoad
from canvass.places.quality import LoadReport

SEED = 1
SOURCE = "demo"


def load_town(*, folder: Path, seed: int = SEED) -> list[LoadReport]:
    """What was loaded; a file that came in before, byte for byte, is not read again."""
    files = write_town(build_town(seed), folder)
    loads: list[tuple[Path, Callable[[Path], LoadReport]]] = [
        (files.osm, lambda path: load_osm(path=path, source=SOURCE, origin=DEMO)),
        (files.neighbourhoods, lambda path: load_neighbourhoods(path=path, source=SOURCE, origin=DEMO)),
        (files.addresses, lambda path: load_addresses(path=path, layout="bag", source=SOURCE, origin=DEMO)),
    ]
    return [load(path) for path, load in loads if not _is_loaded(path)]


def _is_loaded(path: Path) -> bool:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    newest = PlaceLoad.objects.filter(source=SOURCE, file_name=path.name, finished_at__isnull=False).first()
    return newest is not None and newest.file_sha256 == digest
