from __future__ import annotations

import pytest
from django.utils import timezone

from canvass.campaigns.do_not_ring import record_wishes
from canvass.turf.cutting import cut_turf, new_plan
from canvass.turf.models import DoorState
from canvass.turf.nearby import metres_between
from canvass.turf.remaining import remaining_walk
from tests.factories_turf import campaign_in, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def turf(db):
    town = make_town(columns=3, rows=1, doors=4)
    plan = new_plan(campaign=campaign_in(town), neighbourhood=town, budget_minutes=240, open_percent=30)
    cut_turf(plan_id=plan.pk)
    return plan.turfs.select_related("plan__neighbourhood", "plan__campaign").first()


def doors(turf):
    return [stop.address for stop in turf.stops.select_related("address").order_by("position")]


def place(address):
    return address.point.x, address.point.y


def test_every_open_door_once_and_none_that_is_done(turf):
    all_doors = doors(turf)
    done = {door.pk for door in all_doors[::3]}
    rest = remaining_walk(turf=turf, done=done, at=place(all_doors[0]), minutes_left=60)
    assert sorted(rest.addresses) == sorted({door.pk for door in all_doors} - done)
    assert 0 < rest.sure <= rest.likely <= len(rest.addresses)
    assert rest.metres > 0


@pytest.mark.parametrize("number", [0, -1])
def test_it_begins_near_where_one_stands(turf, number):
    all_doors = doors(turf)
    here = place(all_doors[number])
    rest = remaining_walk(turf=turf, done={all_doors[number].pk}, at=here, minutes_left=60)
    points = {door.pk: place(door) for door in all_doors}
    first, last = (metres_between(here, points[rest.addresses[index]]) for index in (0, -1))
    assert first <= last


def test_a_wish_and_a_door_done_since_stay_out(turf):
    wish, done, again, *rest = doors(turf)
    record_wishes(address_ids=[wish.pk], on=timezone.localdate())
    for address, state in ((done, "done"), (again, "again")):
        DoorState.objects.create(campaign=turf.plan.campaign, address=address, state=state, on=timezone.localdate())
    left = remaining_walk(turf=turf, done=(), at=None, minutes_left=60).addresses
    assert set(left) == {again.pk, *(door.pk for door in rest)}


def test_less_time_fewer_doors_and_the_same_answer_each_time(turf):
    answers = [remaining_walk(turf=turf, done=(), at=None, minutes_left=m) for m in (0, 20, 40, 400)]
    likely = [answer.likely for answer in answers]
    assert likely == sorted(likely)
    assert (likely[0], likely[-1]) == (0, turf.door_count)
    assert answers[1] == remaining_walk(turf=turf, done=(), at=None, minutes_left=20)


def test_nothing_left_is_no_walk(turf):
    rest = remaining_walk(turf=turf, done={door.pk for door in doors(turf)}, at=None, minutes_left=60)
    assert (rest.addresses, rest.minutes) == ((), 0)
