from __future__ import annotations

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.urls import reverse

from canvass.core.models import Job
from canvass.places.models import Neighbourhood
from canvass.turf.areas import draw_area
from canvass.turf.city import cancel_all, city_plan, plan_all, publish_all
from canvass.turf.city_lines import Stage, city_lines, matching, running, stages
from canvass.turf.models import TurfPlan
from tests.factories import LAT, LON, make_neighbourhood, make_organisation, make_street, make_user
from tests.factories_turf import campaign_in, make_town
from tests.plans import finish_cut, publish_stops, stops_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MOST_QUERIES = 16


@pytest.fixture
def town(db):
    return make_town(columns=2, rows=1, doors=3, name="Noord")


@pytest.fixture
def campaign(town):
    return campaign_in(town, organisation=make_organisation())


@pytest.fixture
def places(campaign):
    """Beside the town: published, drafted, without doors."""
    found = {name: make_neighbourhood(name=name) for name in ("Zuid", "Oost", "West")}
    for name in ("Zuid", "Oost"):
        make_street(doors=6, neighbourhood=found[name])
    for place in found.values():
        campaign.neighbourhoods.add(place)
        place.refresh_from_db()
    publish_stops(campaign, found["Zuid"])
    stops_plan(campaign, found["Oost"], minutes=300)
    return found


@pytest.fixture
def coordinator(client, campaign):
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    return client


def start(campaign, **kwargs):
    return plan_all(campaign=campaign, budget_minutes=60, open_percent=30, **kwargs)


def stage_of(campaign):
    return {line.neighbourhood.name: line.stage for line in city_lines(campaign)}


def test_every_neighbourhood_has_a_line_that_says_how_it_stands(campaign, places):
    lines = {line.neighbourhood.name: line for line in city_lines(campaign)}
    assert {name: line.stage for name, line in lines.items()} == {
        "Noord": Stage.OPEN,
        "Zuid": Stage.PUBLISHED,
        "Oost": Stage.DRAFT,
        "West": Stage.EMPTY,
    }
    sums = lines["Oost"].sums
    assert (sums.turfs, sums.doors, sums.shortest, sums.longest, sums.too_long) == (1, 6, 300, 300, 1)
    assert (lines["Oost"].warnings, lines["Zuid"].warnings) == (1, 0)
    assert stages(lines.values()) == {"open": 1, "published": 1, "draft": 1, "empty": 1}
    assert [line.neighbourhood.name for line in matching(lines.values(), words="zu linden")] == ["Zuid"]
    assert [line.neighbourhood.name for line in matching(lines.values(), stage="draft")] == ["Oost"]


def test_dividing_all_takes_what_is_left_and_says_what_it_skips(campaign, places, town):
    plan = city_plan(city_lines(campaign))
    assert ([place.name for place in plan.todo], plan.doors) == (["Noord"], 24)
    assert plan.skipped == {"published": 1, "draft": 1, "no_doors": 1}
    assert start(campaign) == 1
    assert start(campaign) == 0
    assert stage_of(campaign)["Noord"] == Stage.CUTTING
    assert Job.objects.count() == 1
    assert start(campaign, drafts_too=True) == 1
    assert stage_of(campaign)["Oost"] == Stage.CUTTING


def test_stopping_all_stops_what_waits_at_once_and_asks_what_runs(campaign, places):
    start(campaign, drafts_too=True)
    job = Job.objects.get(pk=TurfPlan.objects.get(neighbourhood=places["Oost"], state="cutting").job_id)
    Job.objects.filter(pk=job.pk).update(state="running", lease_until=job.created_at)
    found = running(city_lines(campaign))
    assert ([line.neighbourhood.name for line in found.at_work], found.waiting, found.count) == (["Oost"], 1, 2)
    assert cancel_all(campaign=campaign) == 2
    job.refresh_from_db()
    assert job.cancel_requested
    assert stage_of(campaign)["Noord"] == Stage.FAILED
    assert start(campaign) == 1


def test_a_cut_whose_job_ended_without_a_word_is_not_running(campaign, town):
    start(campaign)
    Job.objects.update(state="failed")
    assert stage_of(campaign) == {"Noord": Stage.FAILED}
    assert start(campaign) == 1


