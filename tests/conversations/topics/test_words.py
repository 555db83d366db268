from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from conversations.topics.correcting import correct_spelling
from conversations.topics.errors import TopicError
from conversations.topics.models import Concern, Correction, SharedValue
from conversations.topics.wordlists import (
    MOST_LIVE,
    WordList,
    add_word,
    bring_back_word,
    change_word,
    list_in_use,
    move_word,
    retire_word,
    words_of,
)
from tests.factories import make_statement

KINDS = list(WordList)


def add(town, kind, text):
    return add_word(topic=town.topic, kind=kind, text_nl=text, text_en="", by=town.admin)


def order(town, kind):
    return [row.text_nl for row in words_of(town.topic, kind) if row.retired_at is None]


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_is_added_at_the_end_also_when_in_use(town, kind):
    town.campaign()
    word = add(town, kind, "Iets Nieuws")
    assert order(town, kind)[-1] == "Iets Nieuws"
    assert word.code == "iets-nieuws"
    with pytest.raises(TopicError):
        add(town, kind, "iets nieuws")


def test_two_words_with_one_code_get_a_number(town):
    add(town, WordList.CONCERNS, "Héél duur")
    assert add(town, WordList.CONCERNS, "Heel, duur").code == "heel-duur-2"


def test_a_list_is_no_longer_than_a_phone(town):
    for number in range(MOST_LIVE - 1):
        add(town, WordList.CONCERNS, f"Zorg {number}")
    with pytest.raises(TopicError):
        add(town, WordList.CONCERNS, "Nog een")


@pytest.mark.parametrize("kind", KINDS)
def test_words_change_places_and_stop_at_the_ends(town, kind):
    for text in ("Een", "Twee"):
        add(town, kind, text)
    first, *_rest = before = order(town, kind)
    word = words_of(town.topic, kind).get(text_nl="Twee")
    move_word(topic=town.topic, kind=kind, word=word, up=True)
    assert order(town, kind) == [first, "Twee", "Een"]
    move_word(topic=town.topic, kind=kind, word=word, up=False)
    move_word(topic=town.topic, kind=kind, word=word, up=False)
    assert order(town, kind) == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_used_is_deleted_and_the_rest_retires(town, kind):
    now = timezone.now()
    word = add(town, kind, "Weg ermee")
    assert retire_word(topic=town.topic, kind=kind, word=word, by=town.admin, now=now, today=town.today)
    town.campaign()
    kept = words_of(town.topic, kind).first()
    assert not retire_word(topic=town.topic, kind=kind, word=kept, by=town.admin, now=now, today=town.today)
    assert order(town, kind) == []
    bring_back_word(topic=town.topic, kind=kind, word=kept, by=town.admin)
    assert len(order(town, kind)) == 1


def test_a_text_changes_until_a_campaign_starts(town):
    word = town.topic.concerns.get()
    fields = {"topic": town.topic, "kind": WordList.CONCERNS, "word": word, "text_en": "Rent", "today": town.today}
    change_word(text_nl="Huur", **fields)
    town.campaign()
    with pytest.raises(TopicError):
        change_word(text_nl="Geld", **fields)
    correct_spelling(
        row=word, organisation=town.group, text_nl="Húúr", text_en="Rent", same_meaning=True, by=town.admin
    )
    assert (Concern.objects.get().text_nl, Correction.objects.get().subject) == ("Húúr", "concern")


def test_shared_values_are_in_use_with_any_topic_of_the_organisation(town):
    other = make_statement(town.group).topic
    town.campaign()
    assert list_in_use(other, WordList.VALUES, town.today)
    assert not list_in_use(other, WordList.CONCERNS, town.today)


def test_the_page_adds_moves_and_retires(town, client):
    client.force_login(town.admin)
    page = reverse("topics:words", args=[town.topic.pk, "values"])
    assert client.post(page, {"text_nl": "Eerlijk delen", "text_en": "Sharing fairly"}).status_code == 302
    assert client.post(page, {"text_nl": ""}).status_code == 422
    word = SharedValue.objects.get(text_nl="Eerlijk delen")
    move = reverse("topics:word-move", args=[town.topic.pk, "values", word.pk])
    assert client.post(move, {"to": "up"})["Location"] == page
    answer = client.post(move, {"to": "down"}, headers={"hx-request": "true"})
    assert "<html" not in answer.text
    assert f'id="down-{word.pk}"' in answer.text
    town.campaign()
    client.post(reverse("topics:word-retire", args=[town.topic.pk, "values", word.pk]))
    assert [row.text_nl for row in client.get(page).context["retired"]] == ["Eerlijk delen"]
    client.post(reverse("topics:word-retire", args=[town.topic.pk, "values", word.pk]))
    assert client.get(page).context["retired"] == []
    edit = reverse("topics:word", args=[town.topic.pk, "values", word.pk])
    assert client.get(edit).context["used"]
    assert client.post(edit, {"text_nl": "Oneerlijk delen", "text_en": "x", "same_meaning": "on"}).status_code == 422
    assert client.get(reverse("topics:words", args=[town.topic.pk, "fears"])).status_code == 404
