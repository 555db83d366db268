"""Two groups and one street: whoever comes second is warned, and never told who the other is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from canvass.campaigns.federation.resting import iso_week
from canvass.campaigns.models import NeighbourhoodVisit, Reservation, ReservedFace
from canvass.turf.doors import plannable_doors
from canvass.turf.models import DoorState, TurfPlan
from canvass.turf.publishing import publish_plan
from canvass.turf.resting import Clash, clashes, reserve_turf_for
from canvass.turf.warnings import Warn, plan_facts, turf_warnings
from canvass.turf.words import clash_sentence
from tests.canvass.turf.drafting import make_draft
from tests.factories import make_user
from tests.factories_turf import campaign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db):
    return make_draft()


@pytest.fixture
def others(plan):
    """Another organisation's draft of the same streets."""
    return make_draft(town=plan.neighbourhood, campaign=campaign_in(plan.neighbourhood, name="Geheime actie"))


def found(plan, *, on=None):
    turfs = list(plan.turfs.values_list("pk", flat=True))
    return clashes(campaign=plan.campaign, turfs=turfs, on=on or timezone.localdate())


def visit(plan, *, days_ago=3):
    door = plan.turfs.first().stops.first().address
    week = iso_week(timezone.localdate() - timedelta(days=days_ago))
    NeighbourhoodVisit.objects.create(segment_id=door.segment_id, side=door.side, week=week)
    return plan.turfs.first().stops.filter(address__segment=door.segment_id, address__side=door.side).count()


def test_publishing_holds_the_streets_and_the_other_group_is_warned(plan, others):
    assert found(others) == {}
    publish_plan(plan=plan)
    assert Reservation.objects.get().by_publishing
    assert found(plan) == {}
    assert sum(clash.reserved for clash in found(others).values()) == sum(t.door_count for t in others.turfs.all())
    warned = turf_warnings(others.turfs.first(), others, plan_facts(others))
    assert Warn.RESERVED in {warning.kind for warning in warned}
    left = plannable_doors(campaign=others.campaign, neighbourhood=plan.neighbourhood, today=timezone.localdate())
    assert set(left.left_out) == {"reserved"}


def test_what_is_held_is_held_by_one(plan, others):
    publish_plan(plan=plan)
    before = ReservedFace.objects.count()
    publish_plan(plan=others)
    assert ReservedFace.objects.count() == before
    assert found(plan) == {}


def test_a_street_is_held_for_four_weeks_and_not_for_ever(plan, others):
    publish_plan(plan=plan)
    assert found(others, on=timezone.localdate() + timedelta(weeks=3))
    assert found(others, on=timezone.localdate() + timedelta(weeks=6)) == {}


def test_a_visit_of_others_is_told_for_as_long_as_streets_rest(plan):
    doors = visit(plan)
    assert found(plan) == {plan.turfs.first().pk: Clash(visited=doors)}
    assert found(plan, on=timezone.localdate() + timedelta(days=60)) == {}
    plan.campaign.rest_days = 0
    assert found(plan) == {}


def test_our_own_visit_is_none_of_another_group(plan):
    visit(plan)
    door = plan.turfs.first().stops.first().address
    DoorState.objects.create(campaign=plan.campaign, address=door, state="again", on=timezone.localdate())
    assert found(plan) == {}


def test_a_visit_in_weeks_that_we_held_was_ours_even_where_no_door_is_remembered(plan):
    publish_plan(plan=plan)
    visit(plan, days_ago=0)
    assert found(plan) == {}


def test_many_turfs_are_one_question(plan, others, django_assert_num_queries):
    publish_plan(plan=plan)
    turfs = list(others.turfs.values_list("pk", flat=True))
    assert len(turfs) > 1
    campaign = others.campaign
    with django_assert_num_queries(1):
        clashes(campaign=campaign, turfs=turfs, on=timezone.localdate())


def test_a_reserve_route_is_free_near_and_not_in_use(plan):
    publish_plan(plan=plan)
    first, *rest = plan.turfs.order_by("number")
    today = timezone.localdate()
    reserve = reserve_turf_for(turf=first, on=today)
    assert reserve in rest
    other = reserve_turf_for(turf=first, on=today, busy=[reserve.pk])
    assert other not in (first, reserve)
    assert reserve_turf_for(turf=first, on=today, busy=[turf.pk for turf in rest]) is None


def test_a_reserve_route_clashes_with_nobody(plan, others):
    publish_plan(plan=others)
    Reservation.objects.all().delete()
    publish_plan(plan=plan)
    assert reserve_turf_for(turf=others.turfs.first(), on=timezone.localdate()) is None


@pytest.mark.parametrize("name", ["turf:publish", "turf:publish-all", "turf:plan"])
def test_the_pages_warn_and_never_say_whose(client, plan, others, name):
    publish_plan(plan=others)
    client.force_login(make_user(role="coordinator", organisation=plan.campaign.organisation))
    args = {
        "turf:publish": [plan.pk],
        "turf:publish-all": [plan.campaign_id],
        "turf:plan": [plan.campaign_id, plan.neighbourhood_id],
    }[name]
    html = client.get(reverse(name, args=args), headers={"accept-language": "en"}).content.decode()
    assert "reserved" in html
    assert "Geheime actie" not in html
    assert others.campaign.organisation.name not in html


def test_words_leave_out_what_is_not():
    with override("en"):
        assert clash_sentence(Clash(visited=1)).startswith("1 door lies")
        assert "reserved" not in clash_sentence(Clash(visited=2))
        assert clash_sentence(Clash()) == ""


def test_a_plan_that_replaces_one_keeps_its_streets(plan):
    publish_plan(plan=plan)
    again = make_draft(town=plan.neighbourhood, campaign=plan.campaign)
    publish_plan(plan=again)
    assert TurfPlan.objects.get(pk=again.pk).state == TurfPlan.State.PUBLISHED
    assert Reservation.objects.count() == 1
