"""Small made-up places in the layouts of the real sources."""

from __future__ import annotations

import json
import sqlite3
import struct
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

# A crossing in the middle of the country; 0.001 degree is about 68 m east and 111 m north.
LON, LAT = 5.39, 52.15
BAG_COLUMNS = [
    "openbareruimte", "huisnummer", "huisletter", "huisnummertoevoeging", "postcode", "woonplaats", "gemeente",
    "provincie", "object_id", "object_type", "nevenadres", "x", "y", "lon", "lat",
]  # fmt: skip


class OsmFile:
    """Nodes, ways and relations by number, written as OSM XML."""

    def __init__(self) -> None:
        self.nodes: list[str] = []
        self.ways: list[str] = []
        self.relations: list[str] = []

    def node(self, number: int, east: float, north: float, **tags: str) -> None:
        """East and north in thousandths of a degree from the crossing."""
        place = f'lon="{LON + east / 1000:.7f}" lat="{LAT + north / 1000:.7f}"'
        self.nodes.append(f'<node id="{number}" version="1" {place}>{_tags(tags)}</node>')

    def way(self, number: int, nodes: list[int], **tags: str) -> None:
        refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
        self.ways.append(f'<way id="{number}" version="1">{refs}{_tags(tags)}</way>')

    def relation(self, number: int, ways: list[int], **tags: str) -> None:
        members = "".join(f'<member type="way" ref="{way}" role="outer"/>' for way in ways)
        self.relations.append(f'<relation id="{number}" version="1">{members}{_tags(tags)}</relation>')

    def write(self, path: Path) -> Path:
        body = "".join(self.nodes + self.ways + self.relations)
        path.write_text(f'<?xml version="1.0"?><osm version="0.6">{body}</osm>')
        return path


def _tags(tags: dict[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(key.replace('__', ':'))} v={quoteattr(value)}/>" for key, value in tags.items())


def crossroads() -> OsmFile:
    """Kerkstraat runs east, Dorpsweg north; they cross at node 3. Two doors on Kerkstraat, one on each side."""
    town = OsmFile()
    for number, east, north in [(1, -3, 0), (2, -1, 0), (3, 0, 0), (4, 3, 0), (5, 0, -3), (6, 0, 3)]:
        town.node(number, east, north)
    town.way(10, [1, 2, 3, 4], highway="residential", name="Kerkstraat")
    town.way(11, [5, 3, 6], highway="tertiary", name="Dorpsweg", maxspeed="50", note="not kept")
    address = {"addr__street": "Kerkstraat", "addr__city": "Lindenhaven", "addr__postcode": "1234 AB"}
    town.node(20, 1.5, 0.1, addr__housenumber="1", **address)
    town.node(21, 1.5, -0.1, addr__housenumber="2a", **address)
    return town


def bag_file(path: Path, rows: list[dict[str, Any]], columns: list[str] | None = None) -> Path:
    columns = columns or BAG_COLUMNS
    lines = [";".join(columns)]
    for number, row in enumerate(rows, 1):
        full = {
            "openbareruimte": "Kerkstraat", "huisnummer": str(number), "postcode": "1234AB",
            "woonplaats": "Lindenhaven",
            "object_id": f"07500100000{number:05d}", "object_type": "VBO", "nevenadres": "f",
            "lon": LON + number / 10_000, "lat": LAT + 0.0001,
        } | row  # fmt: skip
        lines.append(";".join(str(full.get(column, "")) for column in columns))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def square(east: float, north: float, size: float) -> list[list[float]]:
    """A ring of degrees; arguments in thousandths of a degree from the crossing."""
    west, south, step = LON + east / 1000, LAT + north / 1000, size / 1000
    return [[west, south], [west + step, south], [west + step, south + step], [west, south + step], [west, south]]


def geojson_file(path: Path, areas: list[tuple[dict[str, Any], Any]], **head: Any) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": rings and {"type": "Polygon", "coordinates": [rings]},
        }
        for properties, rings in areas
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", **head, "features": features}, indent=1))
    return path


def gpkg_file(
    path: Path, layer: str, srid: int, columns: list[str], rows: list[tuple[bytes | None, list[Any]]], **other: int
) -> Path:
    """A GeoPackage with one layer of rows; `other` adds empty layers by name and projection."""
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INTEGER)")
    database.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT)")
    for name, system in {layer: srid, **other}.items():
        database.execute("INSERT INTO gpkg_contents VALUES (?, 'features', ?)", (name, system))
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom')", (name,))
        database.execute(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY, geom BLOB, {', '.join(columns)})")
    for number, (wkb, values) in enumerate(rows, 1):
        head = b"GP\x00\x01" + struct.pack("<i", srid)
        places = ", ".join("?" for _ in values)
        blob = None if wkb is None else head + wkb
        database.execute(f"INSERT INTO {layer} VALUES (?, ?, {places})", (number, blob, *values))
    database.commit()
    database.close()
    return path


def point_wkb(x: float, y: float) -> bytes:
    return struct.pack("<BI2d", 1, 1, x, y)
