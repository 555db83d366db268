from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from canvass.places.models import Neighbourhood
from canvass.turf.areas import draw_area
from tests.factories import make_campaign, make_organisation, make_user
from tests.factories_turf import SOUTH, WEST, campaign_in, make_town
from tests.plans import publish_stops

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def town(db):
    return make_town(columns=2, rows=1, doors=3)


@pytest.fixture
def campaign(town):
    return campaign_in(town, organisation=make_organisation())


@pytest.fixture
def coordinator(client, campaign):
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    return client


@pytest.fixture
def area(campaign, town):
    return draw_area(campaign=campaign, name="Rond de kerk", shape=town.geometry)


def square(size=0.0006):
    around = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    ring = [[WEST + right * size, SOUTH + up * size] for right, up in around]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def url(campaign, name, *more):
    return reverse(f"turf:area-{name}", args=[campaign.pk, *more])


def test_a_pasted_edge_becomes_an_area_and_leads_to_its_planner(coordinator, campaign):
    answer = coordinator.post(url(campaign, "new"), {"name": "Hoek", "shape": square()})
    area = Neighbourhood.objects.get(source="drawn")
    assert answer["Location"] == reverse("turf:plan", args=[campaign.pk, area.pk])
    assert (area.name, area.address_count) == ("Hoek", 4)
    assert "Hoek" in coordinator.get(answer["Location"]).text


def test_a_file_goes_before_what_is_drawn(coordinator, campaign, town):
    upload = SimpleUploadedFile("edge.geojson", town.geometry.json.encode())
    coordinator.post(url(campaign, "new"), {"name": "Alles", "shape": "{", "file": upload})
    assert Neighbourhood.objects.get(source="drawn").address_count == 24


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name": "X"}, "shape"),
        ({"name": "X", "shape": "{}"}, "shape"),
        ({"name": "", "shape": square()}, "name"),
        ({"name": "X", "shape": square(0.0000001)}, "shape"),
        ({"name": "X", "file": SimpleUploadedFile("x.json", b"\xff\xfe")}, "file"),
        ({"name": "X", "file": SimpleUploadedFile("x.json", b"{}")}, "file"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(coordinator, campaign, data, field):
    answer = coordinator.post(url(campaign, "new"), data)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Neighbourhood.objects.filter(source="drawn").exists()


@pytest.mark.parametrize(("shape", "doors"), [(square(), 4), ("", None), ("nonsense", None), (square(0.0000001), None)])
def test_doors_are_counted_while_one_draws(coordinator, campaign, shape, doors):
    answer = coordinator.post(url(campaign, "count"), {"shape": shape})
    assert answer.status_code == 200
    assert answer.context["doors"] == doors
    assert bool(answer.context["problem"]) is (doors is None and bool(shape))


def test_streets_around_an_address_are_a_circle_to_begin_with(coordinator, campaign, town):
    found = coordinator.get(url(campaign, "around"), {"q": "Dwarsstraat 1 3", "metres": "100"}).context["found"]
    assert [one["place"].label for one in found] == ["Dwarsstraat 1 3"]
    page = coordinator.get(url(campaign, "new"), {"place": found[0]["place"].key, "metres": "100"})
    assert json.loads(page.context["form"].initial["shape"])["type"] == "MultiPolygon"
    assert coordinator.get(url(campaign, "around"), {"q": "", "metres": "x"}).status_code == 200
    assert "shape" not in coordinator.get(url(campaign, "new"), {"place": "nowhere"}).context["form"].initial


def test_an_area_is_changed_and_deleted(coordinator, campaign, area):
    page = coordinator.get(url(campaign, "edit", area.pk))
    assert "Rond de kerk" in page.text
    coordinator.post(url(campaign, "edit", area.pk), {"name": "Om de kerk", "shape": square()})
    area.refresh_from_db()
    assert (area.name, area.address_count) == ("Om de kerk", 4)
    assert coordinator.get(url(campaign, "delete", area.pk)).status_code == 200
    coordinator.post(url(campaign, "delete", area.pk))
    assert not Neighbourhood.objects.filter(pk=area.pk).exists()


def test_a_published_area_says_why_it_keeps_its_edge(coordinator, campaign, area):
    publish_stops(campaign, area)
    assert coordinator.get(url(campaign, "edit", area.pk)).context["published"]
    answer = coordinator.post(url(campaign, "edit", area.pk), {"name": "X", "shape": square()})
    assert answer.status_code == 422
    assert "withdrawn" in coordinator.get(url(campaign, "delete", area.pk)).text


def test_no_other_campaign_reaches_a_drawn_area(coordinator, campaign, area):
    other = make_campaign(organisation=campaign.organisation)
    for name in ("edit", "delete"):
        assert coordinator.get(url(other, name, area.pk)).status_code == 404
    assert coordinator.get(reverse("turf:plan", args=[other.pk, area.pk])).status_code == 404
    add = reverse("campaigns:add-neighbourhood", args=[other.pk, area.pk])
    assert coordinator.post(add).status_code == 404
    assert area.name not in coordinator.get(reverse("campaigns:neighbourhoods", args=[other.pk])).text
    own = coordinator.get(reverse("campaigns:neighbourhoods", args=[campaign.pk])).text
    assert url(campaign, "edit", area.pk) in own
    remove = reverse("campaigns:remove-neighbourhood", args=[campaign.pk, area.pk])
    assert coordinator.post(remove).status_code == 404
