from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from canvass.campaigns.do_not_ring import record_wishes
from canvass.campaigns.models import NeighbourhoodVisit
from canvass.places.models import Address
from canvass.turf.doors import plannable_doors
from canvass.turf.models import DoorState
from tests.factories import make_campaign
from tests.factories_turf import campaign_in, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    return make_town(columns=2, rows=1, doors=3)


@pytest.fixture
def campaign(town):
    return campaign_in(town)


def doors(campaign, town):
    found = plannable_doors(campaign=campaign, neighbourhood=town, today=timezone.localdate())
    return {address.pk for address in found.addresses}, found.left_out


def state(campaign, address, state, passes=1):
    DoorState.objects.create(campaign=campaign, address=address, state=state, passes=passes, on=timezone.localdate())


def this_week():
    year, week, _ = timezone.localdate().isocalendar()
    return f"{year}-W{week:02d}"


def test_everything_is_planned_at_first(campaign, town):
    kept, left_out = doors(campaign, town)
    assert kept == set(town.addresses.values_list("pk", flat=True))
    assert left_out == {}


def test_each_reason_is_counted_once_and_a_wish_comes_first(campaign, town):
    wish, done, shut, again, gone = town.addresses.order_by("pk")[:5]
    record_wishes(address_ids=[wish.pk], on=timezone.localdate())
    state(campaign, wish, "done")
    state(campaign, done, "done")
    state(campaign, shut, "unreachable")
    state(campaign, again, "again")
    Address.objects.filter(pk=gone.pk).update(retired_at=timezone.now())
    kept, left_out = doors(campaign, town)
    assert left_out == {"do_not_ring": 1, "done": 1, "unreachable": 1}
    assert again.pk in kept
    assert kept.isdisjoint({wish.pk, done.pk, shut.pk, gone.pk})


def test_a_door_tried_often_enough_is_left_alone(campaign, town):
    tried = town.addresses.first()
    state(campaign, tried, "again", passes=3)
    assert doors(campaign, town)[1] == {"done": 1}


def test_states_of_another_campaign_do_not_count(campaign, town):
    state(make_campaign(), town.addresses.first(), "done")
    assert doors(campaign, town)[1] == {}


def test_a_block_face_of_another_group_rests(campaign, town):
    face = town.addresses.first()
    NeighbourhoodVisit.objects.create(segment_id=face.segment_id, side=face.side, week=this_week())
    kept, left_out = doors(campaign, town)
    resting = set(Address.objects.filter(segment=face.segment, side=face.side).values_list("pk", flat=True))
    assert left_out == {"resting": len(resting)}
    assert kept.isdisjoint(resting)


def test_a_block_face_that_we_walked_ourselves_does_not_rest(campaign, town):
    face = town.addresses.first()
    NeighbourhoodVisit.objects.create(segment_id=face.segment_id, side=face.side, week=this_week())
    state(campaign, face, "again")
    assert doors(campaign, town)[1] == {}


@pytest.mark.parametrize(("days_ago", "rest_days", "resting"), [(40, 30, False), (2, 30, True), (2, 0, False)])
def test_rest_ends(campaign, town, days_ago, rest_days, resting):
    campaign.rest_days = rest_days
    year, week, _ = (timezone.localdate() - timedelta(days=days_ago)).isocalendar()
    face = town.addresses.first()
    NeighbourhoodVisit.objects.create(segment_id=face.segment_id, side=face.side, week=f"{year}-W{week:02d}")
    assert ("resting" in doors(campaign, town)[1]) is resting


def test_the_number_of_questions_does_not_grow_with_the_doors(campaign, town, django_assert_num_queries):
    larger = make_town(columns=4, rows=3, doors=6)
    for place in (town, larger):
        with django_assert_num_queries(5):
            doors(campaign, place)
