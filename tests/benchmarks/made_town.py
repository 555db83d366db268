"""A made-up town of any size in every layout that the importers read: long streets, doors every 10 m on both sides."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from math import cos, pi, sin
from pathlib import Path
from typing import NamedTuple

import osmium
from osmium.osm.mutable import Node, Way

from tests.canvass.places.towns import BAG_COLUMNS, point_wkb

DOORS = 200  # a street of one kilometre
SOUTH, WEST = 51.9, 5.0
STREET_NORTH, DOOR_EAST, KERB = 0.0009, 0.00015, 0.0001
COLUMN_STREETS, COLUMN_EAST = 100, 0.017


class MadeDoor(NamedTuple):
    key: int
    street: str
    number: int
    lon: float
    lat: float


def streets(count: int) -> Iterator[tuple[int, float, float]]:
    for street in range(count):
        column, row = divmod(street, COLUMN_STREETS)
        yield street, WEST + column * COLUMN_EAST, SOUTH + row * STREET_NORTH


def doors(count: int) -> Iterator[MadeDoor]:
    for street, west, lat in streets(count // DOORS):
        for door in range(DOORS):
            place, side = divmod(door, 2)
            lon = west + (place + 0.5) * DOOR_EAST
            yield MadeDoor(street * DOORS + door, f"Straat {street}", door + 1, lon, lat + (KERB if side else -KERB))


def osm(path: Path, count: int, *, addresses: bool) -> Path:
    """Streets, a side street across each column, and the doors if wanted."""
    path.unlink(missing_ok=True)
    with osmium.SimpleWriter(str(path)) as out:
        for street, west, lat in streets(count // DOORS):
            for end in (0, 1):
                out.add_node(Node(id=2 * street + end + 1, location=(west + end * DOORS / 2 * DOOR_EAST, lat)))
        if addresses:
            for door in doors(count):
                tags = {"addr:street": door.street, "addr:housenumber": str(door.number)}
                out.add_node(Node(id=10_000_000 + door.key, location=(door.lon, door.lat), tags=tags))
        for street, _, _ in streets(count // DOORS):
            nodes = [2 * street + 1, 2 * street + 2]
            out.add_way(Way(id=street + 1, nodes=nodes, tags={"highway": "residential", "name": f"Straat {street}"}))
    return path


def bag(path: Path, count: int) -> Path:
    with path.open("w") as out:
        out.write(";".join(BAG_COLUMNS) + "\n")
        for key, street, number, lon, lat in doors(count):
            out.write(f"{street};{number};;;1234AB;Lindenhaven;;;{key:016d};VBO;f;;;{lon:.7f};{lat:.7f}\n")
    return path


def csv(path: Path, count: int) -> Path:
    with path.open("w") as out:
        out.write("straat,nummer,postcode,plaats,lon,lat\n")
        for _, street, number, lon, lat in doors(count):
            out.write(f"{street},{number},1234AB,Lindenhaven,{lon:.7f},{lat:.7f}\n")
    return path


def gpkg(path: Path, count: int) -> Path:
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INTEGER)")
    database.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT)")
    database.execute("INSERT INTO gpkg_contents VALUES ('verblijfsobject', 'features', 4326)")
    database.execute("INSERT INTO gpkg_geometry_columns VALUES ('verblijfsobject', 'geom')")
    database.execute(
        "CREATE TABLE verblijfsobject (fid INTEGER PRIMARY KEY, geom BLOB, identificatie TEXT, "
        "openbare_ruimte_naam TEXT, huisnummer INTEGER, postcode TEXT, woonplaats_naam TEXT)"
    )
    head = b"GP\x00\x01" + (4326).to_bytes(4, "little")
    rows = (
        (door.key + 1, head + point_wkb(door.lon, door.lat), f"{door.key:016d}", door.street, door.number)
        for door in doors(count)
    )
    database.executemany("INSERT INTO verblijfsobject VALUES (?, ?, ?, ?, ?, '1234AB', 'Lindenhaven')", rows)
    database.commit()
    database.close()
    return path


def neighbourhoods(path: Path, count: int) -> Path:
    """Round ones of 200 corners, side by side."""
    with path.open("w") as out:
        out.write('{"type": "FeatureCollection", "features": [\n')
        for number in range(count):
            row, column = divmod(number, 100)
            turns = [2 * pi * (corner % 200) / 200 for corner in range(201)]
            ring = [(5 + column / 100 + cos(t) / 250, 51.5 + row / 100 + sin(t) / 250) for t in turns]
            geometry = {"type": "Polygon", "coordinates": [ring]}
            properties = {"buurtcode": f"BU{number:08d}", "buurtnaam": f"Buurt {number}"}
            feature = {"type": "Feature", "properties": properties, "geometry": geometry}
            out.write(json.dumps(feature) + (",\n" if number < count - 1 else "\n"))
        out.write("]}\n")
    return path
