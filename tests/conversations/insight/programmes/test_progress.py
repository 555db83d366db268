"""Progress is counts of all groups together; umbrellas reach no page with a member's rows."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from canvass.campaigns.models import Campaign, Programme, ProgrammeGoal
from conversations.insight.models import DoorCount
from conversations.insight.programmes.progress import progress_of
from tests.factories import make_campaign, make_neighbourhood, make_organisation, make_shift, make_user
from volunteers.shifts.models import SignUp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MOST_QUERIES = 12


class Programmed:
    def __init__(self, groups: int = 2) -> None:
        self.umbrella = make_organisation(kind="umbrella")
        self.programme = Programme.objects.create(
            organisation=self.umbrella, name="Samen", first_year=2025, last_year=2030
        )
        for measure in ProgrammeGoal.Measure.values:
            ProgrammeGoal.objects.create(programme=self.programme, name=measure, measure=measure, target=40)
        self.place = make_neighbourhood()
        self.walker = make_user()
        self.campaigns = [self._group() for _ in range(groups)]

    def _group(self) -> Campaign:
        group = make_organisation(parent=self.umbrella)
        campaign = make_campaign(organisation=group, programme=self.programme)
        for outcome, count in (("conversation", 5), ("not_home", 15)):
            DoorCount.objects.create(
                campaign=campaign, area=self.place.code, period="2026-W10", outcome=outcome, count=count
            )
        now = timezone.now()
        shift = make_shift(campaign=campaign, state="closed", opened_at=now, closed_at=now)
        SignUp.objects.create(shift=shift, volunteer=self.walker)
        return campaign


def counts(programme):
    [line] = progress_of([Programme.objects.prefetch_related("goals").get(pk=programme.pk)])
    return {goal.goal.measure: (goal.done, goal.percent) for goal in line.goals}


def test_every_measure_is_counted_over_all_groups_and_a_person_or_place_once():
    assert counts(Programmed().programme) == {
        "conversations": (10, 25),
        "doors": (40, 100),
        "shifts": (2, 5),
        "volunteers": (1, 2),
        "neighbourhoods": (1, 2),
    }


@pytest.mark.parametrize("groups", [0, 1, 12])
def test_progress_is_three_questions_however_many_groups(groups, django_assert_num_queries):
    programme = Programmed(groups).programme
    programme = Programme.objects.prefetch_related("goals").get(pk=programme.pk)
    with django_assert_num_queries(3):
        progress_of([programme])


@pytest.mark.parametrize("groups", [0, 1, 12])
def test_the_pages_ask_little(client, groups, django_assert_max_num_queries):
    made = Programmed(groups)
    client.force_login(make_user(role="admin", organisation=made.umbrella))
    for name, args in (("programmes", []), ("programme", [made.programme.pk])):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(reverse(f"insight:{name}", args=args)).status_code == 200


def test_a_group_sees_the_goals_on_its_own_page_and_no_other_group(client):
    made = Programmed()
    own, other = made.campaigns
    client.force_login(make_user(role="coordinator", organisation=own.organisation))
    html = client.get(reverse("insight:campaign", args=[own.pk])).content.decode()
    assert "10 of 40" in html
    assert other.name not in html
    assert other.organisation.name not in html


def test_an_umbrellas_admin_reaches_no_page_of_a_member_with_what_came_of_it(client):
    made = Programmed()
    client.force_login(make_user(role="admin", organisation=made.umbrella))
    campaign, group = made.campaigns[0], made.campaigns[0].organisation
    shift = campaign.shifts.get()
    for name, args in {
        "campaign": [campaign.pk],
        "chart-file": [campaign.pk],
        "exports": [campaign.pk],
        "together": [group.slug],
        "together-file": [group.slug],
        "debrief": [shift.pk],
        "close": [shift.pk],
        "entries": [shift.pk],
        "hand-in": [shift.pk],
    }.items():
        assert client.get(reverse(f"insight:{name}", args=args)).status_code == 404, name
    for name, args in (("programme", [made.programme.pk]), ("together", [made.umbrella.slug]), ("home", [])):
        html = client.get(reverse(f"insight:{name}", args=args)).content.decode()
        assert group.name not in html
        assert campaign.name not in html
