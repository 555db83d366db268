from __future__ import annotations

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.utils import timezone

from canvass.campaigns.queries import neighbourhoods_to_choose
from canvass.places.areas import addresses_of, count_drawn_doors, distinct_doors
from canvass.places.errors import LoadError
from canvass.places.files import load_neighbourhoods
from canvass.places.linking import link_scope, start_scope
from canvass.places.merging import run
from canvass.places.models import Address, Neighbourhood
from canvass.turf import areas
from canvass.turf.areas import AreaRefused, delete_area, draw_area, redraw_area
from canvass.turf.doors import plannable_doors
from canvass.turf.models import DoorState, TurfPlan
from canvass.turf.publishing import PlannedElsewhere, publish_plan
from canvass.turf.queries import coverage
from tests.factories import make_campaign
from tests.factories_turf import BLOCK_LAT, BLOCK_LON, SOUTH, WEST, campaign_in, make_town
from tests.plans import publish_stops, stops_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def box(columns=1.0, rows=0.5):
    """Around the first street or streets of the town."""
    return MultiPolygon(
        Polygon.from_bbox((WEST - 0.0005, SOUTH - 0.0005, WEST + columns * BLOCK_LON, SOUTH + rows * BLOCK_LAT)),
        srid=4326,
    )


@pytest.fixture
def town(db):
    return make_town(columns=2, rows=1, doors=3)


@pytest.fixture
def campaign(town):
    return campaign_in(town)


@pytest.fixture
def area(campaign):
    return draw_area(campaign=campaign, name="Rond de kerk", shape=box())


def test_a_drawn_area_holds_the_doors_within_and_takes_none_from_their_neighbourhood(campaign, town, area):
    assert area.code.startswith("eigen-")
    assert (area.source, area.address_count, area.municipality_name) == ("drawn", 6, "Lindenhaven")
    assert (area.district_code, area.municipality_code) == ("", "")
    doors = addresses_of(area)
    assert {address.street for address in doors} == {"Dwarsstraat 1"}
    assert {address.neighbourhood_id for address in doors} == {town.pk}
    assert addresses_of(town).count() == 24
    assert area in campaign.neighbourhoods.all()


def test_doors_in_two_areas_count_once(campaign, town, area):
    town.refresh_from_db()
    assert distinct_doors([town, area]) == 24
    assert distinct_doors([area]) == 6
    assert distinct_doors([town]) == 24
    assert distinct_doors([]) == 0


@pytest.mark.parametrize("name", ["Rond de kerk", "rond DE kerk", "{town}"])
def test_a_name_is_given_once_in_a_campaign(campaign, town, area, name):
    with pytest.raises(AreaRefused) as refused:
        draw_area(campaign=campaign, name=name.format(town=town.name), shape=box())
    assert refused.value.field == "name"
    assert draw_area(campaign=make_campaign(), name="Rond de kerk", shape=box())


def test_an_area_without_doors_or_with_too_many_is_refused(campaign, monkeypatch):
    empty = MultiPolygon(Polygon.from_bbox((6.0, 53.0, 6.1, 53.1)), srid=4326)
    with pytest.raises(AreaRefused, match="No door"):
        draw_area(campaign=campaign, name="Leeg", shape=empty)
    monkeypatch.setattr(areas, "MOST_DOORS", 5)
    with pytest.raises(AreaRefused, match="too many"):
        draw_area(campaign=campaign, name="Vol", shape=box())


def test_no_other_campaign_is_offered_a_drawn_area(campaign, area):
    assert area in neighbourhoods_to_choose(campaign, words="")
    assert area not in neighbourhoods_to_choose(make_campaign(organisation=campaign.organisation), words="")


