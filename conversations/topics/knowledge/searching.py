"""One search over guides, briefings, checklists, lessons and cards, by Dutch and English word stems.

Ordered by how well the words fit, then by name. Never by what groups reported: that is no measure (docs/outcomes.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    PositiveSmallIntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import get_language

from conversations.topics.knowledge.access import Scope, guides_in_scope, versions_to_see
from conversations.topics.knowledge.parts import Kind
from conversations.topics.knowledge.showing import Said, said
from conversations.topics.models import GuideStep, GuideVersion
from conversations.topics.models.guides import STEP_WORDS

GUIDE = "guide"
TERM = re.compile(r"[^\W_]+")
MOST_TERMS = 8
GUIDE_NAME = SearchVector("text_nl", config="dutch") + SearchVector("text_en", config="english")
COLUMNS = (
    "thing_kind", "thing", "nl", "en", "draft", "number", "owner", "owner_id", "topic_nl", "topic_en", "order", "rank",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What a reader asked for; empty means all."""

    words: str = ""
    kind: str = ""
    topic_id: int | None = None
    language: str = ""
    archived: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.kind or self.topic_id or self.language)


@dataclass(frozen=True)
class Found:
    kind: str
    thing_id: int
    title: Said
    draft: bool
    version: int
    organisation: str
    organisation_id: int
    topic: Said
    in_dutch: bool
    in_english: bool

    @property
    def kind_label(self) -> str:
        return "" if self.kind == GUIDE else str(Kind(self.kind).label)


def terms_of(words: str) -> list[str]:
    return TERM.findall(words)[:MOST_TERMS]


def stems(*terms: str) -> SearchQuery:
    """Every term, by its Dutch or its English stem, and also as the beginning of a longer word."""
    text = " & ".join(f"{term}:*" for term in terms)
    return SearchQuery(text, config="dutch", search_type="raw") | SearchQuery(text, config="english", search_type="raw")


def search(scope: Scope, wanted: Wanted) -> QuerySet[Any, Any]:
    """Rows for ``found``: of items and guides together, to be cut into pages; one query a page."""
    rows = [_items(scope, wanted)] if wanted.kind != GUIDE else []
    if wanted.kind in ("", GUIDE) and not wanted.archived:
        rows.append(_guides(scope, wanted))
    first, *others = rows
    return first.union(*others, all=True).order_by("-rank", "order", "nl", "en", "thing")


def found(row: dict[str, Any]) -> Found:
    language = get_language() or "nl"
    return Found(
        kind=row["thing_kind"], thing_id=row["thing"], title=said({"nl": row["nl"], "en": row["en"]}, language),
        draft=row["draft"], version=row["number"], organisation=row["owner"], organisation_id=row["owner_id"],
        topic=said({"nl": row["topic_nl"], "en": row["topic_en"]}, language),
        in_dutch=bool(row["nl"]), in_english=bool(row["en"]),
    )  # fmt: skip


def _items(scope: Scope, wanted: Wanted) -> QuerySet[Any, Any]:
    """What is published now, and the drafts of one's own that were never published."""
    rows = versions_to_see(scope).filter(item__archived_at__isnull=not wanted.archived, replaced_at=None)
    rows = rows.filter(Q(published_at__isnull=False) | Q(version=1))
    if wanted.archived:
        rows = rows.filter(item__organisation__in=scope.writes)
    if wanted.kind:
        rows = rows.filter(item__kind=wanted.kind)
    if wanted.topic_id:
        rows = rows.filter(item__topic=wanted.topic_id)
    if wanted.language:
        rows = rows.exclude(**{f"title_{wanted.language}": ""})
    rank: Any = Value(0.0, FloatField())
    if wanted.words:
        terms = terms_of(wanted.words)
        rows = rows.filter(search=stems(*terms)) if terms else rows.none()
        rank = Cast(SearchRank(F("search"), stems(*terms)), FloatField()) if terms else rank
    named = rows.order_by().annotate(
        thing_kind=F("item__kind"), thing=F("item_id"), nl=F("title_nl"), en=F("title_en"),
        draft=_yes(Q(published_at=None)), number=F("version"), owner=F("item__organisation__name"),
        owner_id=F("item__organisation_id"), topic_nl=_text("item__topic__text_nl"),
        topic_en=_text("item__topic__text_en"), order=F("item__place"), rank=rank,
    )  # fmt: skip
    rows_of: QuerySet[Any, Any] = named.values(*COLUMNS)
    return rows_of


def _guides(scope: Scope, wanted: Wanted) -> QuerySet[Any, Any]:
    """Each word in the guide's name or in one of its prompts."""
    now = GuideVersion.objects.filter(guide=OuterRef("pk"), published_at__isnull=False, replaced_at=None)
    rows = guides_in_scope(scope).annotate(
        now_id=Subquery(now.values("pk")[:1]), number=Subquery(now.values("version")[:1])
    )
    rows = rows.filter(now_id__isnull=False)
    if wanted.topic_id:
        rows = rows.filter(topic=wanted.topic_id)
    if wanted.language:
        rows = rows.exclude(**{f"text_{wanted.language}": ""})
    rank: Any = Value(0.0, FloatField())
    if wanted.words:
        terms = terms_of(wanted.words)
        rows = rows.annotate(name_words=GUIDE_NAME) if terms else rows.none()
        for term in terms:
            said_in = GuideStep.objects.alias(words=STEP_WORDS).filter(version=OuterRef("now_id"), words=stems(term))
            rows = rows.filter(Q(name_words=stems(term)) | Exists(said_in))
        rank = Cast(SearchRank(GUIDE_NAME, stems(*terms)), FloatField()) if terms else rank
    named = rows.order_by().annotate(
        thing_kind=Value(GUIDE, CharField()), thing=F("pk"), nl=F("text_nl"), en=F("text_en"), draft=_yes(Q(pk=None)),
        owner=F("organisation__name"), owner_id=F("organisation_id"), topic_nl=_text("topic__text_nl"),
        topic_en=_text("topic__text_en"), order=Value(0, PositiveSmallIntegerField()), rank=rank,
    )  # fmt: skip
    rows_of: QuerySet[Any, Any] = named.values(*COLUMNS)
    return rows_of


def _text(path: str) -> Coalesce:
    return Coalesce(path, Value(""))


def _yes(condition: Q) -> Any:
    return ExpressionWrapper(condition, output_field=BooleanField())
