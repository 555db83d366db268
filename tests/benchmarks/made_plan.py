"""A draft of any size, written straight into the database: no planner runs, so the page alone is measured.

Long streets of 40 doors, one turf each, with houses behind every door for the map to draw.
"""

from __future__ import annotations

import argparse
import os
import sys
from math import ceil, cos, pi, sin
from typing import Any

DOORS, COLUMNS = 40, 10
WEST, SOUTH = 5.40, 52.10
STREET_EAST, STREET_NORTH, STEP, KERB = 0.0032, 0.0007, 0.00014, 0.00009
CORNERS = 48
EMAIL = "coordinator@demo.example"


def make(doors: int) -> str:
    """Returns the address of the planner page."""
    from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon

    from canvass.places.models import Address, BackdropShape, StreetSegment
    from canvass.turf.models import Stop, Turf, TurfPlan
    from canvass.turf.numbers import snapshot
    from tests.factories import make_campaign, make_neighbourhood, make_organisation, make_user

    streets = ceil(doors / DOORS)
    edge = (WEST - 0.001, SOUTH - 0.001, WEST + COLUMNS * STREET_EAST, SOUTH + ceil(streets / COLUMNS) * STREET_NORTH)
    town = make_neighbourhood(name="Grootstad", geometry=MultiPolygon(Polygon.from_bbox(edge)), address_count=doors)
    organisation = make_organisation()
    make_user(role="coordinator", organisation=organisation, email=EMAIL)
    campaign = make_campaign(organisation=organisation)
    campaign.neighbourhoods.add(town)
    numbers = snapshot(campaign.planning_numbers, open_percent=30)
    plan = TurfPlan.objects.create(
        campaign=campaign, neighbourhood=town, version=1, state="draft", budget_minutes=100, numbers=numbers
    )
    places = [(WEST + (n % COLUMNS) * STREET_EAST, SOUTH + (n // COLUMNS) * STREET_NORTH) for n in range(streets)]
    segments = StreetSegment.objects.bulk_create(
        StreetSegment(
            source="made",
            source_key=str(n),
            name=f"Straat {n + 1}",
            road_class="residential",
            junction_from=2 * n,
            junction_to=2 * n + 1,
            geometry=LineString(place, (place[0] + 20 * STEP, place[1])),
            length_m=190,
        )
        for n, place in enumerate(places)
    )

    def spot(n: int) -> tuple[float, float]:
        street, door = divmod(n, DOORS)
        side = 1 if door % 2 else -1
        return places[street][0] + (door // 2 + 0.5) * STEP, places[street][1] + side * KERB

    addresses = Address.objects.bulk_create(
        Address(
            source="made",
            source_key=str(n),
            street=segments[n // DOORS].name,
            number=n % DOORS + 1,
            point=Point(spot(n)),
            neighbourhood=town,
            segment=segments[n // DOORS],
            side=1 if n % 2 else -1,
            offset_m=9.5 * (n % DOORS // 2 + 0.5),
        )
        for n in range(doors)
    )
    BackdropShape.objects.bulk_create(
        BackdropShape(
            source="made",
            source_key=str(n),
            kind="building",
            geometry=Polygon.from_bbox((x - 0.00005, y - 0.00003, x + 0.00005, y + 0.00003)),
        )
        for n in range(doors)
        for x, y in [spot(n)]
    )
    turfs = Turf.objects.bulk_create(
        Turf(
            plan=plan,
            number=n + 1,
            name=segments[n].name,
            minutes=70 + 13 * (n % 5),
            metres=400,
            door_count=min(DOORS, doors - n * DOORS),
            core_count=min(30, doors - n * DOORS),
            line=LineString([(place[0] + t * STEP, place[1] + (t % 3) * KERB / 4) for t in range(21)]),
            outline=MultiPolygon(_ground(place), srid=4326),
        )
        for n, place in enumerate(places)
    )
    Stop.objects.bulk_create(
        Stop(
            plan=plan,
            turf=turfs[n // DOORS],
            address=address,
            position=n % DOORS,
            core=n % DOORS < 30,
            arrival_seconds=150 * (n % DOORS),
        )
        for n, address in enumerate(addresses)
    )
    return f"/turf/campaigns/{campaign.pk}/{town.pk}/"


def _ground(place: tuple[float, float]) -> Any:
    """As many corners as the real ones have."""
    from django.contrib.gis.geos import Polygon

    middle = (place[0] + 10 * STEP, place[1])
    turns = [2 * pi * corner / CORNERS for corner in range(CORNERS)]
    ring = [(middle[0] + 11 * STEP * cos(turn), middle[1] + 3.4 * KERB * sin(turn)) for turn in turns]
    return Polygon([*ring, ring[0]])


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvass.settings")
    django.setup()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--doors", type=int, default=10_000)
    sys.stdout.write(make(parser.parse_args().doors))
