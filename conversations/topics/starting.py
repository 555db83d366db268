"""A topic begins: from one of the defaults, or with a name of one's own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from conversations.topics import defaults
from conversations.topics.defaults import Coded, TopicWords
from conversations.topics.errors import TopicError
from conversations.topics.models import (
    Concern,
    Guide,
    GuideStep,
    GuideVersion,
    Prejudice,
    SharedValue,
    Statement,
    Topic,
)
from volunteers.people import audit
from volunteers.people.models import Organisation, User

CODE_LENGTH = 40


@transaction.atomic
def start_default_topic(*, organisation: Organisation, words: TopicWords, by: User | None) -> Topic:
    """Topic, first statement, words to log with, and a draft of the guide in the steps of the method."""
    if Topic.objects.filter(organisation=organisation, code=words.code).exists():
        raise TopicError(_("This topic is there already."))
    topic = Topic.objects.create(
        organisation=organisation, code=words.code, text_nl=words.name[0], text_en=words.name[1]
    )
    _add_words(topic, words.concerns, words.prejudices)
    Statement.objects.create(
        topic=topic, version=1, text_nl=words.statement[0], text_en=words.statement[1],
        low_nl=defaults.LOW[0], low_en=defaults.LOW[1], high_nl=defaults.HIGH[0], high_en=defaults.HIGH[1],
    )  # fmt: skip
    start_guide(
        organisation=organisation, topic=topic, text_nl=f"Gespreksgids {_inside(words.name[0])}",
        text_en=f"Guide: {_inside(words.name[1])}", by=by,
    )  # fmt: skip
    audit.note(actor=by, organisation=organisation, verb="started topic", subject=f"topic {topic.pk}")
    return topic


@transaction.atomic
def start_own_topic(*, organisation: Organisation, text_nl: str, text_en: str, by: User) -> Topic:
    """A topic with a name only, and the concerns that every topic has; its statement comes next."""
    topic = Topic.objects.create(
        organisation=organisation, code=_free_code(organisation, text_nl), text_nl=text_nl, text_en=text_en
    )
    _add_words(topic, defaults.GENERAL, ())
    audit.note(actor=by, organisation=organisation, verb="started topic", subject=f"topic {topic.pk}")
    return topic


@transaction.atomic
def start_guide(
    *, organisation: Organisation, topic: Topic, text_nl: str, text_en: str, by: User | None, with_steps: bool = True
) -> GuideVersion:
    """A guide with its first draft, filled with the steps of the method or empty."""
    guide = Guide.objects.create(organisation=organisation, topic=topic, text_nl=text_nl, text_en=text_en)
    draft = GuideVersion.objects.create(guide=guide, version=1)
    if with_steps:
        GuideStep.objects.bulk_create(
            GuideStep(
                version=draft, position=position, kind=step.kind, code=step.code, logged=step.logged,
                text_nl=step.nl, text_en=step.en,
            )
            for position, step in enumerate(defaults.STEPS, 1)
        )  # fmt: skip
    audit.note(actor=by, organisation=organisation, verb="started guide", subject=f"guide {guide.pk}")
    return draft


@transaction.atomic
def rename_topic(*, topic: Topic, text_nl: str, text_en: str) -> None:
    """A name is no question: it may change at any time."""
    topic.text_nl, topic.text_en = text_nl, text_en
    topic.save(update_fields=["text_nl", "text_en"])


@transaction.atomic
def archive_topic(*, topic: Topic, by: User, now: datetime | None) -> None:
    """Out of the lists and of new campaigns, or back again (``now`` is None)."""
    topic.archived_at = now
    topic.save(update_fields=["archived_at"])
    verb = "archived topic" if now else "brought back topic"
    audit.note(actor=by, organisation=topic.organisation, verb=verb, subject=f"topic {topic.pk}")


def default_values(organisation: Organisation) -> None:
    """The twelve shared values, for an organisation that has none of its own yet."""
    if SharedValue.objects.filter(organisation=organisation).exists():
        return
    SharedValue.objects.bulk_create(
        SharedValue(organisation=organisation, code=code, text_nl=nl, text_en=en, position=position)
        for position, (code, nl, en) in enumerate(defaults.VALUES)
    )


def _add_words(topic: Topic, concerns: tuple[Coded, ...], prejudices: tuple[Coded, ...]) -> None:
    default_values(topic.organisation)
    Concern.objects.bulk_create(
        Concern(topic=topic, code=code, text_nl=nl, text_en=en, position=position)
        for position, (code, nl, en) in enumerate(concerns)
    )
    Prejudice.objects.bulk_create(
        Prejudice(topic=topic, code=code, text_nl=nl, text_en=en, position=position)
        for position, (code, nl, en) in enumerate(prejudices)
    )


def _inside(name: str) -> str:
    """A name inside a sentence; capitals of abbreviations stay."""
    return name[:1].lower() + name[1:]


def _free_code(organisation: Organisation, name: str) -> str:
    taken = set(Topic.objects.filter(organisation=organisation).values_list("code", flat=True))
    return free_code(name, taken)


def free_code(name: str, taken: set[str]) -> str:
    """A short code from a name; a number behind it where the code is taken."""
    stem = slugify(name)[: CODE_LENGTH - 4] or str(timezone.now().year)
    number = 1
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code
