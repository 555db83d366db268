from __future__ import annotations

import pytest
from django.contrib.gis.geos import LineString

from canvass.places.models import StreetSegment
from canvass.turf.cutting import cut_turf, new_plan
from canvass.turf.links import lift_change
from canvass.turf.models import LinkChange, Stop
from canvass.turf.streets import Projection, routing_segments, street_network
from tests.factories import make_organisation
from tests.factories_turf import BLOCK_LAT, BLOCK_LON, SOUTH, WEST, campaign_in, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    return make_town(columns=2, rows=1, doors=3)


@pytest.fixture
def campaign(town):
    return campaign_in(town)


def network(campaign, town):
    return street_network(
        campaign=campaign, neighbourhood=town, addresses=list(town.addresses.all()), projection=Projection.of(town)
    )


def test_tags_of_a_street_reach_the_planner(town):
    barred, stepped = StreetSegment.objects.order_by("pk")[:2]
    StreetSegment.objects.filter(pk=barred.pk).update(tags={"access": "private", "oneway:foot": "-1"})
    StreetSegment.objects.filter(pk=stepped.pk).update(tags={"kerb": "raised"}, road_class="steps")
    found = {one.key: one for one in routing_segments(town, [], Projection.of(town))}
    assert (found[barred.pk].closed, found[barred.pk].one_way) == (True, -1)
    assert (found[stepped.pk].kerb, found[stepped.pk].road_class) == (True, "steps")


def test_a_street_that_the_organisation_closed_is_closed_for_it_alone(campaign, town):
    street = StreetSegment.objects.order_by("pk").first()
    LinkChange.objects.create(organisation=campaign.organisation, kind="blocked", segment=street)
    assert [one.key for one in network(campaign, town).segments if one.closed] == [street.pk]
    other = campaign_in(town, organisation=make_organisation())
    assert not any(one.closed for one in network(other, town).segments)


def test_a_lifted_change_counts_no_more(campaign, town, django_assert_num_queries):
    street = StreetSegment.objects.order_by("pk").first()
    change = LinkChange.objects.create(organisation=campaign.organisation, kind="blocked", segment=street)
    LinkChange.objects.filter(pk=change.pk).update(lifted_at=change.created_at)
    with django_assert_num_queries(3):
        assert not any(one.closed for one in network(campaign, town).segments)


def test_an_added_way_splits_the_streets_where_it_meets_them(campaign, town):
    half = BLOCK_LON / 2
    line = LineString((WEST + half, SOUTH), (WEST + half, SOUTH + BLOCK_LAT), srid=4326)
    LinkChange.objects.create(organisation=campaign.organisation, kind="added", line=line)
    before = routing_segments(town, [], Projection.of(town))
    after = network(campaign, town)
    assert len(after.segments) == len(before) + 3
    assert {door.key for door in after.doors} == set(town.addresses.values_list("pk", flat=True))
    assert any(door.segment < 0 for door in after.doors)
    assert {door.segment for door in after.doors} <= {one.key for one in after.segments}


def test_doors_behind_a_closed_gate_are_in_no_turf_and_a_lifted_gate_gives_them_back(campaign, town):
    street = StreetSegment.objects.filter(name="Dwarsstraat 1").order_by("pk").first()
    change = LinkChange.objects.create(organisation=campaign.organisation, kind="blocked", segment=street)
    for closed in (True, False):
        plan = new_plan(campaign=campaign, neighbourhood=town, budget_minutes=60, open_percent=30)
        cut_turf(plan_id=plan.pk)
        plan.refresh_from_db()
        assert plan.doors_left_out == ({"not_walkable": 6} if closed else {})
        assert Stop.objects.filter(plan=plan).count() == (18 if closed else 24)
        lift_change(change=change)
