from __future__ import annotations

import pytest
from django.utils import timezone

from canvass.turf.cutting import cut_turf, new_plan
from canvass.turf.models import DoorState, TurfPlan
from canvass.turf.queries import coverage, planned_now, published_turfs
from canvass.turf.sheet import sheet_groups, sheet_stops
from canvass.turf.sheet_map import sheet_map
from tests.factories import make_campaign, make_turf
from tests.factories_turf import campaign_in, make_town

pytestmark = pytest.mark.django_db


def test_only_published_turf_can_be_handed_out():
    campaign = make_campaign()
    published = make_turf(campaign=campaign)
    make_turf(campaign=campaign, state="draft")
    make_turf()
    assert list(published_turfs(campaign)) == [published]


def done(campaign, addresses, state="done"):
    DoorState.objects.bulk_create(
        DoorState(campaign=campaign, address=address, state=state, on=timezone.localdate()) for address in addresses
    )


def test_coverage_counts_done_and_unreachable_doors(django_assert_num_queries):
    town, other = make_town(columns=1, rows=1, doors=5), make_town(columns=1, rows=1, doors=5, name="Zuid")
    campaign = campaign_in(town)
    campaign.neighbourhoods.add(other)
    addresses = list(town.addresses.order_by("pk"))
    done(campaign, addresses[:3])
    done(campaign, addresses[3:5], "unreachable")
    done(campaign, addresses[5:9], "again")
    done(make_campaign(), addresses[9:])
    with django_assert_num_queries(3):
        first, second = coverage(campaign)
    assert (first.doors, first.done, first.again, first.percent, first.step) == (20, 5, 4, 25, 1)
    assert (second.done, second.percent, second.step) == (0, 0, 0)


@pytest.mark.parametrize(("finished", "percent"), [(0, 0), (1, 1), (199, 99), (200, 100)])
def test_a_share_says_nothing_and_everything_only_when_true(finished, percent):
    town = make_town(columns=2, rows=1, doors=25)
    campaign = campaign_in(town)
    assert town.addresses.count() == 200
    done(campaign, list(town.addresses.all()[:finished]))
    assert coverage(campaign)[0].percent == percent


def test_a_draft_is_shown_before_what_is_published():
    turf = make_turf()
    plan = turf.plan
    draft = TurfPlan.objects.create(
        campaign=plan.campaign, neighbourhood=plan.neighbourhood, version=2, state="draft", budget_minutes=60
    )
    now = planned_now(campaign=plan.campaign, neighbourhood=plan.neighbourhood)
    assert (now.shown, now.published, now.cutting, now.failed) == (draft, plan, None, None)


def test_a_walk_sheet_groups_doors_by_street_and_side():
    turf = make_turf(doors=6)
    groups = sheet_groups(sheet_stops(turf))
    assert sum(len(group.stops) for group in groups) == 6
    assert {group.street for group in groups} == {"Kerkstraat"}
    for group in groups:
        assert {stop.address.number % 2 for stop in group.stops} == {1 if group.parity == "odd" else 0}


def test_the_map_of_a_walk_is_drawn_in_whole_numbers():
    town = make_town()
    plan = new_plan(campaign=campaign_in(town), neighbourhood=town, budget_minutes=60, open_percent=30)
    cut_turf(plan_id=plan.pk)
    turf = plan.turfs.select_related("plan__neighbourhood").first()
    drawn = sheet_map(turf, [stop.address for stop in sheet_stops(turf)])
    assert drawn is not None
    for path in (drawn.ground, drawn.streets, drawn.walk):
        assert path.startswith("M")
        assert "." not in path
    for x, y in drawn.doors:
        assert 0 <= x <= drawn.width
        assert 0 <= y <= drawn.height
