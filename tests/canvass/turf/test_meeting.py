from __future__ import annotations

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from canvass.turf.meeting import coordinates, find_places, name_of, place_at
from tests.factories import make_organisation, make_user
from tests.factories_turf import SOUTH, WEST, campaign_in, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    return make_town(columns=2, rows=2, doors=4)


def test_a_place_is_found_by_street_and_number(town):
    door = town.addresses.get(street="Dwarsstraat 2", number=3)
    assert place_at("Dwarsstraat 2 3", near=town).point.equals_exact(door.point, 1e-9)


@pytest.mark.parametrize("words", ["dwarsstraat 1 1", "  Dwarsstraat 1   1 ", "straat 1 1"])
def test_spaces_and_capitals_do_not_matter_nor_where_the_word_stands(town, words):
    assert place_at(words, near=town).words == "Dwarsstraat 1 1"


@pytest.mark.parametrize("words", ["", "x", "Nergens 1", "Dwarsstraat 1 999", "0.0, 0.0", "%%", "12"])
def test_what_is_not_near_is_not_found(town, words):
    assert place_at(words, near=town) is None


def test_a_point_of_the_map_is_read_as_it_is_written(town):
    point = Point(WEST + 0.001, SOUTH + 0.0005, srid=4326)
    found = place_at(coordinates(point), near=town)
    assert found.point.equals_exact(point, 1e-5)
    assert name_of(point).startswith("Dwarsstraat")
    assert name_of(point, exactly=True) == ""


def test_a_block_of_flats_is_one_place(town):
    town.addresses.update(street="Torenflat", number=1)
    assert [place.words for place in find_places("Toren", near=town)] == ["Torenflat 1"]


def test_places_are_offered_while_one_types_and_a_wrong_one_is_told(client, town):
    campaign = campaign_in(town, organisation=make_organisation())
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    offered = client.get(reverse("turf:meeting-places", args=[campaign.pk, town.pk]), {"start": "Dwarsstraat 1"})
    assert '<option value="Dwarsstraat 1 1">' in offered.text
    numbers = {"minutes": 60, "open_percent": 30, "duos": 2}
    url = reverse("turf:estimate", args=[campaign.pk, town.pk])
    good = client.get(url, numbers | {"start": "Dwarsstraat 1 1"})
    assert good.context["near"] == "Dwarsstraat 1 1"
    assert good.context["estimate"].evenings == -(-good.context["estimate"].turfs // 2)
    assert client.get(url, numbers | {"start": "Nergens 5"}).context["form"].errors["start"]
    refused = client.post(reverse("turf:start", args=[campaign.pk, town.pk]), numbers | {"start": "Nergens 5"})
    assert refused.status_code == 422
