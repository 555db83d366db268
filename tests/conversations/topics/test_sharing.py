from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from conversations.topics.access import (
    get_guide_to_edit,
    get_guide_to_see,
    get_version_to_see,
    guide_versions_to_choose,
    guides_to_see,
    reach_of,
    require_writer,
    statements_to_choose,
)
from conversations.topics.drafting import start_draft
from conversations.topics.errors import TopicError
from conversations.topics.models import GuideOffer, GuideVersion
from conversations.topics.publishing import publish_version
from conversations.topics.sharing import answer_offer, archive_guide, fork_guide, offer_guide, withdraw_offer
from conversations.topics.starting import archive_topic, start_guide
from tests.factories import make_guide, make_organisation, make_statement, make_user
from volunteers.people.models import AuditEntry


@pytest.fixture
def neighbour(town):
    return make_user(role="coordinator", organisation=town.other)


def sees(user):
    return set(guides_to_see(reach_of(user)))


def choices(organisation):
    return set(guide_versions_to_choose(frozenset({organisation.pk})))


def accept(town, guide):
    offer = offer_guide(guide=guide, to=town.umbrella, by=town.admin)
    answer_offer(offer=offer, accept=True, by=town.head, now=timezone.now())
    return offer


def test_a_published_guide_comes_down_and_a_draft_does_not(town, neighbour):
    above = make_guide(make_statement(town.umbrella))
    draft = start_guide(
        organisation=town.umbrella, topic=above.guide.topic, text_nl="Nog niet", text_en="", by=town.head
    )
    assert sees(neighbour) == {above.guide}
    assert sees(town.admin) == {above.guide, town.version.guide}
    assert draft.guide in sees(town.head)
    second = start_draft(guide=above.guide)
    with pytest.raises(Http404):
        get_version_to_see(reach_of(neighbour), second.pk)
    assert get_version_to_see(reach_of(town.head), second.pk) == second
    with pytest.raises(Http404):
        get_guide_to_edit(reach_of(town.admin), above.guide_id)


def test_a_guide_goes_up_by_an_offer_and_then_down_to_all(town, neighbour):
    guide = town.version.guide
    assert guide not in sees(neighbour)
    offer = accept(town, guide)
    assert guide in sees(neighbour)
    with pytest.raises(Http404):
        get_guide_to_edit(reach_of(neighbour), guide.pk)
    assert town.version in choices(town.other)
    withdraw_offer(offer=offer, by=town.admin)
    assert guide not in sees(neighbour)
    assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {
        "offered guide",
        "accepted guide",
        "withdrew guide",
    }


def test_an_offer_that_is_open_or_declined_shows_nothing(town, neighbour):
    guide = town.version.guide
    offer = offer_guide(guide=guide, to=town.umbrella, by=town.admin)
    assert guide not in sees(neighbour)
    with pytest.raises(TopicError):
        offer_guide(guide=guide, to=town.umbrella, by=town.admin)
    answer_offer(offer=offer, accept=False, by=town.head, now=timezone.now())
    assert guide not in sees(neighbour)
    assert offer_guide(guide=guide, to=town.umbrella, by=town.admin).state == GuideOffer.State.OPEN


def test_offers_go_up_only_and_only_what_is_published(town):
    with pytest.raises(TopicError):
        offer_guide(guide=town.version.guide, to=town.other, by=town.admin)
    draft = start_guide(organisation=town.group, topic=town.topic, text_nl="x", text_en="", by=town.admin)
    with pytest.raises(TopicError):
        offer_guide(guide=draft.guide, to=town.umbrella, by=town.admin)


def test_a_fork_begins_as_a_copy_and_names_its_source(town):
    source = make_guide(make_statement(town.umbrella))
    fields = {
        "organisation": town.group,
        "topic": source.guide.topic,
        "text_nl": "Van ons",
        "text_en": "",
        "by": town.admin,
    }
    draft = fork_guide(source=source, **fields)
    assert (draft.version, draft.is_draft, draft.guide.based_on) == (1, True, source)
    assert [step.text_nl for step in draft.steps.all()] == [step.text_nl for step in source.steps.all()]
    draft.steps.update(text_nl="anders")
    assert not source.steps.filter(text_nl="anders").exists()
    with pytest.raises(TopicError):
        fork_guide(source=draft, **fields)


