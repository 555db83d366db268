from __future__ import annotations

from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from canvass.core import jobs
from canvass.core.models import Job
from canvass.places.models import Address
from canvass.turf.cutting import CutCancelled, NothingToCut, PlanGone, cancel_cut, cut_turf, new_plan, start_cut
from canvass.turf.models import Stop, TurfPlan
from canvass.turf.publishing import publish_plan
from tests.factories_turf import campaign_in, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def campaign(town):
    return campaign_in(town)


def begin(campaign, town, **kwargs):
    defaults = {"budget_minutes": 60, "open_percent": 30}
    return start_cut(campaign=campaign, neighbourhood=town, **defaults | kwargs)


def test_every_door_is_in_exactly_one_turf(campaign, town):
    plan = begin(campaign, town)
    turfs = cut_turf(plan_id=plan.pk)
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert plan.turfs.count() == turfs > 1
    planned = Counter(Stop.objects.filter(plan=plan).values_list("address_id", flat=True))
    assert planned == Counter(town.addresses.values_list("pk", flat=True))
    assert sum(plan.turfs.values_list("door_count", flat=True)) == town.addresses.count()


def test_a_turf_has_an_order_a_line_a_ground_and_a_name(campaign, town):
    cut_turf(plan_id=begin(campaign, town).pk)
    for turf in TurfPlan.objects.get().turfs.all():
        positions = list(turf.stops.values_list("position", flat=True))
        assert positions == list(range(positions[0], positions[0] + turf.door_count))
        assert turf.line.geom_type == "LineString"
        west, south, east, north = town.geometry.extent
        for lon, lat in turf.line.coords:
            assert west < lon < east
            assert south < lat < north
        assert all(turf.outline.intersects(stop.address.point) for stop in turf.stops.select_related("address"))
        assert "Dwarsstraat" in turf.name
        assert turf.minutes > 0
        assert turf.core_count <= turf.door_count


def test_the_same_seed_cuts_the_same_turfs(campaign, town):
    def stops(plan):
        cut_turf(plan_id=plan.pk)
        return list(Stop.objects.filter(plan=plan).order_by("turf__number", "position").values_list("address", "core"))

    first = stops(begin(campaign, town, seed=7))
    assert stops(begin(campaign, town, seed=7)) == first


def test_asking_twice_gives_the_plan_that_is_being_cut(campaign, town):
    first = begin(campaign, town)
    assert begin(campaign, town) == first
    assert Job.objects.filter(kind="cut-turf").count() == 1


def test_the_database_holds_one_plan_being_cut(campaign, town):
    plan = begin(campaign, town)
    with pytest.raises(IntegrityError), transaction.atomic():
        TurfPlan.objects.create(campaign=campaign, neighbourhood=town, version=plan.version + 1, budget_minutes=60)


def test_a_plan_whose_worker_died_makes_room_for_the_next(campaign, town):
    dead = begin(campaign, town)
    Job.objects.filter(pk=dead.job_id).update(state="failed")
    living = begin(campaign, town)
    dead.refresh_from_db()
    assert (dead.state, dead.failure) == ("failed", "error")
    assert living.version == dead.version + 1


def test_a_finished_cut_replaces_the_draft_before_but_not_what_is_published(campaign, town):
    published = begin(campaign, town)
    cut_turf(plan_id=published.pk)
    publish_plan(plan=published)
    draft = begin(campaign, town)
    cut_turf(plan_id=draft.pk)
    newer = begin(campaign, town)
    cut_turf(plan_id=newer.pk)
    assert list(TurfPlan.objects.order_by("version").values_list("pk", "state")) == [
        (published.pk, "published"),
        (newer.pk, "draft"),
    ]


def test_cutting_a_draft_again_changes_nothing(campaign, town):
    plan = begin(campaign, town)
    turfs = cut_turf(plan_id=plan.pk)
    before = list(plan.turfs.values_list("pk", flat=True))
    assert cut_turf(plan_id=plan.pk) == turfs
    assert list(plan.turfs.values_list("pk", flat=True)) == before


def test_a_cut_that_is_stopped_stores_nothing(campaign, town):
    plan = begin(campaign, town)
    with pytest.raises(CutCancelled):
        cut_turf(plan_id=plan.pk, cancelled=lambda: True)
    plan.refresh_from_db()
    assert (plan.state, plan.failure) == ("failed", "cancelled")
    assert not Stop.objects.exists()


def test_stopping_a_waiting_cut_ends_it_at_once(campaign, town):
    plan = begin(campaign, town)
    cancel_cut(plan=plan)
    plan.refresh_from_db()
    assert (plan.state, plan.failure) == ("failed", "cancelled")
    with pytest.raises(PlanGone):
        cut_turf(plan_id=plan.pk)


def test_without_doors_the_plan_says_so(campaign, town):
    Address.objects.update(segment=None)
    plan = begin(campaign, town)
    with pytest.raises(NothingToCut):
        cut_turf(plan_id=plan.pk)
    plan.refresh_from_db()
    assert (plan.state, plan.failure) == ("failed", "no_doors")


def test_a_door_on_no_street_is_left_out_and_listed(campaign, town):
    lost = town.addresses.first()
    Address.objects.filter(pk=lost.pk).update(segment=None)
    plan = begin(campaign, town)
    cut_turf(plan_id=plan.pk)
    plan.refresh_from_db()
    assert plan.doors_left_out == {"no_segment": 1}
    assert plan.unrouted_address_ids == [lost.pk]


def test_a_plan_thrown_away_meanwhile_is_not_stored(campaign, town):
    plan = new_plan(campaign=campaign, neighbourhood=town, budget_minutes=60, open_percent=30)

    def give_up(share):
        TurfPlan.objects.filter(pk=plan.pk).update(state="failed", failure="error")

    with pytest.raises(PlanGone):
        cut_turf(plan_id=plan.pk, progress=give_up)
    assert not Stop.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_job_cuts_and_tells_how_far_it_is(town):
    plan = begin(campaign_in(town), town)
    assert jobs.run(job_id=plan.job_id)
    plan.refresh_from_db()
    job = Job.objects.get(pk=plan.job_id)
    assert plan.state == "draft"
    assert (job.state, job.result) == ("done", {"plan": plan.pk, "turfs": plan.turfs.count()})


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_plan_without_doors_does_not_try_again(town):
    campaign = campaign_in(town)
    Address.objects.update(segment=None)
    plan = begin(campaign, town)
    jobs.run(job_id=plan.job_id)
    assert Job.objects.get(pk=plan.job_id).state == "failed"
