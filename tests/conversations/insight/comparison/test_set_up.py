"""Setting up, starting and ending; the page before and after; and what the power page answers."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canvass.campaigns.models import Comparison
from conversations.insight.comparison.planning import (
    Question,
    chance_of_higher,
    examples_for,
    need_for,
    smallest_visible,
)
from tests.conversations.insight.comparison.trial import make_compared
from tests.factories import make_campaign, make_guide, make_user

SET_UP = {"question_nl": "Wat vind je van de buurt?", "share_percent": 50, "follow_up_weeks": 6, "min_answers": 400}
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PLAIN = Question(0.2, 0.0, 50, 100, 1.0, 0.0)


def url(name, campaign=None):
    return reverse(f"insight:comparison:{name}", args=[campaign.pk] if campaign else [])


@pytest.fixture
def campaign(client):
    made = make_campaign()
    client.force_login(make_user(role="coordinator", organisation=made.organisation))
    return made


def text_of(response) -> str:
    html = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<main", 1)[-1]))


@pytest.mark.django_db
def test_set_up_then_start_then_end(client, campaign):
    page = client.get(url("campaign", campaign), headers={"accept-language": "en"})
    assert "Save the set-up first." in text_of(page)
    assert client.get(url("start", campaign)).status_code == 404
    assert client.post(url("campaign", campaign), SET_UP).status_code == 302
    assert not Comparison.objects.get().is_drawing
    assert "Start the comparison" in text_of(client.get(url("start", campaign), headers={"accept-language": "en"}))
    assert client.post(url("start", campaign)).status_code == 302
    assert Comparison.objects.get().is_drawing
    started = text_of(client.get(url("campaign", campaign), headers={"accept-language": "en"}))
    assert "No door is drawn yet" in started
    assert Comparison.objects.get().seed_sha256 in started
    assert client.post(url("campaign", campaign), SET_UP).status_code == 404
    assert client.post(url("end", campaign)).status_code == 302
    assert not Comparison.objects.get().is_drawing


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"min_answers": 99}, {"share_percent": 10}, {"follow_up_weeks": 0}, {"question_nl": ""}]
)
def test_a_set_up_out_of_bounds_is_refused_at_its_field(client, campaign, wrong):
    response = client.post(url("campaign", campaign), SET_UP | wrong)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(wrong)
    assert not Comparison.objects.exists()


@pytest.mark.django_db
def test_only_a_guide_of_the_same_topic_and_not_the_campaigns_own_can_be_chosen(client, campaign):
    neutral = make_guide(campaign.statement)
    foreign = make_guide(make_campaign().statement)
    choices = client.get(url("campaign", campaign)).context["form"].fields["guide_version"].queryset
    assert list(choices) == [neutral]
    refused = client.post(url("campaign", campaign), SET_UP | {"guide_version": foreign.pk})
    assert refused.status_code == 422


@pytest.mark.django_db
def test_pages_count_doors_and_name_no_arm(client):
    campaign = make_compared()
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    text = text_of(client.get(url("campaign", campaign), headers={"accept-language": "en"}))
    assert "12 doors drawn" in text
    assert "Kerkstraat" not in text


@pytest.mark.django_db
def test_the_power_page_answers_before_anything_is_typed(client, campaign):
    response = client.get(url("power"), headers={"accept-language": "en"})
    assert response.status_code == 200
    assert "answers in all" in text_of(response)
    fragment = client.get(url("power"), {"effect": "0.08"}, headers={"accept-language": "en", "hx-request": "true"})
    assert "<html" not in fragment.content.decode()
    assert "3,140" in text_of(fragment)


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{"effect": "0"}, {"effect": "NaN"}, {"icc": "7"}, {"answering_percent": "x"}])
def test_the_power_page_says_what_is_out_of_bounds(client, campaign, query):
    page = client.get(url("power"), query)
    assert page.status_code == 422
    fragment = client.get(url("power"), query, headers={"accept-language": "en", "hx-request": "true"})
    assert fragment.status_code == 200
    assert "outside its bounds" in text_of(fragment)


def test_need_adds_up_from_answers_to_evenings():
    need = need_for(PLAIN)
    assert (need.conversation, need.comparison, need.answers) == (393, 393, 786)
    assert (need.cards, need.doors, need.duo_shifts) == (786, 10480, 225)
    fewer = need_for(Question(0.2, 0.0, 50, 20, 1.0, 0.0))
    assert fewer.cards == 3930


questions = st.builds(
    Question,
    st.floats(0.02, 1.0),
    st.floats(0.0, 0.9),
    st.integers(20, 80),
    st.integers(1, 100),
    st.floats(1.0, 20.0),
    st.floats(0.0, 1.0),
)


@UNHURRIED
@given(questions)
def test_half_and_half_never_needs_more_than_another_share(question):
    half = Question(**{**vars(question), "share_percent": 50})
    assert need_for(half).answers <= need_for(question).answers + 2
    need = need_for(question)
    assert need.doors >= need.cards >= need.answers


@UNHURRIED
@given(questions)
def test_smaller_differences_cost_more_and_the_own_one_is_marked(question):
    rows = examples_for(question)
    costs = [row.answers for row in rows]
    assert costs == sorted(costs, reverse=True)
    assert [row.effect for row in rows if row.chosen] == [question.effect]
    assert all(50 <= row.of_hundred <= 100 for row in rows)


def test_no_difference_is_as_often_higher_as_lower():
    assert chance_of_higher(0.0) == pytest.approx(0.5)
    assert chance_of_higher(0.2) == pytest.approx(0.556, abs=5e-4)
    assert smallest_visible(393) == pytest.approx(0.2, abs=1e-3)
    assert smallest_visible(393, correlation=0.6) < 0.17
