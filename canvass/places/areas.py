"""Which doors lie in an area: by register in an official neighbourhood, by place in one drawn on the map.

An address keeps its official neighbourhood; a drawn area lies over it and may hold doors of several.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.gis.geos import GEOSGeometry
from django.db import connection

from canvass.places.models import Address, AddressQuerySet, Neighbourhood

COUNT_DRAWN = """
UPDATE places_neighbourhood n SET address_count = x.doors
FROM (
    SELECT n.id, count(a.id) AS doors FROM places_neighbourhood n
    LEFT JOIN places_address a ON a.retired_at IS NULL AND a.point && n.geometry AND ST_Covers(n.geometry, a.point)
    WHERE n.source = %s GROUP BY n.id
) x
WHERE n.id = x.id AND n.address_count <> x.doors
"""
# Doors in drawn areas that no official neighbourhood of the list has already; found through the drawn edges alone,
# because the addresses of a whole country stand in one table.
ONLY_DRAWN = """
SELECT count(DISTINCT a.id) FROM places_neighbourhood n
JOIN places_address a ON a.point && n.geometry AND ST_Covers(n.geometry, a.point)
WHERE n.id = ANY(%s) AND a.retired_at IS NULL AND coalesce(a.neighbourhood_id, 0) <> ALL(%s)
"""


def addresses_of(neighbourhood: Neighbourhood) -> AddressQuerySet:
    """The doors to plan in a neighbourhood, official or drawn."""
    live = Address.objects.live()
    if neighbourhood.is_drawn:
        return live.filter(point__coveredby=neighbourhood.geometry)
    return live.filter(neighbourhood=neighbourhood)


def doors_within(shape: GEOSGeometry) -> int:
    return Address.objects.live().filter(point__coveredby=shape).count()


def count_drawn_doors() -> None:
    """Bring the door counts of all drawn areas up to date; loaders call it after addresses changed."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_DRAWN, [Neighbourhood.DRAWN])


def distinct_doors(places: Iterable[Neighbourhood]) -> int:
    """Doors in these areas together; asks the database only where a drawn one may overlap another."""
    known = list(places)
    drawn = [place.pk for place in known if place.is_drawn]
    official = [place for place in known if not place.is_drawn]
    doors = sum(place.address_count for place in official)
    if drawn:
        with connection.cursor() as cursor:
            cursor.execute(ONLY_DRAWN, [drawn, [place.pk for place in official]])
            doors += int(cursor.fetchone()[0])
    return doors
