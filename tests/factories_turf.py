"""A small town of straight streets, big enough to be cut into several turfs."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon

from canvass.campaigns.models import Campaign
from canvass.places.models import Address, Neighbourhood, StreetSegment
from tests.factories import make_campaign, make_neighbourhood

WEST, SOUTH = 5.40, 52.16
# About 80 m each way at this latitude.
BLOCK_LON, BLOCK_LAT = 0.00117, 0.00072
BLOCK_METRES = 80.0
keys = count(1)


def make_town(*, columns: int = 3, rows: int = 3, doors: int = 5, **kwargs: Any) -> Neighbourhood:
    """Streets from west to east, joined at every corner; ``doors`` on each side of each block."""
    width, height = columns * BLOCK_LON, rows * BLOCK_LAT
    edge = Polygon.from_bbox((WEST - 0.001, SOUTH - 0.001, WEST + width + 0.001, SOUTH + height + 0.001))
    town = make_neighbourhood(geometry=MultiPolygon(edge), **kwargs)
    base = 1000 * next(keys)
    for row in range(rows + 1):
        for column in range(columns + 1):
            if column < columns:
                street = _segment(base, f"Dwarsstraat {row + 1}", (column, row), (column + 1, row), columns)
                _doors(street, town, doors, row, column)
            if row < rows:
                _segment(base, f"Laan {column + 1}", (column, row), (column, row + 1), columns)
    Neighbourhood.objects.filter(pk=town.pk).update(address_count=town.addresses.count())
    return town


def _segment(base: int, name: str, start: tuple[int, int], end: tuple[int, int], columns: int) -> StreetSegment:
    def place(corner: tuple[int, int]) -> tuple[float, float]:
        return WEST + corner[0] * BLOCK_LON, SOUTH + corner[1] * BLOCK_LAT

    def node(corner: tuple[int, int]) -> int:
        return base + corner[1] * (columns + 1) + corner[0]

    return StreetSegment.objects.create(
        source="test",
        source_key=f"seg-{base}-{node(start)}-{node(end)}",
        name=name,
        road_class="residential",
        junction_from=node(start),
        junction_to=node(end),
        geometry=LineString(place(start), place(end), srid=4326),
        length_m=BLOCK_METRES,
    )


def _doors(street: StreetSegment, town: Neighbourhood, doors: int, row: int, column: int) -> None:
    addresses = []
    for side in (1, -1):
        for index in range(doors):
            share = (index + 1) / (doors + 1)
            lon = WEST + (column + share) * BLOCK_LON
            number = 2 * (column * doors + index) + (1 if side == 1 else 2)
            addresses.append(
                Address(
                    source="test",
                    source_key=f"door-{next(keys)}",
                    street=street.name,
                    number=number,
                    point=Point(lon, SOUTH + row * BLOCK_LAT + side * 0.00008, srid=4326),
                    neighbourhood=town,
                    segment=street,
                    side=side,
                    offset_m=share * BLOCK_METRES,
                )
            )
    Address.objects.bulk_create(addresses)


def campaign_in(town: Neighbourhood, **kwargs: Any) -> Campaign:
    campaign = make_campaign(**kwargs)
    campaign.neighbourhoods.add(town)
    return campaign
