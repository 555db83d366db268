"""The ground under every map, from our own streets and buildings: GeoJSON in the squares of a map of tiles.

Squares make every answer bounded and cacheable, and tell nobody outside where we walk.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan, degrees, pi, sinh

from django.db import connection
from django.db.models import Max

from canvass.places.models import PlaceLoad

# Close by everything is drawn, far off only what orients. Larger squares than these would hold a whole province.
NEAR_ZOOM, ZOOMS = 14, range(12, 19)
FAR_ROADS = (
    "motorway", "trunk", "primary", "secondary", "tertiary", "motorway_link", "trunk_link", "primary_link",
    "secondary_link",
)  # fmt: skip
# Degrees; about 1 m and 15 m: finer than a pixel at the zoom where it is drawn.
NEAR_DETAIL, FAR_DETAIL = 0.00001, 0.00015

STREETS = """
    SELECT json_build_object('type', 'Feature', 'properties', json_build_object('k', 's', 'c', road_class, 'n', name),
        'geometry', ST_AsGeoJSON(ST_Simplify(ST_ClipByBox2D(geometry, square.box), %(detail)s), 6)::json) AS feature
    FROM places_streetsegment, square
    WHERE geometry && square.box AND (%(all)s OR road_class = ANY(%(roads)s))
        AND NOT ST_IsEmpty(ST_ClipByBox2D(geometry, square.box))
"""
GROUND = """
    SELECT json_build_object('type', 'Feature', 'properties', json_build_object('k', left(kind, 1)),
        'geometry', ST_AsGeoJSON(
            ST_SimplifyPreserveTopology(ST_ClipByBox2D(geometry, square.box), %(detail)s), 6)::json) AS feature
    FROM places_backdropshape, square
    WHERE geometry && square.box AND kind IN ('water', 'green', 'rail')
        AND NOT ST_IsEmpty(ST_ClipByBox2D(geometry, square.box))
"""
# A house is never cut in two: it is in every square that it touches, and each square draws its own part.
BUILDINGS = """
    SELECT json_build_object('type', 'Feature', 'properties', json_build_object('k', 'b'),
        'geometry', ST_AsGeoJSON(geometry, 6)::json) AS feature
    FROM places_backdropshape, square
    WHERE geometry && square.box AND kind = 'building' AND %(all)s
"""
QUERY = f"""
    WITH square AS (SELECT ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4326) AS box)
    SELECT coalesce(json_agg(feature), '[]')::text FROM ({GROUND} UNION ALL {BUILDINGS} UNION ALL {STREETS}) AS drawn
"""  # noqa: S608 (constants only)


@dataclass(frozen=True)
class Square:
    """A square of the usual web map, counted from the north-west."""

    z: int
    x: int
    y: int

    def exists(self) -> bool:
        return self.z in ZOOMS and 0 <= self.x < 2**self.z and 0 <= self.y < 2**self.z

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees (spherical Mercator)."""
        size = 2**self.z
        return (
            360 * self.x / size - 180,
            _latitude(self.y + 1, size),
            360 * (self.x + 1) / size - 180,
            _latitude(self.y, size),
        )


def _latitude(y: int, size: int) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * y / size))))


def backdrop_geojson(square: Square) -> str:
    """All that is drawn in a square; ``k`` is s(treet), b(uilding), w(ater), g(reen) or r(ail)."""
    west, south, east, north = square.bounds()
    near = square.z >= NEAR_ZOOM
    numbers: dict[str, float | bool | list[str]] = {
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "all": near,
        "roads": list(FAR_ROADS),
        "detail": NEAR_DETAIL if near else FAR_DETAIL,
    }
    with connection.cursor() as cursor:
        cursor.execute(QUERY, numbers)
        features = cursor.fetchone()[0]
    return f'{{"type":"FeatureCollection","features":{features}}}'


def backdrop_version() -> str:
    """Changes with every load of places."""
    return str(PlaceLoad.objects.aggregate(last=Max("finished_at"))["last"])
