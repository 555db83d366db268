"""Places by their names, for those who do not point at a map: addresses and street corners."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.gis.geos import Point, Polygon
from django.db.models import Q

from canvass.campaigns.models import Campaign
from canvass.places.models import WGS84, Address, AddressQuerySet, Neighbourhood, StreetSegment

MOST_FOUND = 8
SHORTEST_WORD = 2
NUMBER = re.compile(r"^(?P<street>.+?)\s+(?P<number>\d{1,5})(?P<letter>[a-zA-Z]?)$")
CORNER = re.compile(r"\s*(?:/|&|\+)\s*")


@dataclass(frozen=True)
class Place:
    """A named point; ``key`` is what a form sends back: longitude and latitude."""

    label: str
    lon: float
    lat: float

    @property
    def key(self) -> str:
        return f"{self.lon:.6f},{self.lat:.6f}"

    @property
    def point(self) -> Point:
        return Point(self.lon, self.lat, srid=WGS84)


def point_of(key: str) -> Point | None:
    """The point that a key stands for; None for anything else."""
    parts = key.split(",")
    try:
        lon, lat = (float(part) for part in parts)
    except ValueError:
        return None
    return Point(lon, lat, srid=WGS84) if -180 <= lon <= 180 and -90 <= lat <= 90 else None


def find_addresses(campaign: Campaign, words: str) -> list[Place]:
    """Addresses like "Kerkstraat 12", in the towns where the campaign goes; anywhere while it goes nowhere yet."""
    return _addresses(Address.objects.live().filter(**_towns(campaign)), words)


def find_places(box: Polygon, words: str) -> list[Place]:
    """Addresses ("Kerkstraat 12") and corners ("Kerkstraat / Smidsweg") within a box."""
    names = [part for part in CORNER.split(words.strip()) if part]
    if len(names) == 2:
        return _corners(box, names)
    return _addresses(Address.objects.live().filter(point__coveredby=box), words)


def _towns(campaign: Campaign) -> dict[str, object]:
    chosen = list(campaign.neighbourhoods.values_list("pk", "municipality_name"))
    if not chosen:
        return {}
    names = {town for _, town in chosen if town}
    if names:
        return {"neighbourhood__in": Neighbourhood.objects.official().filter(municipality_name__in=names)}
    return {"neighbourhood__in": [pk for pk, _ in chosen]}


def _addresses(rows: AddressQuerySet, words: str) -> list[Place]:
    text = words.strip()
    if len(text) < SHORTEST_WORD:
        return []
    asked = NUMBER.match(text)
    # "Plein 1813" is a street, "Kerkstraat 12" a door: what ends in a number may be either.
    wanted = Q(street__istartswith=text)
    if asked:
        door = Q(number=int(asked["number"]), letter__istartswith=asked["letter"])
        wanted |= Q(street__istartswith=asked["street"]) & door
    shown = rows.filter(wanted).order_by("street", "number", "letter", "addition", "pk")[:MOST_FOUND]
    return [Place(f"{row}, {row.city}" if row.city else str(row), row.point.x, row.point.y) for row in shown]


def _corners(box: Polygon, names: Sequence[str]) -> list[Place]:
    """Junctions where a street of the one name meets one of the other."""
    first, second = (
        list(StreetSegment.objects.filter(geometry__bboverlaps=box, name__istartswith=name)[:500]) for name in names
    )
    ends = {node: row.name for row in second for node in (row.junction_from, row.junction_to)}
    found: dict[int, Place] = {}
    for row in first:
        for node, place in ((row.junction_from, row.geometry[0]), (row.junction_to, row.geometry[-1])):
            if node in ends and ends[node] != row.name:
                found[node] = Place(f"{row.name} / {ends[node]}", place[0], place[1])
    return sorted(found.values(), key=lambda one: (one.label, one.key))[:MOST_FOUND]