def test_every_draft_is_published_and_one_that_cannot_be_holds_up_no_other(campaign, town, places):
    edge = MultiPolygon(Polygon.from_bbox(town.geometry.extent), srid=4326)
    area = draw_area(campaign=campaign, name="Aan de rand", shape=edge)
    for place in (area, town):
        stops_plan(campaign, place)
    done = publish_all(campaign=campaign)
    assert (done.plans, done.elsewhere, done.refused) == (2, ["Noord"], [])
    assert stage_of(campaign)["Noord"] == Stage.DRAFT


def test_the_pages_divide_stop_and_publish(coordinator, campaign, places):
    args = [campaign.pk]
    overview = reverse("turf:overview", args=args)
    ask = coordinator.get(reverse("turf:plan-all", args=args))
    assert ask.context["plan"].doors == 24
    assert coordinator.post(reverse("turf:plan-all", args=args), {"minutes": 1}).status_code == 422
    begun = coordinator.post(reverse("turf:plan-all", args=args), {"minutes": 60, "open_percent": 30})
    assert begun["Location"] == overview
    assert reverse("turf:city-progress", args=args) in coordinator.get(overview).text
    coordinator.post(reverse("turf:cancel-all", args=args))
    coordinator.post(reverse("turf:plan-all", args=args), {"minutes": 60, "open_percent": 30})
    finish_cut(TurfPlan.objects.get(state="cutting"), minutes=60)
    confirm = coordinator.get(reverse("turf:publish-all", args=args))
    assert (len(confirm.context["ready"]), confirm.context["too_long"]) == (2, 1)
    coordinator.post(reverse("turf:publish-all", args=args))
    assert stages(city_lines(campaign)) == {"published": 3, "empty": 1}
    assert "no draft" in coordinator.get(reverse("turf:publish-all", args=args)).text


def test_publishing_all_says_what_it_replaces(coordinator, campaign, places):
    stops_plan(campaign, places["Zuid"])
    page = coordinator.get(reverse("turf:publish-all", args=[campaign.pk]))
    assert [line.neighbourhood.name for line in page.context["replaced"]] == ["Zuid"]


def test_progress_redraws_the_table_when_a_cut_ended_and_the_page_when_all_did(coordinator, campaign, places):
    url = reverse("turf:city-progress", args=[campaign.pk])
    start(campaign, drafts_too=True)
    assert "HX-Trigger" not in coordinator.get(url, {"left": "2"})
    first, second = TurfPlan.objects.filter(state="cutting")
    finish_cut(first)
    assert coordinator.get(url, {"left": "2"})["HX-Trigger"] == "turf-cut"
    finish_cut(second)
    assert coordinator.get(url, {"left": "1"})["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ({"q": "noo"}, ["Noord"]),
        ({"q": "niets"}, []),
        ({"stage": "open"}, ["Noord"]),
        ({"stage": "draft", "q": "noo"}, []),
        ({"stage": "x"}, ["Noord", "Oost", "West", "Zuid"]),
        ({"page": "x"}, ["Noord", "Oost", "West", "Zuid"]),
    ],
)
def test_the_table_is_filtered(coordinator, campaign, places, data, shown):
    page = coordinator.get(reverse("turf:overview", args=[campaign.pk]), data)
    assert [line.neighbourhood.name for line in page.context["page"]] == shown


def test_five_hundred_neighbourhoods_ask_no_more_than_one(coordinator, campaign, django_assert_max_num_queries):
    square = MultiPolygon(Polygon.from_bbox((LON, LAT, LON + 0.01, LAT + 0.01)), srid=4326)
    rows = [
        Neighbourhood(code=f"BU9{n:06d}", name=f"Buurt {n}", source="test", geometry=square, address_count=10)
        for n in range(500)
    ]
    campaign.neighbourhoods.add(*Neighbourhood.objects.bulk_create(rows))
    with django_assert_max_num_queries(24):
        assert start(campaign) == 501
    for name in ("turf:overview", "turf:city-progress", "turf:plan-all", "turf:publish-all"):
        with django_assert_max_num_queries(MOST_QUERIES):
            page = coordinator.get(reverse(name, args=[campaign.pk]))
        assert page.status_code == 200
    overview = coordinator.get(reverse("turf:overview", args=[campaign.pk]))
    assert len(overview.context["page"]) == 100
    assert overview.context["running"].count == 501
    with django_assert_max_num_queries(8):
        assert cancel_all(campaign=campaign) == 501
    assert running(city_lines(campaign)).count == 0
