from __future__ import annotations

import gzip
import json
from math import floor, log, pi, radians, tan

import pytest
from django.contrib.gis.geos import Polygon
from django.urls import reverse
from django.utils import timezone

from canvass.places.models import BackdropShape, PlaceLoad
from canvass.turf.backdrop import Square
from canvass.turf.cutting import cut_turf, new_plan
from tests.factories import make_organisation, make_user
from tests.factories_turf import SOUTH, WEST, campaign_in, make_town

pytestmark = pytest.mark.django_db


def square_at(lon: float, lat: float, z: int) -> dict[str, int]:
    y = (1 - log(tan(pi / 4 + radians(lat) / 2)) / pi) / 2
    return {"z": z, "x": floor((lon + 180) / 360 * 2**z), "y": floor(y * 2**z)}


def shape(kind: str, lon: float, lat: float, size: float = 0.0001) -> None:
    BackdropShape.objects.create(
        source="test",
        source_key=f"{kind}{lon}",
        kind=kind,
        geometry=Polygon.from_bbox((lon, lat, lon + size, lat + size)),
    )


@pytest.fixture
def volunteer(client):
    client.force_login(make_user(role="volunteer"))
    return client


@pytest.mark.parametrize("z", [12, 15, 18])
def test_a_square_holds_the_place_it_was_asked_for(z):
    west, south, east, north = Square(**square_at(WEST, SOUTH, z)).bounds()
    assert west <= WEST < east
    assert south < SOUTH <= north


def test_the_ground_comes_with_streets_and_houses(volunteer):
    make_town()
    shape("building", WEST + 0.0001, SOUTH + 0.0001)
    shape("water", WEST + 0.0004, SOUTH + 0.0001)
    answer = volunteer.get(reverse("turf:backdrop", kwargs=square_at(WEST + 0.0002, SOUTH + 0.0002, 15)))
    kinds = {feature["properties"]["k"] for feature in answer.json()["features"]}
    assert kinds == {"s", "b", "w"}


def test_far_off_only_what_orients_is_drawn(volunteer):
    make_town()
    shape("building", WEST + 0.0001, SOUTH + 0.0001)
    shape("green", WEST + 0.0001, SOUTH + 0.0001, size=0.01)
    answer = volunteer.get(reverse("turf:backdrop", kwargs=square_at(WEST + 0.0002, SOUTH + 0.0002, 12)))
    assert {feature["properties"]["k"] for feature in answer.json()["features"]} == {"g"}


@pytest.mark.parametrize("square", [{"z": 3, "x": 1, "y": 1}, {"z": 15, "x": 2**15, "y": 0}, {"z": 30, "x": 0, "y": 0}])
def test_there_is_no_square_as_large_as_a_country(volunteer, square):
    assert volunteer.get(reverse("turf:backdrop", kwargs=square)).status_code == 404


def test_an_unchanged_square_is_not_sent_again(volunteer):
    make_town()
    url = reverse("turf:backdrop", kwargs=square_at(WEST, SOUTH, 15))
    first = volunteer.get(url)
    etag = first["ETag"]
    assert volunteer.get(url, headers={"If-None-Match": etag}).status_code == 304
    PlaceLoad.objects.create(source="osm", file_name="x", file_sha256="0")
    PlaceLoad.objects.update(finished_at=timezone.now())
    assert volunteer.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_a_square_is_sent_compressed(volunteer):
    make_town()
    url = reverse("turf:backdrop", kwargs=square_at(WEST + 0.0002, SOUTH + 0.0002, 15))
    answer = volunteer.get(url, headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.content))["type"] == "FeatureCollection"


def test_shapes_and_walks_of_a_plan(client):
    town = make_town(columns=2, rows=2, doors=4)
    campaign = campaign_in(town, organisation=make_organisation())
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    plan = new_plan(campaign=campaign, neighbourhood=town, budget_minutes=60, open_percent=30)
    cut_turf(plan_id=plan.pk)
    shapes = client.get(reverse("turf:shapes", args=[plan.pk])).json()["features"]
    grounds = [one["properties"] for one in shapes if one["properties"]["kind"] == "ground"]
    assert {one["number"] for one in grounds} == set(plan.turfs.values_list("number", flat=True))
    turf = plan.turfs.first()
    some = client.get(reverse("turf:shapes", args=[plan.pk]), {"turf": [turf.pk, "x"]}).json()["features"]
    assert [one["properties"]["id"] for one in some] == [turf.pk]
    answer = client.get(reverse("turf:walk", args=[turf.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    doors = [one["properties"] for one in answer.json()["features"] if one["properties"]["kind"] == "door"]
    assert len(doors) == turf.door_count
    assert {"kind", "position", "core", "street", "number", "floor"} <= set(doors[0])
