from __future__ import annotations

import pytest
from django.utils import timezone

from canvass.campaigns.do_not_ring import record_wishes
from canvass.turf.models import DoorState, Turf
from canvass.turf.nearby import metres_between, turfs_nearby
from tests.factories import LAT, LON, make_campaign, make_turf

pytestmark = pytest.mark.django_db
HERE = (LON, LAT)


@pytest.fixture
def campaign(db):
    return make_campaign()


@pytest.fixture
def turfs(campaign):
    """Three published turfs, each in a street of its own."""
    return [make_turf(campaign=campaign, doors=12) for _ in range(3)]


def ask(campaign, **kwargs):
    given = {"place": HERE, "minutes_left": 60, "in_hand": (), "tried": ()}
    return turfs_nearby(campaign=campaign, **given | kwargs)


def addresses(turf):
    return list(turf.stops.values_list("address", flat=True))


def first_door(turf):
    point = turf.stops.first().address.point
    return point.x, point.y


def test_the_nearest_comes_first_with_doors_minutes_and_metres(campaign, turfs):
    for turf in turfs:
        found = ask(campaign, place=first_door(turf))
        assert found[0].turf == turf
        assert (found[0].doors, found[0].metres, found[0].first.address.number) == (12, 0, 1)
        assert [one.metres for one in found] == sorted(one.metres for one in found)


def test_only_free_and_published_turf_of_the_campaign_is_offered(campaign, turfs):
    make_turf()
    make_turf(campaign=campaign, state="draft")
    found = ask(campaign, in_hand={turfs[0].pk})
    assert {one.turf for one in found} == set(turfs[1:])


def test_doors_that_are_done_or_asked_for_or_tried_tonight_do_not_count(campaign, turfs):
    turf = turfs[0]
    wish, done, tired, again, tried, *rest = addresses(turf)
    record_wishes(address_ids=[wish], on=timezone.localdate())
    for address, state, passes in ((done, "done", 1), (tired, "again", 3), (again, "again", 1)):
        DoorState.objects.create(
            campaign=campaign, address_id=address, state=state, passes=passes, on=timezone.localdate()
        )
    offer = next(one for one in ask(campaign, tried={tried}) if one.turf == turf)
    assert offer.doors == 1 + len(rest)
    assert offer.first.address_id == again
    everything = {address for turf in turfs for address in addresses(turf)}
    assert ask(campaign, tried=everything) == []


@pytest.mark.parametrize(("minutes", "fits"), [(0, 0), (10, 4), (30, 10), (600, 12)])
def test_how_many_doors_fit(campaign, turfs, minutes, fits):
    # 138 s a door in one place; the last new door 17.5 minutes before the end, at most a quarter of the time.
    offer = ask(campaign, place=first_door(turfs[0]), minutes_left=minutes)[0]
    assert offer.fits == fits


def test_the_walk_to_it_costs_doors(campaign, turfs):
    lon, lat = first_door(turfs[0])
    near, far = (
        next(one for one in ask(campaign, place=place, minutes_left=40) if one.turf == turfs[0])
        for place in ((lon, lat), (lon, lat + 0.005))
    )
    assert far.fits < near.fits
    assert far.metres == pytest.approx(1.3 * 556, abs=5)


def test_the_walking_of_the_plan_counts_also_past_doors_that_are_done(campaign):
    turf = make_turf(campaign=campaign, doors=3, state="draft")
    for index, stop in enumerate(turf.stops.all()):
        turf.stops.filter(pk=stop.pk).update(position=10 + index, arrival_seconds=index * (138 + 300))
    turf.plan.__class__.objects.filter(pk=turf.plan_id).update(state="published", published_at=timezone.now())
    middle = addresses(turf)[1]
    offer = ask(campaign, place=first_door(turf), tried={middle})[0]
    # Two doors, and ten minutes of walking in between.
    assert offer.minutes == pytest.approx((600 + 2 * 137.6) / 60, abs=1)


def test_the_place_is_in_no_question_to_the_database(campaign, turfs, django_assert_num_queries):
    with django_assert_num_queries(4) as asked:
        ask(campaign, place=(5.3987654, 52.1543219))
    sql = " ".join(query["sql"] for query in asked.captured_queries)
    assert "5.3987" not in sql
    assert "52.1543" not in sql


def test_many_turfs_take_no_more_questions(campaign, django_assert_num_queries):
    for _ in range(15):
        make_turf(campaign=campaign, doors=3)
    with django_assert_num_queries(4):
        found = ask(campaign)
    assert len(found) == 3
    assert Turf.objects.count() == 15


def test_metres_between_two_places():
    assert metres_between((5.0, 52.0), (5.0, 52.001)) == pytest.approx(111.3, abs=0.5)
    assert metres_between((5.0, 52.0), (5.001, 52.0)) == pytest.approx(68.5, abs=0.5)
