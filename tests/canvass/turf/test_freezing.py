from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from canvass.turf.editing import rename_turf
from canvass.turf.models import Stop, Turf, TurfPlan
from canvass.turf.publishing import NotADraft, discard_plan, publish_plan
from tests.factories import make_turf

pytestmark = pytest.mark.django_db


@pytest.fixture
def turf(db):
    return make_turf()


def refused(write):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        write()


def test_published_turf_cannot_be_changed_added_to_or_deleted(turf):
    refused(lambda: Turf.objects.filter(pk=turf.pk).update(name="Another"))
    refused(lambda: Turf.objects.filter(pk=turf.pk).delete())
    refused(
        lambda: Turf.objects.create(
            plan=turf.plan, number=2, name="New", minutes=1, metres=1, door_count=1, core_count=1
        )
    )


def test_published_stops_cannot_be_changed_added_to_or_deleted(turf):
    stop = turf.stops.first()
    refused(lambda: Stop.objects.filter(pk=stop.pk).update(position=99))
    refused(lambda: Stop.objects.filter(pk=stop.pk).delete())
    refused(lambda: Stop.objects.create(plan=turf.plan, turf=turf, address=stop.address, position=100, core=True))


def test_a_stop_cannot_be_moved_into_published_turf(turf):
    draft = make_turf(state="draft")
    stop = draft.stops.first()
    refused(lambda: Stop.objects.filter(pk=stop.pk).update(turf=turf, plan=turf.plan, position=500))


def test_a_published_plan_can_only_be_replaced(turf):
    plans = TurfPlan.objects.filter(pk=turf.plan_id)
    refused(lambda: plans.update(budget_minutes=90))
    refused(lambda: plans.update(state="draft"))
    refused(lambda: plans.update(state="replaced", seed=9))
    refused(plans.delete)
    assert plans.update(state="replaced") == 1
    refused(lambda: plans.update(state="published"))


def test_a_draft_may_be_renamed_and_thrown_away():
    turf = make_turf(state="draft")
    rename_turf(turf=turf, name="Round the church")
    assert Turf.objects.get(pk=turf.pk).name == "Round the church"
    discard_plan(plan=turf.plan)
    assert not Stop.objects.exists()


def test_the_verbs_refuse_published_turf_before_the_database_does(turf):
    with pytest.raises(NotADraft):
        rename_turf(turf=turf, name="Another")
    with pytest.raises(NotADraft):
        discard_plan(plan=turf.plan)
    with pytest.raises(NotADraft):
        publish_plan(plan=turf.plan)


def test_publishing_replaces_what_was_published(turf):
    newer = TurfPlan.objects.create(
        campaign=turf.plan.campaign,
        neighbourhood=turf.plan.neighbourhood,
        version=2,
        state="draft",
        budget_minutes=120,
    )
    publish_plan(plan=newer)
    states = dict(TurfPlan.objects.values_list("version", "state"))
    assert states == {1: "replaced", 2: "published"}


def test_the_database_holds_one_published_plan(turf):
    with pytest.raises(IntegrityError, match="one_published_turf_plan"), transaction.atomic():
        TurfPlan.objects.create(
            campaign=turf.plan.campaign,
            neighbourhood=turf.plan.neighbourhood,
            version=2,
            state="published",
            published_at=timezone.now(),
            budget_minutes=120,
        )


def test_an_address_is_in_one_turf_of_a_plan():
    turf = make_turf(state="draft")
    other = Turf.objects.create(plan=turf.plan, number=2, name="Next", minutes=1, metres=1, door_count=1, core_count=1)
    with pytest.raises(IntegrityError, match="address_in_one_turf_of_a_plan"), transaction.atomic():
        Stop.objects.create(plan=turf.plan, turf=other, address=turf.stops.first().address, position=1, core=True)
