from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from conversations.doorstep.models import SafetyReport
from conversations.insight.intake import take_in
from conversations.insight.opening import open_shift
from tests.conversations.insight.world import Evening
from tests.conversations.sealing import put_in_inbox
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db

FORBIDDEN = ["changed their mind", "our effect", "1 in 10", "caused", "thanks to the conversation", "anonymous"]
MOST_QUERIES = 25


def after(evening: Evening, talks: int, people: int) -> None:
    """Log doors and ``talks`` conversations by ``people`` canvassers, open the shift and take them in."""
    for i, address in enumerate(evening.addresses):
        evening.log(address, "conversation" if i < talks else "not_home")
    for i in range(talks):
        closing = (i % 5) + 3 + (i % 3)
        put_in_inbox(evening.shift, evening.people[i % people], opening=(i % 5) + 3, closing=closing)
    open_shift(shift=evening.shift, now=timezone.now())
    take_in(now=timezone.now())


def sign_in(client, evening, role="coordinator"):
    client.force_login(make_user(role=role, organisation=evening.campaign.organisation))


def text_of(client, name, **kwargs) -> str:
    response = client.get(reverse(name, kwargs=kwargs), headers={"accept-language": "en"})
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_an_empty_campaign_says_so_and_shows_no_number(client):
    evening = Evening()
    sign_in(client, evening)
    text = text_of(client, "insight:campaign", campaign_id=evening.campaign.pk)
    assert "No doors yet" in text
    assert "too few conversations" in text
    assert "nan" not in text.lower().split()


@pytest.mark.parametrize(("talks", "people"), [(9, 4), (24, 2)])
def test_few_conversations_or_canvassers_show_no_number_about_opinions(client, talks, people):
    evening = Evening(doors=24, duos=2)
    after(evening, talks, people)
    sign_in(client, evening)
    text = text_of(client, "insight:campaign", campaign_id=evening.campaign.pk)
    assert "too few conversations" in text
    assert "mean difference" not in text
    assert f"{talks} conversations" in text


def test_enough_conversations_show_the_change_with_its_caveat(client):
    evening = Evening(doors=40, duos=2)
    after(evening, 40, 4)
    sign_in(client, evening)
    text = text_of(client, "insight:campaign", campaign_id=evening.campaign.pk)
    assert "mean difference, as reported at the door" in text
    assert "This is not a measured effect</b>: people can be polite, and not everyone gives a closing number." in text
    assert "Not representative of the neighbourhood" in text
    assert [phrase for phrase in FORBIDDEN if phrase in text] == []
    assert text.count("<table") >= 5


def test_the_outcome_page_asks_the_database_a_fixed_number_of_times(client, django_assert_max_num_queries):
    evening = Evening(doors=40, duos=2)
    after(evening, 40, 4)
    sign_in(client, evening)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(reverse("insight:campaign", args=[evening.campaign.pk]))


def test_the_debrief_goes_from_out_to_opened_to_closed(client):
    evening = Evening()
    evening.log(evening.addresses[0], "conversation")
    put_in_inbox(evening.shift, evening.people[0])
    SafetyReport.objects.create(id=uuid.uuid4(), shift=evening.shift, owner=evening.people[0], about="street")
    sign_in(client, evening)
    page = {"shift_id": evening.shift.pk}
    before = text_of(client, "insight:debrief", **page)
    assert "1 conversation waits sealed" in before
    assert "1 duo is still out" in before
    client.post(reverse("insight:open", kwargs=page))
    assert "too few conversations" in text_of(client, "insight:debrief", **page)
    report = SafetyReport.objects.get()
    answer = client.post(reverse("doorstep:report", kwargs=page | {"report_id": report.pk}), {"decision": "keep"})
    assert answer.status_code == 302
    assert "called back" in text_of(client, "insight:debrief", **page)
    client.post(reverse("insight:close", kwargs=page))
    evening.shift.refresh_from_db()
    assert evening.shift.state == "closed"
    assert "1 conversation this shift" in text_of(client, "insight:debrief", **page)


def test_the_overview_names_what_asks_attention(client):
    evening = Evening()
    SafetyReport.objects.create(id=uuid.uuid4(), shift=evening.shift, owner=evening.people[0], about="street")
    sign_in(client, evening)
    text = text_of(client, "insight:home")
    assert "Felt unsafe, not called back yet" in text


def test_the_umbrella_is_told_what_it_may_know_and_no_untrue_zero(client):
    umbrella = make_organisation(kind="umbrella")
    evening = Evening(organisation=make_organisation(parent=umbrella))
    client.force_login(make_user(role="admin", organisation=umbrella))
    text = text_of(client, "insight:home")
    assert "1 campaign is running in the groups below yours" in text
    assert "totals in which nobody can be recognised" in text
    assert "0 conversations" not in text
    assert evening.campaign.name not in text


def test_an_organisation_without_any_campaign_is_led_to_making_one(client):
    client.force_login(make_user(role="admin", organisation=make_organisation()))
    text = text_of(client, "insight:home")
    assert "No campaign is running" in text
    assert reverse("campaigns:create") in text


def test_a_volunteer_sees_the_next_shift_and_the_way_to_the_route(client):
    evening = Evening()
    client.force_login(evening.people[0])
    text = text_of(client, "insight:home")
    assert evening.shift.meeting_place in text
    assert "Open my route" in text
