from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from canvass.campaigns.models import Campaign, PlanningNumbers
from tests.factories import make_campaign, make_guide, make_neighbourhood, make_organisation, make_statement, make_user

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def organisation(db):
    return make_organisation(parent=make_organisation(kind="umbrella"))


@pytest.fixture
def coordinator(client, organisation):
    client.force_login(make_user(role="coordinator", organisation=organisation))
    return client


def filled(organisation, **kwargs):
    statement = kwargs.pop("statement", None) or make_statement(organisation)
    return {
        "organisation": organisation.pk,
        "name": "Wonen in de wijk",
        "statement": statement.pk,
        "guide_version": make_guide(statement).pk,
        "starts_on": "2026-11-01",
        "ends_on": "2026-12-20",
        "quiet_until": "10:00",
        "quiet_from": "20:30",
        "honour_stickers": "on",
        "max_passes": "2",
        "rest_days": "14",
        "goal_conversations": "300",
        "shift_minutes": "90",
        "open_percent": "25",
        "talk_percent": "30",
        "talk_minutes": "11.5",
        "logging_seconds": "120",
        "wait_seconds": "60",
        "refusal_seconds": "75",
        "walk_metres_per_second": "1.1",
    } | kwargs


def test_a_campaign_is_started_with_its_rules_and_numbers(coordinator, organisation):
    answer = coordinator.post(reverse("campaigns:create"), filled(organisation))
    campaign = Campaign.objects.get()
    assert answer["Location"] == reverse("campaigns:neighbourhoods", args=[campaign.pk])
    assert (campaign.name, campaign.ends_on, campaign.max_passes) == ("Wonen in de wijk", date(2026, 12, 20), 2)
    assert campaign.honour_stickers
    assert not campaign.keeps_door_states
    numbers = campaign.planning_numbers
    assert (numbers.shift_minutes, numbers.open_percent, numbers.talk_minutes) == (90, 25, 11.5)


def test_a_campaign_may_use_the_topic_of_the_umbrella(coordinator, organisation):
    data = filled(organisation, statement=make_statement(organisation.parent))
    assert coordinator.post(reverse("campaigns:create"), data).status_code == 302


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": "2026-10-01"}, "ends_on"),
        ({"max_passes": "4"}, "max_passes"),
        ({"name": ""}, "name"),
        ({"starts_on": "soon"}, "starts_on"),
    ],
)
def test_a_mistake_is_told_at_its_field(coordinator, organisation, change, field):
    answer = coordinator.post(reverse("campaigns:create"), filled(organisation, **change))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("change", [{"open_percent": "0"}, {"talk_percent": "101"}, {"shift_minutes": "10"}])
def test_planning_numbers_out_of_bounds_are_refused(coordinator, organisation, change):
    answer = coordinator.post(reverse("campaigns:create"), filled(organisation, **change))
    assert set(answer.context["numbers"].errors) == set(change)


def test_a_guide_about_another_topic_is_refused(coordinator, organisation):
    data = filled(organisation, guide_version=make_guide(make_statement(organisation)).pk)
    answer = coordinator.post(reverse("campaigns:create"), data)
    assert set(answer.context["form"].errors) == {"guide_version"}


def test_another_organisations_topic_cannot_be_chosen(coordinator, organisation):
    data = filled(organisation, statement=make_statement(make_organisation()))
    assert "statement" in coordinator.post(reverse("campaigns:create"), data).context["form"].errors


def test_a_campaign_cannot_be_put_in_another_organisation(coordinator, organisation):
    data = filled(organisation) | {"organisation": make_organisation().pk}
    assert "organisation" in coordinator.post(reverse("campaigns:create"), data).context["form"].errors


def test_a_name_is_used_once_in_an_organisation(coordinator, organisation):
    make_campaign(organisation=organisation, name="Wonen in de wijk")
    answer = coordinator.post(reverse("campaigns:create"), filled(organisation))
    assert answer.status_code == 422


def test_a_campaign_is_changed(coordinator, organisation):
    campaign = make_campaign(organisation=organisation)
    data = filled(organisation, name="Anders", statement=campaign.statement)
    assert coordinator.post(reverse("campaigns:edit", args=[campaign.pk]), data).status_code == 302
    campaign.refresh_from_db()
    assert (campaign.name, campaign.planning_numbers.shift_minutes) == ("Anders", 90)


