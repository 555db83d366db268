"""OpenStreetMap extracts (.osm.pbf, .osm): streets, addresses, boundaries and the backdrop, streamed.

Two passes. The first marks the nodes that streets share, in a file; the second reads
everything, with node positions in another, so memory does not grow with the extract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import osmium
import osmium.filter
import osmium.geom
from django.utils.translation import gettext as _

from canvass.places.errors import LoadError
from canvass.places.rows import AreaRow, ProblemRow, Progress, Row, SegmentRow, ShapeRow, no_progress
from canvass.places.sources.osm_addresses import AddressReader, Interpolations
from canvass.places.sources.osm_nodes import NodeCounter
from canvass.places.sources.osm_tags import (
    AREA_KEYS,
    KEPT,
    WAY_KEYS,
    boundary_rank,
    is_walkable,
    line_kind,
    shape_kind,
)
from canvass.places.wkb import line_wkb

PARTS = ("streets", "addresses", "boundaries", "backdrop")
# Objects between two calls of progress.
STEP = 2000
SUFFIXES = (".pbf", ".osm", ".osm.bz2", ".osm.gz")


@dataclass
class FirstPass:
    nodes: NodeCounter
    interpolations: Interpolations = field(default_factory=Interpolations)
    boundaries: dict[int, str] = field(default_factory=dict)
    objects: int = 0


def read_osm(path: Path, *, parts: tuple[str, ...] = PARTS, progress: Progress = no_progress) -> Iterator[Row]:
    """Every row of an extract, in WGS84. Raises LoadError when the file cannot be read to its end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="osm-")))
        stack.enter_context(_readable(path))
        first = FirstPass(stack.enter_context(closing(NodeCounter(folder))))
        _first_pass(path, first)
        yield from _second_pass(path, first, folder, parts, progress)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    if not path.name.endswith(SUFFIXES):
        raise LoadError(
            file=path,
            problem=_("this is no OpenStreetMap file."),
            remedy=_("Give a file that ends in .osm.pbf, for instance from download.geofabrik.de."),
        )
    try:
        yield
    except (RuntimeError, OSError, ValueError) as error:
        raise LoadError(
            file=path,
            problem=_("the file is damaged or cut off (%(reason)s).") % {"reason": error},
            remedy=_("Download it again and compare its size or checksum with the source."),
        ) from error


def _first_pass(path: Path, first: FirstPass) -> None:
    # Any: osmium's own types know one union for all objects, and no method on it.
    items: Iterable[Any] = osmium.FileProcessor(str(path), osmium.osm.WAY | osmium.osm.RELATION).with_filter(
        osmium.filter.KeyFilter(*WAY_KEYS, *AREA_KEYS)
    )
    for item in items:
        first.objects += 1
        if item.is_relation():
            if item.tags.get("boundary") == "administrative" and boundary_rank(item.tags) is not None:
                first.boundaries[item.id] = item.tags["name"]
        elif is_walkable(item.tags):
            first.nodes.add([node.ref for node in item.nodes])
        elif "addr:interpolation" in item.tags:
            first.interpolations.watch([node.ref for node in item.nodes])
    first.nodes.sort()


def _second_pass(
    path: Path, first: FirstPass, folder: Path, parts: tuple[str, ...], progress: Progress
) -> Iterator[Row]:
    items: Iterable[Any] = (
        osmium.FileProcessor(str(path))
        .with_locations(f"sparse_file_array,{folder / 'positions'}")
        .with_areas(osmium.filter.KeyFilter(*AREA_KEYS))
        .with_filter(osmium.filter.KeyFilter(*WAY_KEYS, *AREA_KEYS))
    )
    areas = _AreaReader(first)
    addresses = AddressReader(first.interpolations)
    makers: list[Callable[[Any], Iterator[Row]]] = []
    if "addresses" in parts:
        makers.append(addresses.read)
    if "streets" in parts:
        makers.append(lambda item: _segments(item, first.nodes))
    if "boundaries" in parts:
        makers.append(areas.read)
    if "backdrop" in parts:
        makers.append(_shapes)
    done = 0
    for item in items:
        if not item.is_node():
            done += 1
            if done % STEP == 0:
                progress(min(done, first.objects), first.objects)
        for make in makers:
            yield from make(item)
    if "boundaries" in parts:
        yield from areas.unclosed()


def _segments(item: Any, nodes: NodeCounter) -> Iterator[Row]:
    """A way cut at every node it shares with another, so that a junction is only ever an end."""
    if not item.is_way() or not is_walkable(item.tags):
        return
    points = [(node.ref, node.lon, node.lat) for node in item.nodes if node.location.valid()]
    if len(points) < 2:
        yield ProblemRow("broken_geometry", f"w{item.id}", "street with fewer than two known points")
        return
    tags = {key: item.tags[key] for key in KEPT if key in item.tags}
    shared = nodes.shared([ref for ref, _, _ in points])
    cuts = [place for place in range(1, len(points) - 1) if shared[place]]
    keys: set[str] = set()
    start = 0
    for end in [*cuts, len(points) - 1]:
        piece = points[start : end + 1]
        # Named by its ends within the way: a new crossing elsewhere on it leaves this piece as it was.
        key = f"w{item.id}:{piece[0][0]}-{piece[-1][0]}"
        key = f"{key}@{start}" if key in keys else key
        keys.add(key)
        if len({(lon, lat) for _, lon, lat in piece}) < 2:
            yield ProblemRow("broken_geometry", key, "street without length")
        else:
            line = line_wkb([(lon, lat) for _, lon, lat in piece])
            name = item.tags.get("name", "")
            yield SegmentRow(key, name, item.tags["highway"], piece[0][0], piece[-1][0], line, tags)
        start = end


def _shapes(item: Any) -> Iterator[Row]:
    if item.is_area():
        kind = shape_kind(item.tags)
        if kind is not None:
            yield ShapeRow(_area_key(item), kind, osmium.geom.WKBFactory().create_multipolygon(item))
    elif item.is_way() and not item.is_closed():
        kind = line_kind(item.tags)
        points = [(node.lon, node.lat) for node in item.nodes if node.location.valid()] if kind else []
        if kind is not None and len(set(points)) > 1:
            yield ShapeRow(f"w{item.id}", kind, line_wkb(points))


def _area_key(item: Any) -> str:
    return f"{'w' if item.from_way() else 'r'}{item.orig_id()}"


class _AreaReader:
    """Boundaries that the extract holds in full; those cut by its edge become problems."""

    def __init__(self, first: FirstPass) -> None:
        self.open = first.boundaries

    def read(self, item: Any) -> Iterator[Row]:
        rank = boundary_rank(item.tags) if item.is_area() else None
        if rank is None:
            return
        if not item.from_way():
            self.open.pop(item.orig_id(), None)
        geometry = osmium.geom.WKBFactory().create_multipolygon(item)
        key = _area_key(item)
        code = item.tags.get("ref:gemeentecode") or f"osm-{key}"
        yield AreaRow(code, item.tags["name"], geometry, rank=rank, where=key)

    def unclosed(self) -> Iterator[Row]:
        for number, name in self.open.items():
            yield ProblemRow("boundary_not_closed", f"r{number}", name)
