"""A made-up town of any size in every layout that the importers read.

Streets of one kilometre with 200 doors: houses every 10 m on both sides, upstairs and downstairs flats (12A, 12B), and
at the end two stairwells of 20 on one point each. Every terrace is a building.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from math import cos, pi, sin
from pathlib import Path
from typing import Any, NamedTuple

import osmium
from osmium.osm.mutable import Node, Way

from tests.canvass.places.towns import BAG_COLUMNS, point_wkb

DOORS = 200
# Of these, in order along the street: houses, pairs of flats above each other, and flats of one stairwell.
HOUSES, PAIRED, STAIRWELL = 120, 40, 20
SOUTH, WEST = 51.9, 5.0
STREET_NORTH, PLOT_EAST, KERB = 0.0009, 0.00015, 0.0001
# The two front doors of a pair, about 3 m apart.
PAIR_EAST = 0.00004
STREET_EAST = 100 * PLOT_EAST
COLUMN_STREETS, COLUMN_EAST = 100, 0.017
TERRACES, TERRACE_NEAR, TERRACE_FAR = 10, 0.00007, 0.00017
AREA_STREETS = 20


class MadeDoor(NamedTuple):
    key: int
    street: str
    number: int
    letter: str
    lon: float
    lat: float


def streets(count: int) -> Iterator[tuple[int, float, float]]:
    for street in range(count):
        column, row = divmod(street, COLUMN_STREETS)
        yield street, WEST + column * COLUMN_EAST, SOUTH + row * STREET_NORTH


def doors(count: int) -> Iterator[MadeDoor]:
    for street, west, lat in streets(count // DOORS):
        for door in range(DOORS):
            number, letter, east, side = _door(door)
            lon = west + east
            yield MadeDoor(street * DOORS + door, f"Straat {street}", number, letter, lon, lat + side * KERB)


def _door(door: int) -> tuple[int, str, float, int]:
    """House number, letter, degrees along the street, and side of it."""
    if door < HOUSES:
        plot, far = divmod(door, 2)
        return door + 1, "", (plot + 0.5) * PLOT_EAST, 1 if far else -1
    if door < HOUSES + PAIRED:
        number, upper = divmod(door - HOUSES, 2)
        plot, far = divmod(number, 2)
        east = (HOUSES // 2 + plot + 0.5) * PLOT_EAST + upper * PAIR_EAST
        return HOUSES + number + 1, "AB"[upper], east, 1 if far else -1
    well = (door - HOUSES - PAIRED) // STAIRWELL
    return door + 1, "", (95 + well) * PLOT_EAST, 1


def osm(path: Path, count: int, *, addresses: bool) -> Path:
    """Streets, terraces along both sides, and the doors if wanted."""
    path.unlink(missing_ok=True)
    with osmium.SimpleWriter(str(path)) as out:
        for street, west, lat in streets(count // DOORS):
            for end in (0, 1):
                out.add_node(Node(id=2 * street + end + 1, location=(west + end * STREET_EAST, lat)))
        for number, ring in terraces(count):
            for corner, location in enumerate(ring):
                out.add_node(Node(id=5_000_000 + 4 * number + corner, location=location))
        if addresses:
            for door in doors(count):
                tags = {"addr:street": door.street, "addr:housenumber": f"{door.number}{door.letter}"}
                out.add_node(Node(id=10_000_000 + door.key, location=(door.lon, door.lat), tags=tags))
        for street, _, _ in streets(count // DOORS):
            nodes = [2 * street + 1, 2 * street + 2]
            out.add_way(Way(id=street + 1, nodes=nodes, tags={"highway": "residential", "name": f"Straat {street}"}))
        for number, _ in terraces(count):
            first = 5_000_000 + 4 * number
            nodes = [first, first + 1, first + 2, first + 3, first]
            out.add_way(Way(id=1_000_000 + number, nodes=nodes, tags={"building": "terrace"}))
    return path


def terraces(count: int) -> Iterator[tuple[int, list[tuple[float, float]]]]:
    """Number and corners of each building."""
    length = STREET_EAST / TERRACES
    for street, west, lat in streets(count // DOORS):
        for place in range(2 * TERRACES):
            along, far = divmod(place, 2)
            side = 1 if far else -1
            left, right = west + along * length, west + (along + 0.98) * length
            near, back = lat + side * TERRACE_NEAR, lat + side * TERRACE_FAR
            yield street * 2 * TERRACES + place, [(left, near), (right, near), (right, back), (left, back)]


def bag(path: Path, count: int) -> Path:
    with path.open("w") as out:
        out.write(";".join(BAG_COLUMNS) + "\n")
        for key, street, number, letter, lon, lat in doors(count):
            out.write(f"{street};{number};{letter};;1234AB;Lindenhaven;;;{key:016d};VBO;f;;;{lon:.7f};{lat:.7f}\n")
    return path


def csv(path: Path, count: int) -> Path:
    with path.open("w") as out:
        out.write("straat,nummer,letter,postcode,plaats,lon,lat\n")
        for _, street, number, letter, lon, lat in doors(count):
            out.write(f"{street},{number},{letter},1234AB,Lindenhaven,{lon:.7f},{lat:.7f}\n")
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
        "openbare_ruimte_naam TEXT, huisnummer INTEGER, huisletter TEXT, postcode TEXT, woonplaats_naam TEXT)"
    )
    head = b"GP\x00\x01" + (4326).to_bytes(4, "little")
    rows = (
        (
            door.key + 1,
            head + point_wkb(door.lon, door.lat),
            f"{door.key:016d}",
            door.street,
            door.number,
            door.letter,
        )
        for door in doors(count)
    )
    database.executemany("INSERT INTO verblijfsobject VALUES (?, ?, ?, ?, ?, ?, '1234AB', 'Lindenhaven')", rows)
    database.commit()
    database.close()
    return path


def areas(path: Path, count: int) -> Path:
    """What doors lie in: one square for every 20 streets."""
    found = []
    for street, west, lat in streets(count // DOORS):
        if street % AREA_STREETS == 0:
            south, north = lat - STREET_NORTH / 2, lat + (AREA_STREETS - 0.5) * STREET_NORTH
            east = west + STREET_EAST
            ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
            found.append(_feature(f"BU1{street:07d}", f"Wijk {street}", ring))
    return _geojson(path, found)


def neighbourhoods(path: Path, count: int) -> Path:
    """Round ones of 200 corners, side by side."""
    return _geojson(path, (_feature(f"BU{number:08d}", f"Buurt {number}", _circle(number)) for number in range(count)))


def _circle(number: int) -> list[tuple[float, float]]:
    row, column = divmod(number, 100)
    turns = [2 * pi * (corner % 200) / 200 for corner in range(201)]
    return [(5 + column / 100 + cos(t) / 250, 51.5 + row / 100 + sin(t) / 250) for t in turns]


def _feature(code: str, name: str, ring: list[tuple[float, float]]) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"buurtcode": code, "buurtnaam": name}, "geometry": geometry}


def _geojson(path: Path, features: Iterable[dict[str, Any]]) -> Path:
    with path.open("w") as out:
        out.write('{"type": "FeatureCollection", "features": [\n')
        for number, feature in enumerate(features):
            out.write((",\n" if number else "") + json.dumps(feature))
        out.write("\n]}\n")
    return path