def test_neighbourhoods_are_found_chosen_and_removed(coordinator, organisation):
    campaign = make_campaign(organisation=organisation)
    zuid, _ = make_neighbourhood(name="Zuid", municipality_name="Linden"), make_neighbourhood(name="Noord")
    choose = reverse("campaigns:neighbourhoods", args=[campaign.pk])
    assert [place.name for place in coordinator.get(choose, {"q": "linden zu"}).context["page"]] == ["Zuid"]
    add = reverse("campaigns:add-neighbourhood", args=[campaign.pk, zuid.pk])
    answer = coordinator.post(add, {"q": "zuid", "page": "1"})
    assert answer["Location"] == f"{choose}?q=zuid&page=1"
    assert list(campaign.neighbourhoods.all()) == [zuid]
    assert coordinator.get(choose).context["page"][0].chosen
    coordinator.post(reverse("campaigns:remove-neighbourhood", args=[campaign.pk, zuid.pk]))
    assert not campaign.neighbourhoods.exists()


def test_the_list_of_neighbourhoods_has_pages(coordinator, organisation):
    campaign = make_campaign(organisation=organisation)
    for _ in range(26):
        make_neighbourhood()
    page = coordinator.get(reverse("campaigns:neighbourhoods", args=[campaign.pk]), {"page": 2}).context["page"]
    assert (page.number, len(page)) == (2, 1)


def test_the_list_says_what_runs(coordinator, organisation):
    running = make_campaign(organisation=organisation)
    running.neighbourhoods.add(make_neighbourhood(address_count=40), make_neighbourhood(address_count=2))
    over = date(2020, 1, 1)
    make_campaign(organisation=organisation, starts_on=over, ends_on=over + timedelta(days=9))
    make_campaign()
    answer = coordinator.get(reverse("campaigns:list"))
    lines = [(line.doors, line.neighbourhoods, line.running) for line in answer.context["lines"]]
    assert lines == [(42, 2, True), (0, 0, False)]


@pytest.mark.parametrize("name", ["list", "create", "detail", "edit", "neighbourhoods"])
def test_a_page_asks_the_database_little(coordinator, organisation, name, django_assert_max_num_queries):
    campaign = make_campaign(organisation=organisation)
    campaign.neighbourhoods.add(*[make_neighbourhood() for _ in range(4)])
    args = [] if name in ("list", "create") else [campaign.pk]
    limit = MOST_QUERIES if name not in ("create", "edit") else MOST_QUERIES + 4
    with django_assert_max_num_queries(limit):
        assert coordinator.get(reverse(f"campaigns:{name}", args=args)).status_code == 200


def test_the_database_keeps_the_numbers_sane():
    campaign = make_campaign()
    numbers = PlanningNumbers.objects.filter(campaign=campaign)
    for wrong in ({"open_percent": 0}, {"talk_percent": 101}, {"walk_metres_per_second": 0}, {"shift_minutes": 10}):
        with pytest.raises(IntegrityError), transaction.atomic():
            numbers.update(**wrong)
    for wrong in ({"max_passes": 0}, {"max_passes": 4}, {"ends_on": date(2000, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Campaign.objects.filter(pk=campaign.pk).update(**wrong)


def test_a_whole_municipality_is_added_at_once_without_what_others_drew(coordinator, organisation):
    campaign = make_campaign(organisation=organisation)
    first, _second = (make_neighbourhood(municipality_name="Lindenhaven") for _ in range(2))
    make_neighbourhood(municipality_name="Elders")
    drawn = make_neighbourhood(municipality_name="Lindenhaven", source="drawn", code="eigen-1")
    campaign.neighbourhoods.add(first)
    page = coordinator.get(reverse("campaigns:neighbourhoods", args=[campaign.pk]), {"q": "linden"})
    assert [(town.name, town.neighbourhoods, town.chosen) for town in page.context["municipalities"]] == [
        ("Lindenhaven", 2, 1)
    ]
    add = reverse("campaigns:add-town", args=[campaign.pk])
    answer = coordinator.post(add, {"municipality": "Lindenhaven", "q": "linden"})
    assert answer["Location"].endswith("?q=linden")
    assert campaign.neighbourhoods.count() == 2
    assert drawn not in campaign.neighbourhoods.all()
    coordinator.post(add, {"municipality": ""})
    assert campaign.neighbourhoods.count() == 2
