from __future__ import annotations

import pytest
from django.utils import timezone
from django.utils.translation import override

from canvass.turf.comparing import comparison, previous_version
from canvass.turf.models import DoorState, Stop, Turf, TurfPlan
from canvass.turf.publishing import publish_plan
from canvass.turf.warnings import TurfWarning, Warn, busy_crossings, plan_facts, turf_warnings
from canvass.turf.words import warning_sentence, warning_tag
from tests.canvass.turf.drafting import make_draft
from tests.factories_turf import campaign_in, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db):
    return make_draft()


def warned(plan, **fields):
    """What is said of the first turf, with these fields."""
    turf = plan.turfs.first()
    Turf.objects.filter(pk=turf.pk).update(**fields)
    return {
        warning.kind: warning.count
        for warning in turf_warnings(plan.turfs.first(), plan, plan_facts(TurfPlan.objects.get(pk=plan.pk)))
    }


def test_minutes_are_judged_against_what_was_asked(plan):
    assert warned(plan, minutes=60) == {}
    assert warned(plan, minutes=90) == {Warn.LONG: 30}
    assert warned(plan, minutes=67.4) == {}
    assert warned(plan, minutes=30) == {Warn.SHORT: 0}


def test_one_crossing_of_a_busy_road_is_none_too_many(plan):
    assert Warn.BUSY not in warned(plan, minutes=60, crossings={"secondary": 1, "residential": 9})
    assert warned(plan, minutes=60, crossings={"secondary": 1, "tertiary": 2})[Warn.BUSY] == 3
    assert busy_crossings({"residential": 5, "primary": 1}) == 1


def test_few_doors_are_told_instead_of_room(plan):
    turf = plan.turfs.first()
    turf.stops.filter(position__gt=2).delete()
    assert warned(plan, minutes=9, door_count=3, core_count=3) == {Warn.FEW: 3}


def test_a_long_way_without_doors_is_a_turf_in_pieces(plan):
    turf = plan.turfs.first()
    assert Warn.BROKEN not in warned(plan)
    for stop in turf.stops.filter(position__gte=5):
        Stop.objects.filter(pk=stop.pk).update(arrival_seconds=stop.arrival_seconds + 400)
    assert Warn.BROKEN in warned(plan)


def test_doors_in_another_campaigns_turf_are_counted(plan):
    other = campaign_in(plan.neighbourhood, organisation=plan.campaign.organisation)
    elsewhere = make_draft(town=plan.neighbourhood, campaign=other)
    assert Warn.ELSEWHERE not in warned(plan)
    publish_plan(plan=elsewhere)
    assert warned(plan)[Warn.ELSEWHERE] == plan.turfs.first().door_count


def test_turf_of_another_organisation_is_nobodys_business(plan):
    publish_plan(plan=make_draft(town=plan.neighbourhood, campaign=campaign_in(plan.neighbourhood)))
    assert Warn.ELSEWHERE not in warned(plan)


def test_doors_rung_before_are_counted_but_not_in_a_next_pass(plan):
    door = plan.turfs.first().stops.first().address
    DoorState.objects.create(campaign=plan.campaign, address=door, state="again", on=timezone.localdate())
    assert warned(plan)[Warn.AGAIN] == 1
    TurfPlan.objects.filter(pk=plan.pk).update(only_again=True)
    assert Warn.AGAIN not in warned(plan)


def test_the_number_of_questions_does_not_grow_with_the_turfs(plan, django_assert_num_queries):
    larger = make_draft(town=make_town(columns=4, rows=3, doors=6))
    for some in (plan, larger):
        some = TurfPlan.objects.select_related("campaign").get(pk=some.pk)
        with django_assert_num_queries(4):
            plan_facts(some)


@pytest.mark.parametrize("kind", list(Warn))
def test_every_warning_has_words_without_holes(kind):
    with override("en"):
        for count in (1, 7):
            warning = TurfWarning(kind, count)
            assert warning_tag(warning)
            assert "%" not in warning_sentence(warning)


def test_a_first_version_has_nothing_to_compare_with(plan):
    assert comparison(plan) is None


def test_a_draft_is_compared_with_the_draft_before_and_no_older_one_is_kept(plan):
    second = make_draft(town=plan.neighbourhood, campaign=plan.campaign, minutes=40)
    found = comparison(second)
    assert found.before == plan
    assert found.was.doors == found.now.doors == plan.neighbourhood.addresses.count()
    assert found.now.turfs > found.was.turfs
    assert found.now.longest >= found.now.shortest > 0
    third = make_draft(town=plan.neighbourhood, campaign=plan.campaign)
    assert set(TurfPlan.objects.values_list("pk", flat=True)) == {second.pk, third.pk}


def test_what_is_published_is_compared_with_what_it_replaced(plan):
    publish_plan(plan=plan)
    second = make_draft(town=plan.neighbourhood, campaign=plan.campaign)
    assert previous_version(second) == plan
    publish_plan(plan=second)
    assert previous_version(second) == plan


def test_publishing_leaves_no_draft_behind(plan):
    publish_plan(plan=make_draft(town=plan.neighbourhood, campaign=plan.campaign))
    assert list(TurfPlan.objects.values_list("state", flat=True)) == ["published"]
