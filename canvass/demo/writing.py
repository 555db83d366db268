"""The town in the formats that the importers read: an OpenStreetMap extract, the address register, and buurten.

The same town gives the same bytes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

from canvass.demo import plan
from canvass.demo.ground import degrees
from canvass.demo.plan import Point
from canvass.demo.town import Town

# Far above what OpenStreetMap has given out, so that no real extract can clash.
FIRST_NODE, FIRST_WAY = 900_000_000_001, 900_000_000_001
STAMP = "2026-01-01T00:00:00Z"
COLUMNS = (
    "openbareruimte", "huisnummer", "huisletter", "huisnummertoevoeging", "postcode", "woonplaats", "gemeente",
    "provincie", "object_id", "object_type", "nevenadres", "x", "y", "lon", "lat",
)  # fmt: skip


@dataclass(frozen=True)
class TownFiles:
    osm: Path
    addresses: Path
    neighbourhoods: Path


def write_town(town: Town, folder: Path) -> TownFiles:
    folder.mkdir(parents=True, exist_ok=True)
    files = TownFiles(folder / "lindenhaven.osm.pbf", folder / "bagadres.csv", folder / "buurten.geojson")
    _write_osm(town, files.osm)
    _write_addresses(town, files.addresses)
    _write_neighbourhoods(town, files.neighbourhoods)
    return files


def _write_osm(town: Town, path: Path) -> None:
    header = osmium.io.Header()
    header.set("generator", "canvass demo town")
    nodes, ways = _Nodes(), list(_ways(town))
    numbered = [(nodes.of(points, keys), tags) for points, keys, tags in ways]
    with osmium.SimpleWriter(str(path), header=header, overwrite=True) as writer:
        for number, place in enumerate(degrees(nodes.points), FIRST_NODE):
            writer.add_node(Node(id=number, location=place, version=1, timestamp=STAMP))
        for number, (refs, tags) in enumerate(numbered, FIRST_WAY):
            writer.add_way(Way(id=number, nodes=refs, tags=tags, version=1, timestamp=STAMP))


class _Nodes:
    """Numbers for points; streets that cross share the node of their crossing."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.known: dict[tuple[str, Point], int] = {}

    def of(self, points: Sequence[Point], keys: Sequence[tuple[str, Point]]) -> list[int]:
        refs = []
        for point, key in zip(points, keys, strict=True):
            if key not in self.known:
                self.known[key] = FIRST_NODE + len(self.points)
                self.points.append(point)
            refs.append(self.known[key])
        return refs


def _ways(town: Town) -> Iterator[tuple[Sequence[Point], list[tuple[str, Point]], dict[str, str]]]:
    for street in town.streets:
        name = {"name": street.plan.name} if street.plan.name else {}
        keys = [("street", node) for node in street.nodes]
        yield street.points, keys, {"highway": street.plan.road, **name, **street.plan.tags}
    rings: list[tuple[Sequence[tuple[Point, ...]], dict[str, str]]] = [
        (town.buildings, {"building": "yes"}),
        (town.waters, {"natural": "water"}),
        (town.greens, {"leisure": "park"}),
        (town.rails, {"railway": "rail"}),
    ]
    for shapes, tags in rings:
        for number, shape in enumerate(shapes):
            kind = f"{next(iter(tags))}{number}"
            yield shape, [(kind, point) for point in shape], tags


def _write_addresses(town: Town, path: Path) -> None:
    places = degrees(door.point for door in town.doors)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, (door, (lon, lat)) in enumerate(zip(town.doors, places, strict=True), 1):
            writer.writerow((
                door.street, door.number, door.letter, door.addition, door.postcode, plan.TOWN, plan.TOWN,
                plan.PROVINCE, f"{plan.MUNICIPALITY_CODE[2:]}01{number:010d}", "VBO", "f",
                f"{door.point[0]:.3f}", f"{door.point[1]:.3f}", f"{lon:.7f}", f"{lat:.7f}",
            ))  # fmt: skip


def _write_neighbourhoods(town: Town, path: Path) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {
                "buurtcode": code, "buurtnaam": name, "wijkcode": district,
                "gemeentecode": plan.MUNICIPALITY_CODE, "gemeentenaam": plan.TOWN, "water": "NEE",
            },
            "geometry": {"type": "MultiPolygon", "coordinates": [[degrees(outline)]]},
        }
        for code, name, district, outline in town.neighbourhoods
    ]  # fmt: skip
    collection = {"type": "FeatureCollection", "name": "buurten", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False) + "\n", encoding="utf-8")
