"""What a campaign may choose, and what of it reaches the phone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from canvass.campaigns.models import Campaign
from conversations.doorstep.bundle import build_bundle
from conversations.topics.drafting import start_draft
from conversations.topics.models import GuideVersion
from conversations.topics.sharing import answer_offer, archive_guide, offer_guide
from conversations.topics.wordlists import WordList, add_word, retire_word
from tests.canvass.campaigns.test_views import filled
from tests.factories import make_assignment, make_guide, make_organisation, make_shift, make_statement, make_user


@pytest.fixture
def coordinator(client, town):
    client.force_login(make_user(role="coordinator", organisation=town.group))
    return client


def test_a_guide_of_another_organisation_cannot_be_chosen(town, coordinator):
    elsewhere = make_guide(make_statement(make_organisation()))
    data = filled(town.group, statement=town.statement, guide_version=elsewhere.pk)
    assert set(coordinator.post(reverse("campaigns:create"), data).context["form"].errors) == {"guide_version"}


def test_a_draft_cannot_be_chosen(town, coordinator):
    draft = start_draft(guide=town.version.guide)
    data = filled(town.group, statement=town.statement, guide_version=draft.pk)
    assert "guide_version" in coordinator.post(reverse("campaigns:create"), data).context["form"].errors


def test_a_neighbours_guide_can_once_the_umbrella_accepted_it(town, client):
    statement = make_statement(town.umbrella)
    guide = make_guide(statement)
    guide.guide.organisation = town.group
    guide.guide.save()
    client.force_login(make_user(role="coordinator", organisation=town.other))
    data = filled(town.other, statement=statement, guide_version=guide.pk)
    assert client.post(reverse("campaigns:create"), data).status_code == 422
    offer = offer_guide(guide=guide.guide, to=town.umbrella, by=town.admin)
    answer_offer(offer=offer, accept=True, by=town.head, now=timezone.now())
    assert client.post(reverse("campaigns:create"), data).status_code == 302
    assert Campaign.objects.get(organisation=town.other).guide_version == guide


def test_a_campaign_keeps_a_version_that_was_replaced_or_archived(town, coordinator):
    campaign = town.campaign()
    GuideVersion.objects.filter(pk=town.version.pk).update(replaced_at=timezone.now())
    archive_guide(guide=town.version.guide, by=town.admin, now=timezone.now())
    data = filled(town.group, statement=town.statement, guide_version=town.version.pk)
    assert coordinator.post(reverse("campaigns:edit", args=[campaign.pk]), data).status_code == 302
    assert coordinator.post(reverse("campaigns:create"), data | {"name": "Nieuw"}).status_code == 422


def test_a_retired_word_is_not_on_the_phone(town):
    campaign = Campaign.objects.get(pk=town.campaign().pk)
    assignment = make_assignment(shift=make_shift(campaign=campaign))
    user = assignment.duo.members.first().volunteer
    for kind in WordList:
        add_word(topic=town.topic, kind=kind, text_nl="Blijft", text_en="", by=town.admin)
        word = add_word(topic=town.topic, kind=kind, text_nl="Weg", text_en="", by=town.admin)
        now = timezone.now()
        retire_word(topic=town.topic, kind=kind, word=word, by=town.admin, now=now, today=town.today)
    talk = build_bundle(assignment=assignment, user=user)["talk"]
    for name in ("values", "concerns", "prejudices"):
        assert [row["nl"] for row in talk[name]][-1] == "Blijft"