def test_another_edge_throws_away_what_is_not_published(campaign, area):
    stops_plan(campaign, area)
    redraw_area(campaign=campaign, area=area, name="Om de kerk", shape=area.geometry)
    assert TurfPlan.objects.filter(neighbourhood=area).count() == 1
    redraw_area(campaign=campaign, area=area, name="Om de kerk", shape=box(columns=2))
    area.refresh_from_db()
    assert (area.name, area.address_count) == ("Om de kerk", 12)
    assert not TurfPlan.objects.filter(neighbourhood=area).exists()


def test_a_published_area_keeps_its_edge(campaign, area):
    publish_stops(campaign, area)
    with pytest.raises(AreaRefused, match="published"):
        redraw_area(campaign=campaign, area=area, name="X", shape=box(columns=2))


def test_deleting_withdraws_published_turf_and_forgets_an_area_without_any(campaign, town, area):
    delete_area(campaign=campaign, area=draw_area(campaign=campaign, name="Weg", shape=box()))
    assert not Neighbourhood.objects.filter(name="Weg").exists()
    plan = publish_stops(campaign, area)
    delete_area(campaign=campaign, area=area)
    plan.refresh_from_db()
    area.refresh_from_db()
    assert plan.state == "replaced"
    assert area.retired_at is not None
    assert list(campaign.neighbourhoods.all()) == [town]
    found = plannable_doors(campaign=campaign, neighbourhood=town, today=timezone.localdate())
    assert found.left_out == {}


def test_a_door_in_published_turf_of_another_area_is_planned_once(campaign, town, area):
    publish_stops(campaign, area)
    found = plannable_doors(campaign=campaign, neighbourhood=town, today=timezone.localdate())
    assert found.left_out == {"planned_elsewhere": 6}
    assert len(found.addresses) == 18
    again = plannable_doors(campaign=campaign, neighbourhood=area, today=timezone.localdate())
    assert again.left_out == {}
    # Another campaign of the same group plans as it likes; publishing holds the street against other groups.
    own = campaign_in(town, organisation=campaign.organisation)
    assert plannable_doors(campaign=own, neighbourhood=town, today=timezone.localdate()).left_out == {}
    other = campaign_in(town)
    assert plannable_doors(campaign=other, neighbourhood=town, today=timezone.localdate()).left_out == {"reserved": 6}


def test_two_drafts_that_share_a_door_are_not_both_published(campaign, town, area):
    drafts = [stops_plan(campaign, place) for place in (area, town)]
    publish_plan(plan=drafts[0])
    with pytest.raises(PlannedElsewhere):
        publish_plan(plan=drafts[1])
    drafts[1].refresh_from_db()
    assert drafts[1].state == "draft"


def test_coverage_of_a_drawn_area_counts_its_own_doors(campaign, town, area, django_assert_num_queries):
    inside, outside = addresses_of(area).first(), Address.objects.filter(street="Dwarsstraat 2").first()
    for address in (inside, outside):
        DoorState.objects.create(campaign=campaign, address=address, state="done", on=timezone.localdate())
    with django_assert_num_queries(4):
        lines = {line.neighbourhood.pk: line for line in coverage(campaign)}
    assert (lines[area.pk].done, lines[town.pk].done) == (1, 2)


def test_no_file_may_pass_for_what_campaigns_draw(area, tmp_path):
    file = tmp_path / "buurten.geojson"
    file.write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(LoadError, match="drawn"):
        load_neighbourhoods(path=file, source="drawn")
    area.refresh_from_db()
    assert area.retired_at is None


def test_loading_places_leaves_drawn_areas_alone_and_counts_their_doors(campaign, town, area):
    gone = addresses_of(area).first()
    Address.objects.filter(pk=gone.pk).update(retired_at=timezone.now())
    start_scope()
    run("INSERT INTO link_scope SELECT id FROM places_address")
    link_scope()
    area.refresh_from_db()
    assert area.address_count == 5
    assert set(Address.objects.live().values_list("neighbourhood", flat=True)) == {town.pk}
    count_drawn_doors()
    area.refresh_from_db()
    assert area.address_count == 5
