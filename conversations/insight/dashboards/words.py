"""The words behind the codes of conversations: values, concerns, prejudices and steps, from one query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language

from conversations.topics.models import Concern, GuideStep, Prejudice, SharedValue, Statement

FIELDS = ("list_name", "word", "detail", "topic_key", "place", "text_nl", "text_en")


@dataclass(frozen=True)
class Word:
    code: str
    label: str
    # For a step, the guide version it belongs to.
    detail: str = ""


@dataclass(frozen=True)
class Words:
    values: list[Word]
    concerns: list[Word]
    prejudices: list[Word]
    steps: list[Word]

    @property
    def order(self) -> list[list[tuple[str, str]]]:
        """Which word stands where, whatever the language."""
        kinds = (self.values, self.concerns, self.prejudices, self.steps)
        return [[(word.code, word.detail) for word in kind] for kind in kinds]


NO_WORDS = Words([], [], [], [])


def words_of(statements: Collection[Statement], guides: Collection[str]) -> dict[int, Words]:
    """By topic. Values are those of the organisation of the topic; steps those of the guide versions asked for."""
    topics = {statement.topic_id for statement in statements}
    values = SharedValue.objects.filter(organisation__topics__in=topics)
    versions = [int(guide) for guide in guides]
    rows = _rows(values, "value", code=F("code"), topic=F("organisation__topics")).union(
        _rows(Concern.objects.filter(topic__in=topics), "concern", code=_text("pk"), topic=F("topic")),
        _rows(Prejudice.objects.filter(topic__in=topics), "prejudice", code=_text("pk"), topic=F("topic")),
        _rows(
            GuideStep.objects.filter(version__in=versions, logged=True),
            "step",
            code=F("code"),
            topic=F("version__guide__topic"),
            detail=_text("version_id"),
        ),
        all=True,
    )
    english = (get_language() or "nl").startswith("en")
    found: dict[int, dict[str, list[Word]]] = {topic: {} for topic in topics}
    for kind, code, detail, topic, _place, dutch, translated in sorted(rows, key=lambda row: (row[4], row[5])):
        if topic in found:
            word = Word(code, translated if english and translated else dutch, detail)
            found[topic].setdefault(kind, []).append(word)
    kinds = ("value", "concern", "prejudice", "step")
    return {topic: Words(*(by_kind.get(kind, []) for kind in kinds)) for topic, by_kind in found.items()}


def _text(name: str) -> Cast:
    return Cast(name, CharField())


def _rows(
    rows: QuerySet[SharedValue] | QuerySet[Concern] | QuerySet[Prejudice] | QuerySet[GuideStep],
    kind: str,
    *,
    code: F | Cast,
    topic: F,
    detail: Cast | None = None,
) -> QuerySet[SharedValue, tuple[str, str, str, int, int, str, str]]:
    named = rows.order_by().annotate(
        list_name=Value(kind, CharField()),
        word=code,
        detail=detail or Value("", CharField()),
        topic_key=topic,
        place=Cast("position", IntegerField()),
    )
    return named.values_list(*FIELDS)  # type: ignore[return-value]  # four models, one shape
