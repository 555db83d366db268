from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from canvass.campaigns.do_not_ring import record_wishes
from canvass.core.models import Job
from canvass.turf.cutting import cut_turf, start_cut
from canvass.turf.doors import plannable_doors
from canvass.turf.models import DoorState, Stop, TurfPlan
from canvass.turf.passes import NextPassRefused, WhyNot, next_pass, start_next_pass
from canvass.turf.publishing import publish_plan
from tests.factories import make_user
from tests.factories_turf import campaign_in, make_town

NUMBERS = {"budget_minutes": 120, "open_percent": 30}


@pytest.fixture
def town(db):
    return make_town(columns=2, rows=1, doors=3)


@pytest.fixture
def campaign(town):
    return campaign_in(town)


def mark(campaign, address, state="again", **kwargs):
    return DoorState.objects.create(campaign=campaign, address=address, state=state, on=date(2026, 3, 4), **kwargs)


def test_a_next_pass_holds_only_doors_to_visit_again(campaign, town):
    first, second, evening, morning, done, wish, often, *_rest = town.addresses.order_by("pk")
    mark(campaign, first)
    mark(campaign, second, passes=2)
    mark(campaign, evening, day_part="evening")
    mark(campaign, morning, day_part="morning")
    mark(campaign, done, "done")
    mark(campaign, wish)
    record_wishes(address_ids=[wish.pk], on=timezone.localdate())
    mark(campaign, often, passes=3)
    coming = next_pass(campaign=campaign, neighbourhood=town)
    assert (coming.doors, coming.by_tries, coming.why_not) == (4, [(1, 3), (2, 1)], None)
    assert (coming.doors_for("evening"), coming.doors_for("morning"), coming.doors_for("")) == (3, 3, 4)
    assert coming.not_tried == town.addresses.count() - 7

    plan = start_next_pass(campaign=campaign, neighbourhood=town, day_part="evening", **NUMBERS)
    assert Job.objects.get(pk=plan.job_id).payload == {"plan": plan.pk}
    cut_turf(plan_id=plan.pk)
    planned = set(Stop.objects.filter(plan=plan).values_list("address", flat=True))
    assert planned == {first.pk, second.pk, evening.pk}
    plan.refresh_from_db()
    left_out = {"done": 2, "do_not_ring": 1, "not_tried": coming.not_tried, "other_time": 1}
    assert plan.doors_left_out == left_out
    assert (plan.only_again, plan.day_part) == (True, "evening")


def test_a_next_pass_replaces_the_published_plan_like_any_newer_version(campaign, town):
    plan = start_cut(campaign=campaign, neighbourhood=town, **NUMBERS)
    cut_turf(plan_id=plan.pk)
    Job.objects.all().delete()
    publish_plan(plan=plan)
    mark(campaign, town.addresses.first())
    second = start_next_pass(campaign=campaign, neighbourhood=town, **NUMBERS)
    cut_turf(plan_id=second.pk)
    Job.objects.all().delete()
    publish_plan(plan=second)
    plan.refresh_from_db()
    second.refresh_from_db()
    assert (plan.state, second.state) == (TurfPlan.State.REPLACED, TurfPlan.State.PUBLISHED)
    assert [turf.door_count for turf in second.turfs.all()] == [1]


@pytest.mark.parametrize(("kept", "why"), [(False, WhyNot.NOT_KEPT), (True, WhyNot.NO_DOORS)])
def test_without_doors_or_without_memory_there_is_none(campaign, town, kept, why):
    campaign.keeps_door_states = kept
    campaign.save()
    if not kept:
        mark(campaign, town.addresses.first())
    assert next_pass(campaign=campaign, neighbourhood=town).why_not == why
    with pytest.raises(NextPassRefused) as refused:
        start_next_pass(campaign=campaign, neighbourhood=town, **NUMBERS)
    assert refused.value.why == why
    assert not TurfPlan.objects.exists()


def test_a_part_of_the_day_that_suits_no_door_is_refused(campaign, town):
    mark(campaign, town.addresses.first(), day_part="morning")
    with pytest.raises(NextPassRefused):
        start_next_pass(campaign=campaign, neighbourhood=town, day_part="evening", **NUMBERS)


def test_pressed_twice_is_one_plan_but_another_cut_comes_first(campaign, town):
    mark(campaign, town.addresses.first())
    plan = start_next_pass(campaign=campaign, neighbourhood=town, **NUMBERS)
    assert start_next_pass(campaign=campaign, neighbourhood=town, **NUMBERS) == plan
    with pytest.raises(NextPassRefused) as refused:
        start_next_pass(campaign=campaign, neighbourhood=town, day_part="evening", **NUMBERS)
    assert refused.value.why == WhyNot.CUTTING


class CountsAgree(TestCase):
    """What the page counts is what the cut would keep."""

    @classmethod
    def setUpTestData(cls):
        cls.town = make_town(columns=1, rows=1, doors=3)
        cls.campaign = campaign_in(cls.town)

    @settings(deadline=None, max_examples=40)
    @given(st.data())
    def test_the_count_is_what_the_cut_keeps(self, data):
        states = st.sampled_from(["", "again", "done", "unreachable"])
        parts = st.sampled_from(["", "morning", "evening"])
        blocked = []
        for address in self.town.addresses.all():
            state = data.draw(states)
            if state:
                passes = data.draw(st.integers(1, 3))
                mark(self.campaign, address, state, passes=passes, day_part=data.draw(parts))
            if data.draw(st.integers(0, 4)) == 0:
                blocked.append(address.pk)
        record_wishes(address_ids=blocked, on=timezone.localdate())
        coming = next_pass(campaign=self.campaign, neighbourhood=self.town)
        for part in ("", "morning", "afternoon", "evening"):
            found = plannable_doors(
                campaign=self.campaign,
                neighbourhood=self.town,
                today=timezone.localdate(),
                only_again=True,
                day_part=part,
            )
            assert coming.doors_for(part) == len(found.addresses)


@pytest.fixture
def coordinator(client, campaign):
    user = make_user(role="coordinator", organisation=campaign.organisation)
    client.force_login(user)
    return user


def test_the_page_says_how_many_and_starts_the_cut(client, coordinator, campaign, town):
    first, second, *_rest = town.addresses.order_by("pk")
    mark(campaign, first)
    mark(campaign, second, passes=2, day_part="evening")
    url = reverse("turf:next-pass", args=[campaign.pk, town.pk])
    page = client.get(url, headers={"accept-language": "en"}).content.decode()
    assert "2 doors to visit again" in page
    assert "1 door of the first pass" in page
    assert "1 door of the second pass" in page
    assert "Any time (2 doors)" in page
    assert "Evening (2 doors)" in page
    assert client.post(url, {"minutes": 5, "open_percent": 30}).status_code == 422
    assert client.post(url, {"minutes": 90, "open_percent": 30, "day_part": "night"}).status_code == 422
    answer = client.post(url, {"minutes": 90, "open_percent": 30, "day_part": "evening"})
    assert answer.status_code == 302
    plan = TurfPlan.objects.get()
    assert (plan.only_again, plan.day_part, plan.budget_minutes) == (True, "evening", 90)


def test_the_page_says_why_there_is_none(client, coordinator, campaign, town):
    campaign.keeps_door_states = False
    campaign.save()
    url = reverse("turf:next-pass", args=[campaign.pk, town.pk])
    page = client.get(url, headers={"accept-language": "en"}).content.decode()
    assert "does not remember doors" in page
    assert '<form method="post" class="stack">' not in page