def test_nobody_else_sees_or_chooses_anything(town):
    stranger = make_user(role="admin", organisation=make_organisation())
    assert sees(stranger) == set()
    with pytest.raises(Http404):
        get_guide_to_see(reach_of(stranger), town.version.guide_id)
    for user in (make_user(), make_user(role="volunteer", organisation=town.group)):
        with pytest.raises(Http404):
            reach_of(user)
    with pytest.raises(Http404):
        require_writer(make_user(role="coordinator", organisation=town.group))


def test_campaigns_choose_what_is_published_now_and_keep_what_they_have(town):
    assert choices(town.group) == {town.version}
    second = start_draft(guide=town.version.guide)
    second.steps.all().delete()
    for position, kind in enumerate(("introduction", "opening", "closing"), 1):
        second.steps.create(position=position, kind=kind, code=kind, text_nl=kind, logged=False)
    publish_version(version=second, by=town.admin, now=timezone.now())
    assert choices(town.group) == {second}
    kept = guide_versions_to_choose(frozenset({town.group.pk}), keep=town.version.pk)
    assert set(kept) == {second, town.version}
    archive_guide(guide=second.guide, by=town.admin, now=timezone.now())
    assert choices(town.group) == set()
    archive_topic(topic=town.topic, by=town.admin, now=timezone.now())
    own = frozenset({town.group.pk})
    assert set(statements_to_choose(own)) == set()
    assert set(statements_to_choose(own, keep=town.statement.pk)) == {town.statement}


def test_from_offer_to_fork_on_the_pages(town, client, neighbour):
    guide = town.version.guide
    client.force_login(town.admin)
    page = reverse("topics:guide", args=[guide.pk])
    assert client.get(page).context["offer_form"] is not None
    client.post(reverse("topics:offer", args=[guide.pk]), {"organisation": town.umbrella.pk})
    offer = GuideOffer.objects.get()
    assert client.post(reverse("topics:offer-answer", args=[offer.pk]), {"answer": "accept"}).status_code == 404
    client.force_login(town.head)
    assert list(client.get(reverse("topics:guides")).context["offers"]) == [offer]
    assert client.get(reverse("topics:list")).context["offers"] == 1
    client.post(reverse("topics:offer-answer", args=[offer.pk]), {"answer": "accept"})
    fork = reverse("topics:fork", args=[town.version.pk])
    initial = client.get(fork).context["form"].initial
    assert initial["text_nl"] == guide.text_nl
    data = {"text_nl": "Van de koepel", "text_en": "", "topic": town.topic.pk, "organisation": town.umbrella.pk}
    # The umbrella cannot work with a group's own topic.
    assert set(client.post(fork, data).context["form"].errors) == {"topic"}
    above = make_statement(town.umbrella).topic
    assert client.post(fork, data | {"topic": above.pk}).status_code == 302
    made = GuideVersion.objects.get(guide__text_nl="Van de koepel")
    compared = client.get(reverse("topics:compare", args=[made.guide_id]))
    assert (compared.context["old"], compared.context["changes"]) == (town.version, 0)
    client.force_login(neighbour)
    assert client.get(page).status_code == 200
    assert client.get(page).context["offers"] == []
    client.force_login(town.admin)
    client.post(reverse("topics:offer-withdraw", args=[offer.pk]))
    assert not GuideOffer.objects.exists()


def test_no_group_learns_the_names_of_anothers_campaigns(town, client):
    statement = make_statement(town.umbrella)
    guide = make_guide(statement)
    for organisation, name in ((town.group, "Van de groep"), (town.other, "Van de buren")):
        town.campaign(organisation=organisation, statement=statement, guide_version=guide, name=name)
    pages = {"detail": statement.topic_id, "guide": guide.guide_id, "version": guide.pk}
    for user, names in ((town.admin, (True, False)), (town.head, (True, True))):
        client.force_login(user)
        for name, pk in pages.items():
            text = client.get(reverse(f"topics:{name}", args=[pk])).text
            assert ("Van de groep" in text, "Van de buren" in text) == names
