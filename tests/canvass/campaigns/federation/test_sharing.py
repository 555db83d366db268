"""Streets held, neighbourhoods handed over, programmes made: verbs and pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from canvass.campaigns.federation.errors import FederationError
from canvass.campaigns.federation.handing_over import accept_handover, ask_handover, decline_handover
from canvass.campaigns.federation.reserving import MOST_WEEKS, reserve_neighbourhood
from canvass.campaigns.federation.resting import iso_week, weeks_between
from canvass.campaigns.models import Campaign, Handover, Programme, Reservation, ReservedFace
from canvass.turf.models import DoorState
from tests.factories import make_campaign, make_neighbourhood, make_organisation, make_street, make_user
from volunteers.people.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MOST_QUERIES = 12


class Two:
    """Two groups under one umbrella, with one street in the first one's campaign."""

    def __init__(self) -> None:
        self.umbrella = make_organisation(kind="umbrella")
        groups = [make_organisation(parent=self.umbrella) for _ in range(2)]
        self.first, self.second = (make_campaign(organisation=group) for group in groups)
        self.place = make_neighbourhood(name="Zuid")
        self.doors = make_street(doors=6, neighbourhood=self.place)
        self.first.neighbourhoods.add(self.place)
        self.asker, self.answerer = (make_user(role="coordinator", organisation=group) for group in groups)
        self.leader = make_user(role="admin", organisation=self.umbrella)

    def hold(self, campaign, weeks=2):
        campaign.neighbourhoods.add(self.place)
        today = timezone.localdate()
        last = today + timedelta(weeks=weeks - 1)
        return reserve_neighbourhood(campaign=campaign, neighbourhood=self.place, first=today, last=last)


@pytest.fixture
def two(db):
    return Two()


def test_weeks_are_whole_and_cross_the_year():
    assert weeks_between(timezone.datetime(2026, 12, 30).date(), timezone.datetime(2027, 1, 5).date()) == [
        "2026-W53",
        "2027-W01",
    ]
    assert iso_week(timezone.datetime(2027, 1, 1).date()) == "2026-W53"


def test_a_street_is_held_by_who_asks_first(two):
    assert two.hold(two.first).faces == 2
    refused = two.hold(two.second)
    assert (refused.reservation, refused.faces, refused.refused) == (None, 0, 2)
    assert ReservedFace.objects.count() == 4
    again = two.hold(two.first)
    assert (again.reservation, again.faces, again.refused) == (None, 2, 0)


def test_nobody_holds_streets_for_long_or_outside_the_campaign(two):
    with pytest.raises(FederationError):
        two.hold(two.first, weeks=MOST_WEEKS + 2)
    today = timezone.localdate()
    with pytest.raises(FederationError):
        reserve_neighbourhood(campaign=two.second, neighbourhood=two.place, first=today, last=today)


def test_the_page_reserves_and_lets_go_and_says_no_name(client, two):
    two.hold(two.first)
    two.second.neighbourhoods.add(two.place)
    client.force_login(two.answerer)
    url = reverse("campaigns:reservations", args=[two.second.pk])
    today = timezone.localdate()
    page = client.post(url, {"neighbourhood": two.place.pk, "first": today, "last": today}, follow=True)
    html = page.content.decode()
    assert "reserved already" in html
    assert two.first.name not in html
    Reservation.objects.all().delete()
    client.post(url, {"neighbourhood": two.place.pk, "first": today, "last": today})
    mine = Reservation.objects.get()
    client.post(reverse("campaigns:reservation-end", args=[two.second.pk, mine.pk]))
    assert not ReservedFace.objects.exists()
    wrong = {"neighbourhood": two.place.pk, "first": today, "last": today + timedelta(days=900)}
    assert client.post(url, wrong).status_code == 422


def test_a_neighbourhood_changes_hands_only_when_both_agree_and_doors_stay(two):
    two.hold(two.first)
    DoorState.objects.create(campaign=two.first, address=two.doors[0], state="done", on=timezone.localdate())
    asked = ask_handover(campaign=two.first, neighbourhood=two.place, to=two.second.organisation, by=two.asker)
    assert two.first.neighbourhoods.exists()
    with pytest.raises(FederationError):
        ask_handover(campaign=two.first, neighbourhood=two.place, to=two.second.organisation, by=two.asker)
    with pytest.raises(FederationError):
        accept_handover(handover=asked, campaign=two.first, by=two.answerer, now=timezone.now())
    accept_handover(handover=asked, campaign=two.second, by=two.answerer, now=timezone.now())
    assert not two.first.neighbourhoods.exists()
    assert list(two.second.neighbourhoods.all()) == [two.place]
    assert Reservation.objects.get().campaign == two.second
    assert DoorState.objects.get().campaign == two.first
    assert AuditEntry.objects.count() == 4
    with pytest.raises(FederationError):
        decline_handover(handover=asked, by=two.answerer, now=timezone.now())


