"""One search over guides and items, by word stems of both languages, with filters."""

from __future__ import annotations

import pytest
from django.utils import timezone

from conversations.topics.knowledge.access import scope_of
from conversations.topics.knowledge.searching import Wanted, found, search, terms_of
from conversations.topics.knowledge.writing import archive_item
from conversations.topics.models import GuideStep, GuideVersion
from tests.conversations.topics.knowledge.making import PAGE, QUIZ, make_item
from tests.factories import make_guide, make_statement, make_user


@pytest.fixture
def library(town):
    page = PAGE | {"text": {"nl": "Over huurprijzen en vergunningen.", "en": "About rents and permits."}}
    make_item(town.group, title="Wonen in de stad", parts=[page, QUIZ], topic=town.topic)
    make_item(town.group, "briefing", title="Feiten over huizen")
    make_item(town.umbrella, "checklist", title="Eerste avond")
    make_item(town.group, "practice", title="Nog niet af", published=False)
    return town


def titles(user, **wanted):
    return sorted(found(row).title.text for row in search(scope_of(user), Wanted(**wanted)))


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("vergunning", ["Wonen in de stad"]),  # stem of the plural
        ("vergunn", ["Wonen in de stad"]),  # the beginning of a word
        ("permit rent", ["Wonen in de stad"]),  # English stems, both words
        ("rent feiten", []),
        ("eerste", ["Eerste avond", "Wonen in de stad"]),  # a title weighs most, a text counts too
        ("gids", ["Gids"]),  # a guide by its name
        ("story", ["Gids"]),  # and by a prompt
        ("story permission", ["Gids"]),  # by prompts of two steps
        ("!!! ???", []),
    ],
)
def test_words_are_found_in_every_form(library, words, hits):
    assert titles(library.admin, words=words) == hits


def test_a_stop_word_alone_finds_nothing_and_breaks_nothing(library):
    assert isinstance(titles(library.admin, words="de het een"), list)
    assert terms_of("a' | b:* & !c \\ \x00 <->") == ["a", "b", "c"]
    assert titles(library.admin, words="a' | b:* & !c <-> (") == []


def test_filters_go_together(library):
    assert titles(library.admin, kind="briefing") == ["Feiten over huizen"]
    assert titles(library.admin, kind="guide") == ["Gids"]
    assert titles(library.admin, topic_id=library.topic.pk) == ["Gids", "Wonen in de stad"]
    assert titles(library.admin, topic_id=library.topic.pk, kind="lesson", words="huurprijs") == ["Wonen in de stad"]
    make_item(library.group, title="")
    assert "" not in titles(library.admin, language="nl")
    assert " (EN)" in titles(library.admin, language="en")


def test_volunteers_find_what_is_published_and_siblings_nothing(library):
    volunteer = make_user(role="volunteer", organisation=library.group)
    assert titles(volunteer) == ["Eerste avond", "Feiten over huizen", "Gids", "Wonen in de stad"]
    assert titles(make_user(role="volunteer", organisation=library.other)) == ["Eerste avond"]
    assert "Nog niet af" in titles(library.admin)
    assert "Nog niet af" in titles(library.head)


def test_the_archive_is_the_writers(library):
    item = make_item(library.group, title="Oud").item
    archive_item(item=item, by=library.admin, now=timezone.now())
    assert "Oud" not in titles(library.admin)
    assert titles(library.admin, archived=True) == ["Oud"]


def test_a_corrected_prompt_is_found_at_once_and_a_draft_prompt_not(library):
    draft = GuideVersion.objects.create(guide=library.version.guide, version=2)
    GuideStep.objects.create(version=draft, position=1, code="x", text_nl="Zonnebloem", logged=False)
    assert titles(library.admin, words="zonnebloem") == []
    other = make_guide(make_statement(library.other))
    assert titles(library.admin, kind="guide") == ["Gids"]
    assert other.guide.organisation == library.other
