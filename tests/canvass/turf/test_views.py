from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from canvass.core import jobs
from canvass.core.models import Job
from canvass.turf.cutting import cut_turf, start_cut
from canvass.turf.models import TurfPlan
from tests.factories import make_organisation, make_user
from tests.factories_turf import campaign_in, make_town

pytestmark = pytest.mark.django_db
MOST_QUERIES = 26


@pytest.fixture
def town(db):
    return make_town(columns=2, rows=2, doors=4)


@pytest.fixture
def campaign(town):
    return campaign_in(town, organisation=make_organisation())


@pytest.fixture
def coordinator(client, campaign):
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    return client


@pytest.fixture
def draft(campaign, town):
    plan = start_cut(campaign=campaign, neighbourhood=town, budget_minutes=60, open_percent=30)
    cut_turf(plan_id=plan.pk)
    plan.refresh_from_db()
    return plan


def planner(campaign, town):
    return reverse("turf:plan", args=[campaign.pk, town.pk])


def test_a_neighbourhood_that_is_not_divided_offers_to(coordinator, campaign, town):
    page = coordinator.get(planner(campaign, town))
    assert reverse("turf:start", args=[campaign.pk, town.pk]) in page.text
    assert reverse("turf:estimate", args=[campaign.pk, town.pk]) in page.text


def test_a_cut_runs_through_the_pages(coordinator, campaign, town, django_capture_on_commit_callbacks):
    answer = coordinator.post(
        reverse("turf:start", args=[campaign.pk, town.pk]), {"minutes": "60", "open_percent": "35"}
    )
    assert answer["Location"] == planner(campaign, town)
    plan = TurfPlan.objects.get()
    assert (plan.state, plan.budget_minutes, plan.numbers["open_percent"]) == ("cutting", 60, 35)
    progress = reverse("turf:progress", args=[plan.pk])
    assert progress in coordinator.get(planner(campaign, town)).text
    assert "HX-Redirect" not in coordinator.get(progress)
    cut_turf(plan_id=plan.pk)
    assert coordinator.get(progress)["HX-Redirect"] == planner(campaign, town)
    page = coordinator.get(planner(campaign, town)).text
    assert reverse("turf:publish", args=[plan.pk]) in page
    for turf in plan.turfs.all():
        assert f'data-turf="{turf.pk}"' in page


@pytest.mark.parametrize("data", [{"minutes": "5", "open_percent": "30"}, {"minutes": "x"}, {}])
def test_numbers_out_of_reach_are_refused_at_their_field(coordinator, campaign, town, data):
    answer = coordinator.post(reverse("turf:start", args=[campaign.pk, town.pk]), data)
    assert answer.status_code == 422
    assert not TurfPlan.objects.exists()


def test_a_waiting_cut_can_be_stopped(coordinator, campaign, town):
    plan = start_cut(campaign=campaign, neighbourhood=town, budget_minutes=60, open_percent=30)
    coordinator.post(reverse("turf:cancel", args=[plan.pk]))
    plan.refresh_from_db()
    assert plan.failure == "cancelled"
    assert Job.objects.get(pk=plan.job_id).state == "cancelled"
    assert coordinator.get(planner(campaign, town)).status_code == 200


def test_after_a_worker_died_for_good_one_can_divide_again(coordinator, campaign, town):
    plan = start_cut(campaign=campaign, neighbourhood=town, budget_minutes=60, open_percent=30)
    assert " disabled" in coordinator.get(planner(campaign, town)).text
    Job.objects.filter(pk=plan.job_id).update(state="failed")
    page = coordinator.get(planner(campaign, town)).text
    assert " disabled" not in page
    assert reverse("turf:progress", args=[plan.pk]) not in page
    coordinator.post(reverse("turf:start", args=[campaign.pk, town.pk]), {"minutes": "60", "open_percent": "30"})
    assert dict(TurfPlan.objects.values_list("version", "state")) == {1: "failed", 2: "cutting"}


def test_publishing_asks_first_and_then_shows_it(coordinator, campaign, town, draft):
    ask = reverse("turf:publish", args=[draft.pk])
    assert coordinator.get(ask).status_code == 200
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert coordinator.post(ask)["Location"] == planner(campaign, town)
    draft.refresh_from_db()
    assert draft.state == "published"
    assert coordinator.get(ask).status_code == 302
    again = coordinator.post(ask, follow=True)
    assert [message.level_tag for message in again.context["messages"]] == ["success", "error"]


def test_a_draft_is_thrown_away(coordinator, draft):
    coordinator.post(reverse("turf:discard", args=[draft.pk]))
    assert not TurfPlan.objects.exists()


def test_the_estimate_follows_the_numbers(coordinator, campaign, town):
    url = reverse("turf:estimate", args=[campaign.pk, town.pk])
    short, long = (coordinator.get(url, {"minutes": m, "open_percent": 30}) for m in (30, 240))
    assert short.context["estimate"].turfs > long.context["estimate"].turfs
    assert "estimate" not in coordinator.get(url, {"minutes": "0"}).context


def test_a_walk_sheet_holds_every_door(coordinator, draft):
    turf = draft.turfs.first()
    page = coordinator.get(reverse("turf:sheet", args=[turf.pk]))
    assert len(page.context["sheet"].doors) == turf.door_count
    assert "<svg" in page.text


PAGES = [
    "turf:overview",
    "turf:plan",
    "turf:estimate",
    "turf:publish",
    "turf:sheet",
    "turf:list",
    "turf:shape",
    "turf:coverage",
]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_the_database_little(coordinator, campaign, town, draft, name, django_assert_max_num_queries):
    cache.clear()
    turf = draft.turfs.first()
    args = {
        "turf:overview": [campaign.pk],
        "turf:coverage": [campaign.pk],
        "turf:publish": [draft.pk],
        "turf:sheet": [turf.pk],
        "turf:list": [draft.pk],
        "turf:shape": [turf.pk],
    }.get(name, [campaign.pk, town.pk])
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = coordinator.get(reverse(name, args=args), {"minutes": 60, "open_percent": 30, "turf": turf.pk})
    assert answer.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_the_page_asked(client):
    town = make_town(columns=1, rows=1, doors=4)
    campaign = campaign_in(town, organisation=make_organisation())
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    client.post(reverse("turf:start", args=[campaign.pk, town.pk]), {"minutes": "60", "open_percent": "30"})
    jobs.run(job_id=TurfPlan.objects.get().job_id)
    assert TurfPlan.objects.get().state == "draft"
