from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from conversations.topics import defaults
from conversations.topics.correcting import correct_spelling
from conversations.topics.drafting import (
    StepWords,
    add_step,
    change_step,
    discard_draft,
    move_step,
    remove_step,
    start_draft,
)
from conversations.topics.errors import TopicError
from conversations.topics.models import Guide, GuideStep, GuideVersion
from conversations.topics.models.guides import LONGEST_BUTTON, LONGEST_PROMPT
from conversations.topics.publishing import MOST_STEPS, findings, publish_version
from conversations.topics.starting import start_guide
from volunteers.people.models import AuditEntry

pytestmark = pytest.mark.usefixtures("in_english")

LINE = StepWords(kind="value", text_nl="Wat deel je?", text_en="What do you share?", logged=False)


@pytest.fixture
def draft(town) -> GuideVersion:
    return start_guide(organisation=town.group, topic=town.topic, text_nl="Nieuw", text_en="New", by=town.admin)


def publish(town, version, note=""):
    publish_version(version=version, by=town.admin, now=timezone.now(), note=note)


def codes(version):
    return list(version.steps.order_by("position").values_list("code", flat=True))


def test_the_method_itself_is_fit_to_publish():
    steps = [GuideStep(kind=step.kind, logged=step.logged, text_nl=step.nl, text_en=step.en) for step in defaults.STEPS]
    assert findings(steps) == []
    assert {step.kind for step in defaults.STEPS} == set(GuideStep.Kind.values)
    for step in defaults.STEPS:
        assert max(len(step.nl), len(step.en)) <= (LONGEST_BUTTON if step.logged else LONGEST_PROMPT)


@pytest.mark.parametrize(
    ("kinds", "blocked"),
    [
        (["introduction", "opening", "closing"], False),
        ([], True),
        (["opening", "introduction", "closing"], True),
        (["introduction", "closing", "opening"], True),
        (["introduction", "opening"], True),
        (["introduction", "opening", *["value"] * 13, "closing"], True),
    ],
)
def test_what_a_guide_needs(kinds, blocked):
    steps = [GuideStep(kind=kind, text_nl="x", text_en="x", logged=False) for kind in kinds]
    assert any(finding.blocks for finding in findings(steps)) == blocked


def test_a_published_draft_replaces_the_version_before(town, draft):
    publish(town, draft)
    second = start_draft(guide=draft.guide)
    assert codes(second) == codes(draft)
    assert start_draft(guide=draft.guide) == second
    publish(town, second, note="Korter")
    draft.refresh_from_db()
    second.refresh_from_db()
    assert draft.replaced_at is not None
    assert (second.version, second.note, second.replaced_at) == (2, "Korter", None)
    assert AuditEntry.objects.filter(verb="published guide").count() == 2
    with pytest.raises(TopicError):
        publish(town, second)


def test_an_unfit_draft_is_not_published(town, draft):
    remove_step(step=draft.steps.first())
    with pytest.raises(TopicError, match="introduction"):
        publish(town, draft)
    assert GuideVersion.objects.get(pk=draft.pk).is_draft


def test_steps_are_added_changed_moved_and_removed(town, draft):
    before = codes(draft)
    step = add_step(draft=draft, words=LINE)
    assert codes(draft) == [*before, step.code]
    assert step.code not in before
    move_step(step=step, up=True)
    assert codes(draft) == [*before[:-1], step.code, before[-1]]
    move_step(step=step, up=False)
    move_step(step=step, up=False)
    assert codes(draft) == [*before, step.code]
    change_step(step=step, words=StepWords(kind="stance", text_nl="Wij staan hier", text_en="", logged=True))
    step.refresh_from_db()
    assert (step.kind, step.logged, step.code) == ("stance", True, step.code)
    remove_step(step=step)
    assert codes(draft) == before