def test_the_pages_ask_answer_and_take_back(client, two):
    client.force_login(two.asker)
    ask = reverse("campaigns:handover-ask", args=[two.first.pk, two.place.pk])
    assert client.post(ask, {"to": make_organisation().pk}).status_code == 422
    client.post(ask, {"to": two.second.organisation_id})
    first = Handover.objects.get()
    client.post(reverse("campaigns:handover-withdraw", args=[first.pk]))
    client.post(ask, {"to": two.second.organisation_id})
    asked = Handover.objects.get(state="asked")
    answer = reverse("campaigns:handover-answer", args=[asked.pk])
    assert client.get(answer).status_code == 404
    client.force_login(two.answerer)
    assert "Zuid" in client.get(reverse("campaigns:handovers")).content.decode()
    assert client.post(answer, {"answer": "accept"}).status_code == 422
    client.post(answer, {"answer": "accept", "campaign": two.second.pk})
    assert Handover.objects.get(pk=asked.pk).state == "accepted"


def filled(two, **goals):
    data = {"organisation": two.umbrella.pk, "name": "Samen", "first_year": 2025, "last_year": 2030}
    data |= {"goals-TOTAL_FORMS": 2, "goals-INITIAL_FORMS": 0}
    data |= {"goals-0-name": "Praten", "goals-0-target": 1000, "goals-0-measure": "conversations"}
    return data | {f"goals-{key}": value for key, value in goals.items()}


def test_an_umbrella_makes_changes_and_ends_a_programme(client, two):
    client.force_login(two.leader)
    client.post(reverse("campaigns:programme-new"), filled(two))
    programme = Programme.objects.get()
    assert [(goal.name, goal.target) for goal in programme.goals.all()] == [("Praten", 1000)]
    edit = reverse("campaigns:programme-edit", args=[programme.pk])
    client.post(edit, filled(two, **{"0-target": 2000, "1-name": "Deuren", "1-target": 9, "1-measure": "doors"}))
    assert [(goal.name, goal.target) for goal in programme.goals.all()] == [("Praten", 2000), ("Deuren", 9)]
    Campaign.objects.filter(pk=two.first.pk).update(programme=programme)
    client.post(reverse("campaigns:programme-end", args=[programme.pk]))
    two.first.refresh_from_db()
    assert two.first.programme is None


@pytest.mark.parametrize(
    "wrong", [{"0-target": ""}, {"0-measure": "ratings"}, {"1-name": "Praten", "1-target": 1, "1-measure": "doors"}]
)
def test_a_goal_needs_a_count_and_a_name_of_its_own(client, two, wrong):
    client.force_login(two.leader)
    assert client.post(reverse("campaigns:programme-new"), filled(two, **wrong)).status_code == 422
    assert not Programme.objects.exists()


def test_a_campaign_counts_towards_a_programme_of_who_is_above_it(client, two):
    programme = Programme.objects.create(organisation=two.umbrella, name="P", first_year=2025, last_year=2030)
    foreign = make_organisation(kind="umbrella")
    other = Programme.objects.create(organisation=foreign, name="Q", first_year=2025, last_year=2030)
    client.force_login(two.asker)
    form = client.get(reverse("campaigns:edit", args=[two.first.pk])).context["form"]
    assert list(form.fields["programme"].queryset) == [programme]
    assert other not in form.fields["programme"].queryset
    client.force_login(make_user(role="coordinator"))
    assert "programme" not in client.get(reverse("campaigns:create")).context["form"].fields


@pytest.mark.parametrize("many", [0, 1, 15])
def test_the_pages_cost_the_same_however_much_there_is(client, two, many, django_assert_max_num_queries):
    for _ in range(many):
        place = make_neighbourhood()
        two.first.neighbourhoods.add(place)
        Reservation.objects.create(
            campaign=two.first, neighbourhood=place, starts_on=timezone.localdate(), ends_on=timezone.localdate()
        )
        ask_handover(campaign=two.first, neighbourhood=place, to=two.second.organisation, by=two.asker)
    client.force_login(two.asker)
    for name, args in (
        ("reservations", [two.first.pk]),
        ("handovers", []),
        ("handover-ask", [two.first.pk, two.place.pk]),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(reverse(f"campaigns:{name}", args=args)).status_code == 200
