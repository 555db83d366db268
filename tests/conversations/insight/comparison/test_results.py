"""What an umbrella reads: what is missing, until nothing is; then the figures, the same as statsmodels gives."""

from __future__ import annotations

import re

import numpy as np
import pgtrigger
import pytest
import statsmodels.api as sm
from django.urls import reverse

from canvass.campaigns.models import Comparison
from canvass.turf.models import Arm
from conversations.insight.comparison.queries import comparison_results
from conversations.insight.models import Conversation, FollowUpAnswer
from tests.conversations.insight.comparison.trial import make_compared, walk
from tests.factories import make_organisation, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
CAUSAL = re.compile(r"\beffect", re.IGNORECASE)
MOST_QUERIES = 25


def page(client, campaign, *, organisation=None, role="admin"):
    client.force_login(make_user(role=role, organisation=organisation or campaign.organisation.parent))
    url = reverse("insight:comparison:results", args=[campaign.pk])
    return client.get(url, headers={"accept-language": "en"})


def text_of(response) -> str:
    assert response.status_code == 200
    main = response.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_a_finished_comparison_agrees_with_statsmodels(client):
    campaign = make_compared()
    walk(campaign)
    found = comparison_results([campaign.comparison])
    later = found.waves[1]
    answers = FollowUpAnswer.objects.filter(wave=1).values_list("code_hash", "number")
    numbers = {bytes(code): number for code, number in answers}
    talks = [row for row in Conversation.objects.all() if bytes(row.card_code_hash) in numbers]
    outcome = np.array([numbers[bytes(row.card_code_hash)] for row in talks], dtype=float)
    treated = np.array([row.arm == "conversation" for row in talks], dtype=float)
    before = np.array([row.opening for row in talks], dtype=float)
    plain = sm.OLS(outcome, sm.add_constant(treated)).fit(cov_type="HC1", use_t=True)
    sharper = sm.OLS(outcome, np.column_stack([np.ones_like(treated), treated, before])).fit(cov_type="HC1")
    assert later.findings.itt.value == pytest.approx(plain.params[1], rel=1e-9)
    assert later.findings.itt.standard_error == pytest.approx(plain.bse[1], rel=1e-9)
    assert later.findings.adjusted.value == pytest.approx(sharper.params[1], rel=1e-9)
    assert later.findings.adjusted.standard_error == pytest.approx(sharper.bse[1], rel=1e-9)
    assert later.findings.cace.effect.value == pytest.approx(plain.params[1] / later.findings.cace.first_stage.value)
    assert 0.6 < later.findings.treatment.summary.delivered < 0.8
    assert later.findings.comparison.summary.delivered == 0
    assert later.open
    text = text_of(page(client, campaign))
    assert "may be called an effect of the conversation" in text
    assert "95% interval" in text
    assert "nan" not in text.lower().split()


@pytest.mark.parametrize(
    ("kwargs", "missing"),
    [
        ({"talks": 110}, "not enough answers yet"),
        ({"answered": (0.9, 0.7)}, "more people answered than in the other"),
        ({"talked": (160, 220)}, "more doors came to a talk than in the other"),
        ({"waves": ()}, "not enough answers yet"),
    ],
)
def test_whatever_is_in_the_way_is_said_and_no_figure_shows(client, kwargs, missing):
    campaign = make_compared()
    walk(campaign, **kwargs)
    text = text_of(page(client, campaign))
    assert missing in text
    assert "No result yet" in text
    assert "standard error" not in text
    assert not CAUSAL.search(text)
    assert not re.search(r"[+−]\d", text.split("The checks")[0])


def test_a_goal_above_a_hundred_is_kept_to(client):
    campaign = make_compared(min_answers=150)
    walk(campaign)
    text = text_of(page(client, campaign))
    assert "128 of 150" in text
    assert "No result yet" in text


def test_a_changed_lot_is_found_out(client):
    campaign = make_compared()
    walk(campaign)
    spare = Arm.objects.filter(comparison__campaign=campaign, arm="comparison").first()
    Arm.objects.filter(pk=spare.pk).delete()
    text = text_of(page(client, campaign))
    assert "The lot was not drawn before the door opened, or it was changed." in text
    assert not CAUSAL.search(text)


def test_only_the_weekly_intake_counts():
    campaign = make_compared()
    walk(campaign)
    Conversation.objects.all().delete()
    found = comparison_results([campaign.comparison])
    assert [wave.findings.treatment.answered for wave in found.waves] == [0, 0]


@pytest.mark.parametrize("role", ["coordinator", "admin"])
def test_a_local_group_never_reaches_the_numbers(client, role):
    campaign = make_compared()
    walk(campaign)
    local = campaign.organisation
    assert page(client, campaign, organisation=local, role=role).status_code == 404
    for name in ("index", "campaign"):
        args = [campaign.pk] if name == "campaign" else []
        text = text_of(client.get(reverse(f"insight:comparison:{name}", args=args)))
        assert "128" not in text
        assert "What came of it" not in text


def test_a_member_organisation_does_not_either_and_another_umbrella_neither(client):
    umbrella = make_organisation(kind="umbrella")
    member = make_organisation(parent=umbrella, kind="member")
    campaign = make_compared(umbrella=member)
    walk(campaign)
    assert page(client, campaign, organisation=member).status_code == 404
    assert page(client, campaign, organisation=make_organisation(kind="umbrella")).status_code == 404
    assert page(client, campaign, organisation=umbrella, role="volunteer").status_code == 404
    assert page(client, campaign, organisation=umbrella, role="coordinator").status_code == 200


def test_the_page_asks_the_database_a_fixed_number_of_times(client, django_assert_max_num_queries):
    campaign = make_compared()
    walk(campaign)
    client.force_login(make_user(role="admin", organisation=campaign.organisation.parent))
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(reverse("insight:comparison:results", args=[campaign.pk]))


def test_groups_that_walked_the_same_comparison_count_together(client):
    umbrella = make_organisation(kind="umbrella")
    one, other, shorter = (make_compared(umbrella=umbrella) for _ in range(3))
    type(other).objects.filter(pk__in=[other.pk, shorter.pk]).update(statement=one.statement)
    with pgtrigger.ignore("campaigns.Comparison:started_comparison_stays"):
        Comparison.objects.filter(campaign=shorter).update(follow_up_weeks=3)
    for seed, campaign in enumerate((one, other, shorter), start=1):
        walk(campaign, talks=80, seed=seed)
    text = text_of(page(client, one))
    assert "The same comparison in 2 campaigns, counted together" in text
    assert "may be called an effect of the conversation" in text
    assert shorter.name not in text
    alone = text_of(
        client.get(reverse("insight:comparison:results", args=[shorter.pk]), headers={"accept-language": "en"})
    )
    assert "64 of 100" in alone