def test_a_code_of_an_earlier_version_is_not_given_again(town, draft):
    added = add_step(draft=draft, words=LINE)
    publish(town, draft)
    second = start_draft(guide=draft.guide)
    remove_step(step=second.steps.get(code=added.code))
    assert add_step(draft=second, words=LINE).code != added.code


def test_a_guide_is_no_longer_than_a_talk(draft):
    for _ in range(MOST_STEPS - draft.steps.count()):
        add_step(draft=draft, words=LINE)
    with pytest.raises(TopicError):
        add_step(draft=draft, words=LINE)


def test_nothing_touches_a_published_version(town):
    step = town.version.steps.first()
    for change in (
        lambda: move_step(step=step, up=False),
        lambda: remove_step(step=step),
        lambda: change_step(step=step, words=LINE),
        lambda: add_step(draft=town.version, words=LINE),
        lambda: discard_draft(draft=town.version, by=town.admin),
    ):
        with pytest.raises(TopicError):
            change()
    correct_spelling(
        row=step, organisation=town.group, text_nl="permision", text_en="permission", same_meaning=True, by=town.admin
    )


def test_a_draft_is_thrown_away_and_with_it_a_guide_that_never_was(town, draft):
    assert not discard_draft(draft=start_draft(guide=town.version.guide), by=town.admin)
    assert discard_draft(draft=draft, by=town.admin)
    assert list(Guide.objects.all()) == [town.version.guide]


def test_the_editor_works_without_and_with_htmx(town, client, draft):
    client.force_login(town.admin)
    page = reverse("topics:draft", args=[draft.pk])
    draft.steps.filter(kind="tension").delete()
    assert client.get(page).context["form"].initial["kind"] == "tension"
    answer = client.post(page, {"kind": "value", "text_nl": "Wat deel je?", "text_en": ""})
    step = draft.steps.last()
    assert answer["Location"] == f"{page}#step-{step.pk}"
    move = reverse("topics:step-move", args=[step.pk])
    assert client.post(move, {"to": "up"})["Location"] == page
    fragment = client.post(move, {"to": "up"}, headers={"hx-request": "true"})
    assert "<html" not in fragment.text
    assert f'id="up-{step.pk}"' in fragment.text
    assert list(fragment.context["steps"])[-3] == step
    long = client.post(page, {"kind": "value", "text_nl": "x" * 41, "logged": "on"})
    assert (long.status_code, set(long.context["form"].errors)) == (422, {"text_nl"})
    assert client.post(page, {"kind": "value", "text_nl": "x" * 91}).status_code == 422
    edit = reverse("topics:step", args=[step.pk])
    assert client.post(edit, {"kind": "tension", "text_nl": "Leg ernaast", "text_en": "Put beside"}).status_code == 302
    assert client.post(reverse("topics:step-remove", args=[step.pk])).status_code == 302


def test_from_draft_to_published_on_the_pages(town, client, draft):
    client.force_login(town.admin)
    publishing = reverse("topics:publish", args=[draft.pk])
    first = draft.steps.first()
    move_step(step=first, up=False)
    answer = client.post(publishing, {"note": ""})
    assert answer.status_code == 422
    assert any(finding.blocks for finding in answer.context["findings"])
    move_step(step=first, up=True)
    guide = reverse("topics:guide", args=[draft.guide_id])
    assert client.post(publishing, {"note": "Eerste"})["Location"] == guide
    assert client.get(guide).context["current"] == draft
    assert client.get(reverse("topics:draft", args=[draft.pk])).status_code == 404
    client.post(reverse("topics:guide-draft", args=[draft.guide_id]))
    second = draft.guide.versions.get(version=2)
    remove_step(step=second.steps.last())
    shown = client.get(reverse("topics:compare", args=[draft.guide_id]))
    assert [row.change for row in shown.context["rows"]][-1] == "removed"
    assert shown.context["changes"] == 1
    discard = reverse("topics:discard", args=[second.pk])
    assert client.get(discard).status_code == 200
    assert client.post(discard)["Location"] == guide
