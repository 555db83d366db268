"""Streets and front doors of an OpenStreetMap extract, in metres of the UTM zone of its middle."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import hypot
from pathlib import Path

import numpy as np
import osmium
import shapely
from pyproj import Transformer
from shapely import LineString, STRtree

from canvass.places.sources.osm_tags import is_walkable
from canvass.routing.model import Door, Segment

FARTHEST = 150.0  # metres from a door to its street
NO_DOORS = frozenset({"steps", "track"})


@dataclass
class Extract:
    ways: list[tuple[str, str, list[int]]] = field(default_factory=list)  # class, name, nodes
    places: dict[int, tuple[float, float]] = field(default_factory=dict)
    doors: list[tuple[float, float, str]] = field(default_factory=list)  # lon, lat, street


def read_extract(path: Path) -> Extract:
    found = Extract()
    for item in osmium.FileProcessor(str(path)).with_locations():
        if item.is_node():
            if "addr:housenumber" in item.tags:
                found.doors.append((item.location.lon, item.location.lat, item.tags.get("addr:street", "")))
        elif item.is_way():
            nodes = [(n.ref, (n.location.lon, n.location.lat)) for n in item.nodes if n.location.valid()]
            if len(nodes) > 1 and is_walkable(dict(item.tags)):
                found.ways.append((item.tags["highway"], item.tags.get("name", ""), [ref for ref, _ in nodes]))
                found.places.update(nodes)
            elif nodes and "addr:housenumber" in item.tags:
                lon, lat = np.mean([place for _, place in nodes], axis=0).tolist()
                found.doors.append((lon, lat, item.tags.get("addr:street", "")))
    return found


def streets_and_doors(found: Extract) -> tuple[list[Segment], list[Door]]:
    refs = list(found.places)
    lonlat = np.array([found.places[ref] for ref in refs])
    zone = int((lonlat[:, 0].mean() + 180) // 6) + 1
    project = Transformer.from_crs(4326, 32600 + zone, always_xy=True)
    metres = dict(zip(refs, zip(*(c.tolist() for c in project.transform(*lonlat.T)), strict=True), strict=True))
    segments, names = _segments(found, metres)
    if not found.doors:
        return segments, []
    lon, lat, streets = zip(*found.doors, strict=True)
    x, y = project.transform(np.array(lon), np.array(lat))
    return segments, snapped(segments, names, np.column_stack([x, y]), streets)


def _segments(found: Extract, metres: dict[int, tuple[float, float]]) -> tuple[list[Segment], list[str]]:
    """Ways cut at the nodes they share."""
    uses = Counter(ref for _, _, refs in found.ways for ref in refs)
    uses.update(ref for _, _, refs in found.ways for ref in (refs[0], refs[-1]))
    segments: list[Segment] = []
    names: list[str] = []
    for road, name, refs in found.ways:
        low = 0
        for high in range(1, len(refs)):
            if uses[refs[high]] == 1:
                continue
            points = tuple(metres[ref] for ref in refs[low : high + 1])
            if hypot(*np.ptp(points, axis=0)) > 0.05:
                segments.append(Segment(len(segments), refs[low], refs[high], points, road))
                names.append(name)
            low = high
    return segments, names


def snapped(segments: list[Segment], names: list[str], places: np.ndarray, streets: tuple[str, ...]) -> list[Door]:
    """Each place as a door of the nearest street of its name, or else of the nearest street."""
    usable = [row for row, segment in enumerate(segments) if segment.road_class not in NO_DOORS]
    lines = np.array([LineString(segments[row].points) for row in usable])
    points = shapely.points(places)
    nearest = STRtree(lines).nearest(points)
    of_name: dict[str, list[int]] = {}
    for at, row in enumerate(usable):
        of_name.setdefault(names[row], []).append(at)
    trees = {name: STRtree(lines[of_name[name]]) for name in set(streets) & (of_name.keys() - {""})}
    doors = []
    for key, (point, street) in enumerate(zip(points, streets, strict=True)):
        at = nearest[key]
        if street in trees:
            named = of_name[street][trees[street].nearest(point)]
            at = named if lines[named].distance(point) <= FARTHEST else at
        if lines[at].distance(point) <= FARTHEST:
            doors.append(_door(key, segments[usable[at]].key, lines[at], (float(point.x), float(point.y))))
    return doors


def _door(key: int, segment: int, line: LineString, point: tuple[float, float]) -> Door:
    offset = float(line.project(shapely.Point(point)))
    one, two = line.interpolate(max(0.0, offset - 0.5)), line.interpolate(offset + 0.5)
    left = (two.x - one.x) * (point[1] - one.y) - (two.y - one.y) * (point[0] - one.x) >= 0
    return Door(key, segment, 1 if left else -1, offset, None, 0, point)
