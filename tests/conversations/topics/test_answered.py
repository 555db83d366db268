"""Every conversation keeps the versions it answered, whatever the campaign chooses afterwards."""

from __future__ import annotations

import pytest
from django.utils import timezone

from conversations.insight.models import StagedConversation
from conversations.insight.opening import open_shift
from conversations.topics.drafting import start_draft
from conversations.topics.models import Statement
from tests.conversations.insight.world import Evening
from tests.conversations.sealing import put_in_inbox
from tests.factories import make_guide, make_organisation, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening() -> Evening:
    return Evening()


def staged(evening: Evening) -> list[StagedConversation]:
    open_shift(shift=evening.shift, now=timezone.now())
    return list(StagedConversation.objects.all())


def test_a_talk_on_the_old_version_stays_with_it(evening):
    campaign = evening.campaign
    old, old_guide = campaign.statement, campaign.guide_version
    put_in_inbox(evening.shift, evening.people[0])
    campaign.statement = Statement.objects.create(topic=old.topic, version=2, text_nl="x", low_nl="0", high_nl="10")
    campaign.guide_version = make_guide(old)
    campaign.save()
    evening.shift.campaign.refresh_from_db()
    put_in_inbox(evening.shift, evening.people[0])
    found = {(row.statement, row.guide_version) for row in staged(evening)}
    assert found == {(old, old_guide), (campaign.statement, campaign.guide_version)}


def test_also_when_the_campaign_takes_up_another_topic(evening):
    campaign = evening.campaign
    old = campaign.statement
    put_in_inbox(evening.shift, evening.people[0], concern="money")
    campaign.statement = make_statement(campaign.organisation)
    campaign.guide_version = make_guide(campaign.statement)
    campaign.save()
    [row] = staged(evening)
    assert (row.statement, row.concern) == (old, old.topic.concerns.get())


def test_what_the_campaign_could_never_have_asked_counts_as_its_own(evening):
    elsewhere = make_statement(make_organisation())
    put_in_inbox(evening.shift, evening.people[0], statement=elsewhere.pk, guide_version=make_guide(elsewhere).pk)
    put_in_inbox(
        evening.shift,
        evening.people[0],
        statement=0,
        guide_version=start_draft(guide=evening.campaign.guide_version.guide).pk,
    )
    campaign = evening.campaign
    assert {(row.statement_id, row.guide_version_id) for row in staged(evening)} == {
        (campaign.statement_id, campaign.guide_version_id)
    }
