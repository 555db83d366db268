"""Where walks begin: a place in words, or a point pressed on the map."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.gis.geos import Point, Polygon

from canvass.places.models import WGS84, Address, AddressQuerySet, Neighbourhood

# Degrees around a neighbourhood where people may meet: about two kilometres.
AROUND = 0.02
MOST_PLACES = 8
COORDINATES = re.compile(r"^\s*(-?\d{1,2}[.]\d+)\s*[,;\s]\s*(-?\d{1,3}[.]\d+)\s*$")
# The last number is the house's: there are streets called Plein 1944.
STREET_AND_NUMBER = re.compile(r"^\s*(?P<street>.*?)(?:\s+(?P<number>\d{1,5})\s*(?:[a-zA-Z-]\S{0,7})?)?\s*$")


@dataclass(frozen=True)
class Place:
    words: str
    point: Point


def find_places(words: str, *, near: Neighbourhood) -> list[Place]:
    """Addresses that these words may mean, the best first; nothing for fewer than two letters."""
    asked = STREET_AND_NUMBER.match(words)
    street = asked["street"] if asked else ""
    if asked is None or len(street) < 2:
        return []
    doors = _around(near).filter(street__istartswith=street)
    if asked["number"]:
        doors = doors.filter(number=int(asked["number"]))
    if not doors.exists():
        doors = _around(near).filter(street__icontains=street)
        if asked["number"]:
            doors = doors.filter(number=int(asked["number"]))
    return _places(doors.order_by("street", "number", "letter", "addition", "box")[: 4 * MOST_PLACES])


def place_at(words: str, *, near: Neighbourhood) -> Place | None:
    """The one place that is meant: coordinates, or the first address found."""
    point = _coordinates(words)
    if point is not None:
        return Place(words.strip(), point) if _box(near).contains(point) else None
    found = find_places(words, near=near)
    return found[0] if found else None


def coordinates(point: Point) -> str:
    """As `place_at` reads them: latitude first, as people write them."""
    return f"{point.y:.5f}, {point.x:.5f}"


def name_of(point: Point, *, exactly: bool = False) -> str:
    """The address nearest to a point, or at the point itself; empty where none is."""
    reach = 0.00001 if exactly else 0.003
    box = Polygon.from_bbox((point.x - reach, point.y - reach, point.x + reach, point.y + reach))
    box.srid = WGS84
    doors = Address.objects.live().filter(point__bboverlaps=box).only("street", "number", "letter", "point")
    nearest = min(doors[:2000], key=lambda door: door.point.distance(point), default=None)
    return f"{nearest.street} {nearest.number}{nearest.letter}".strip() if nearest else ""


def _coordinates(words: str) -> Point | None:
    found = COORDINATES.match(words)
    if found is None:
        return None
    return Point(float(found[2]), float(found[1]), srid=WGS84)


def _around(near: Neighbourhood) -> AddressQuerySet:
    return Address.objects.live().filter(point__bboverlaps=_box(near))


def _box(near: Neighbourhood) -> Polygon:
    west, south, east, north = near.geometry.extent
    box = Polygon.from_bbox((west - AROUND, south - AROUND, east + AROUND, north + AROUND))
    box.srid = WGS84
    return box


def _places(doors: Iterable[Address]) -> list[Place]:
    """One line a house: the flats behind one number meet at the same door."""
    found: dict[str, Place] = {}
    for door in doors:
        words = f"{door.street} {door.number}{door.letter}"
        found.setdefault(words, Place(words, door.point))
    return list(found.values())[:MOST_PLACES]
