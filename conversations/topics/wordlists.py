"""Shared values, concerns and prejudices: the words a conversation is logged with after the talk."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from conversations.topics.errors import TopicError
from conversations.topics.models import Concern, Prejudice, SharedValue, Statement, Topic, Word
from conversations.topics.starting import free_code
from volunteers.people import audit
from volunteers.people.models import Organisation, User

# A phone shows them all at once, as buttons.
MOST_LIVE = 20


class WordList(StrEnum):
    VALUES = "values"
    CONCERNS = "concerns"
    PREJUDICES = "prejudices"


MODELS: dict[WordList, type[Word]] = {
    WordList.VALUES: SharedValue,
    WordList.CONCERNS: Concern,
    WordList.PREJUDICES: Prejudice,
}


def words_of(topic: Topic, kind: WordList) -> QuerySet[Word]:
    """The list as phones order it, retired words last; values belong to the topic's organisation."""
    owner = {"organisation": topic.organisation_id} if kind == WordList.VALUES else {"topic": topic.pk}
    return MODELS[kind]._default_manager.filter(**owner)


def list_in_use(topic: Topic, kind: WordList, today: date) -> bool:
    """A campaign with these words has started: they may be logged with by now."""
    if kind != WordList.VALUES:
        return topic.in_use(today)
    used = Q(locked_at__isnull=False) | Q(campaigns__starts_on__lte=today)
    return Statement.objects.filter(used, topic__organisation=topic.organisation_id).exists()


@transaction.atomic
def add_word(*, topic: Topic, kind: WordList, text_nl: str, text_en: str, by: User) -> Word:
    """At the end of the list. Always safe: what was logged before stays as it is."""
    rows = _locked_list(topic, kind)
    if sum(row.retired_at is None for row in rows) >= MOST_LIVE:
        raise TopicError(_("A list holds at most 20 words: more do not fit a phone. Retire one first."))
    _refuse_double(rows, text_nl)
    owner = {"organisation": topic.organisation} if kind == WordList.VALUES else {"topic": topic}
    word = MODELS[kind]._default_manager.create(
        code=free_code(text_nl, {row.code for row in rows}),
        position=max((row.position for row in rows), default=-1) + 1,
        text_nl=text_nl,
        text_en=text_en,
        **owner,
    )
    _note(topic.organisation, by, "added word", kind, word)
    return word


@transaction.atomic
def change_word(*, topic: Topic, kind: WordList, word: Word, text_nl: str, text_en: str, today: date) -> None:
    """Any change while nobody can have logged it."""
    rows = _locked_list(topic, kind)
    if list_in_use(topic, kind, today):
        raise TopicError(_("This list is in use. Correct the spelling, or add a new word and retire this one."))
    _refuse_double([row for row in rows if row.pk != word.pk], text_nl)
    word.text_nl, word.text_en = text_nl, text_en
    word.save(update_fields=["text_nl", "text_en"])


@transaction.atomic
def move_word(*, topic: Topic, kind: WordList, word: Word, up: bool) -> None:
    """One place up or down among the words that phones offer; the list is numbered anew."""
    live = [row for row in _locked_list(topic, kind) if row.retired_at is None]
    at = next((number for number, row in enumerate(live) if row.pk == word.pk), None)
    if at is None or not 0 <= (to := at - 1 if up else at + 1) < len(live):
        return
    live[at], live[to] = live[to], live[at]
    for number, row in enumerate(live):
        row.position = number
    MODELS[kind]._default_manager.bulk_update(live, ["position"])


@transaction.atomic
def retire_word(*, topic: Topic, kind: WordList, word: Word, by: User, now: datetime, today: date) -> bool:
    """Off the phones; deleted (True) where nobody can have logged it."""
    _locked_list(topic, kind)
    _note(topic.organisation, by, "retired word", kind, word)
    if not list_in_use(topic, kind, today):
        word.delete()
        return True
    word.retired_at = now
    word.save(update_fields=["retired_at"])
    return False


@transaction.atomic
def bring_back_word(*, topic: Topic, kind: WordList, word: Word, by: User) -> None:
    rows = _locked_list(topic, kind)
    if sum(row.retired_at is None for row in rows) >= MOST_LIVE:
        raise TopicError(_("A list holds at most 20 words: more do not fit a phone. Retire one first."))
    word.retired_at = None
    word.position = max((row.position for row in rows), default=-1) + 1
    word.save(update_fields=["retired_at", "position"])
    _note(topic.organisation, by, "brought back word", kind, word)


def _locked_list(topic: Topic, kind: WordList) -> list[Word]:
    """The owner's row stands for the whole list, also while it is empty."""
    if kind == WordList.VALUES:
        Organisation.objects.select_for_update().get(pk=topic.organisation_id)
    else:
        Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
    return list(words_of(topic, kind))


def _refuse_double(rows: list[Word], text_nl: str) -> None:
    if any(row.text_nl.casefold() == text_nl.casefold() for row in rows):
        raise TopicError(_("This word is in the list already."))


def _note(organisation: Organisation, by: User, verb: str, kind: WordList, word: Word) -> None:
    audit.note(actor=by, organisation=organisation, verb=verb, subject=f"{kind} {word.pk}")
