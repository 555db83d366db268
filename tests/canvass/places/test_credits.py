from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from canvass.places.credits import map_credit, origin_of
from canvass.places.models import PlaceLoad
from tests.factories import make_turf, make_user

pytestmark = pytest.mark.django_db


def loaded(origin, *, finished=True):
    at = timezone.now() + timedelta(minutes=1) if finished else None
    return PlaceLoad.objects.create(
        source="here", file_name="a", file_sha256="0", report={"origin": origin}, finished_at=at
    )


def test_everybody_whose_data_was_loaded_is_named_once(in_english):
    assert map_credit() == ""
    for origin in ("adressenregister", "osm", "osm", ""):
        loaded(origin)
    loaded("bag", finished=False)
    assert map_credit() == "© OpenStreetMap contributors · Adressenregister, Digitaal Vlaanderen"


@pytest.mark.parametrize(("layout", "origin"), [("gpkg", "bag"), ("best", "best"), ("cbs", "cbs"), ("csv", "")])
def test_a_register_is_named_and_a_list_of_ones_own_is_not(layout, origin):
    assert origin_of(layout) == origin


def test_a_page_with_a_map_says_so(client):
    turf = make_turf()
    client.force_login(make_user(role="coordinator", organisation=turf.plan.campaign.organisation))
    url = reverse("turf:sheet", args=[turf.pk])
    assert "OpenStreetMap" not in client.get(url).content.decode()
    loaded("osm")
    page = client.get(reverse("turf:area-new", args=[turf.plan.campaign_id])).content.decode()
    assert '<span class="credit">© OpenStreetMap-bijdragers</span>' in page
