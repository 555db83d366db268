"""Shaped reads of topics and guides; query counts are pinned by tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery

from conversations.topics.access import Reach
from conversations.topics.models import Correction, Guide, GuideOffer, GuideStep, GuideVersion, Statement, Topic, Word
from conversations.topics.wordlists import WordList, words_of


@dataclass(frozen=True)
class TopicLine:
    topic: Topic
    statement: Statement | None
    campaigns: int
    running: int
    guides: int
    mine: bool


@dataclass(frozen=True)
class Use:
    """Campaigns that chose a version: one's own by name, whether begun, and how many of other groups."""

    campaigns: list[tuple[str, bool]]
    others: int


@dataclass(frozen=True)
class VersionLine:
    statement: Statement
    use: Use
    locked: bool
    running: bool


@dataclass(frozen=True)
class GuideVersionLine:
    version: GuideVersion
    steps: int
    use: Use


@dataclass(frozen=True)
class WordCount:
    kind: WordList
    live: list[Word]
    retired: int


@dataclass(frozen=True)
class GuideLine:
    guide: Guide
    current: GuideVersion | None
    draft: GuideVersion | None
    campaigns: int
    mine: bool


def topic_lines(topics: QuerySet[Topic], *, reach: Reach, words: str, archived: bool, today: date) -> list[TopicLine]:
    """Topics with their newest statement and how much hangs on them; two queries."""
    rows = topics.filter(archived_at__isnull=not archived)
    for word in words.split():
        named = Q(text_nl__icontains=word) | Q(text_en__icontains=word)
        rows = rows.filter(named | Exists(Statement.objects.filter(named, topic=OuterRef("pk"))))
    found = rows.annotate(
        guide_count=Count("guides", distinct=True, filter=Q(guides__archived_at=None)),
        campaign_count=Count("statements__campaigns", distinct=True),
        running_count=Count(
            "statements__campaigns",
            distinct=True,
            filter=Q(statements__campaigns__starts_on__lte=today, statements__campaigns__ends_on__gte=today),
        ),
    ).prefetch_related(Prefetch("statements", Statement.objects.order_by("version"), to_attr="versions"))
    return [
        TopicLine(
            row, row.versions[-1] if row.versions else None, row.campaign_count, row.running_count, row.guide_count,
            reach.may_write(row.organisation_id),
        )
        for row in found.order_by("text_nl")
    ]  # fmt: skip


def use_of(version: Statement | GuideVersion, *, reach: Reach, today: date) -> Use:
    """No group learns the names of another group's campaigns."""
    campaigns = version.campaigns.all()
    own = [(row.name, row.starts_on <= today) for row in campaigns if row.organisation_id in reach.own]
    return Use(own, len(campaigns) - len(own))


def version_lines(topic: Topic, *, reach: Reach, today: date) -> list[VersionLine]:
    """A topic's statements, newest first, with the campaigns that chose each; two queries."""
    lines = []
    for statement in topic.statements.prefetch_related("campaigns"):
        rows = statement.campaigns.all()
        locked = statement.locked_at is not None or any(row.starts_on <= today for row in rows)
        running = any(row.starts_on <= today <= row.ends_on for row in rows)
        lines.append(VersionLine(statement, use_of(statement, reach=reach, today=today), locked, running))
    return lines


def corrections_of(topic: Topic) -> list[Correction]:
    """Spelling put right in statements that people had answered, newest first; one query."""
    ids = topic.statements.order_by().values("pk")
    return list(Correction.objects.filter(subject=Correction.Subject.STATEMENT, subject_id__in=ids))


def word_counts(topic: Topic) -> list[WordCount]:
    """The three lists of a topic, one query each."""
    found = []
    for kind in WordList:
        rows = list(words_of(topic, kind))
        live = [row for row in rows if row.retired_at is None]
        found.append(WordCount(kind, live, len(rows) - len(live)))
    return found


def guide_lines(guides: QuerySet[Guide], *, reach: Reach, words: str = "", archived: bool = False) -> list[GuideLine]:
    """Guides with their published version and draft; two queries."""
    rows = guides.filter(archived_at__isnull=not archived)
    for word in words.split():
        rows = rows.filter(
            Q(text_nl__icontains=word) | Q(text_en__icontains=word) | Q(topic__text_nl__icontains=word)
            | Q(topic__text_en__icontains=word) | Q(organisation__name__icontains=word)
        )  # fmt: skip
    counted = (
        GuideVersion.objects.filter(guide=OuterRef("pk"))
        .order_by()
        .values("guide")
        .annotate(n=Count("campaigns"))
        .values("n")
    )
    rows = rows.annotate(campaign_count=Subquery(counted, output_field=IntegerField()))
    live = GuideVersion.objects.filter(replaced_at=None).annotate(step_count=Count("steps"))
    lines = []
    for row in rows.prefetch_related(Prefetch("versions", live, to_attr="live")).order_by("topic__text_nl", "text_nl"):
        current = next((version for version in row.live if not version.is_draft), None)
        draft = next((version for version in row.live if version.is_draft), None)
        mine = row.organisation_id in reach.own
        lines.append(GuideLine(row, current, draft if mine else None, row.campaign_count or 0, mine))
    return lines


def open_offers(reach: Reach) -> QuerySet[GuideOffer]:
    """What groups below hold out to organisations where one may answer."""
    rows = GuideOffer.objects.filter(state=GuideOffer.State.OPEN, organisation__in=reach.writes)
    return rows.select_related("guide__organisation", "guide__topic", "organisation")


def versions_of(guide: Guide, *, reach: Reach) -> list[GuideVersion]:
    """Newest first, each with ``step_count``; drafts only of one's own."""
    # Grouped rows lose the model's own order.
    rows = guide.versions.annotate(step_count=Count("steps")).order_by("-version")
    if guide.organisation_id not in reach.own:
        rows = rows.filter(published_at__isnull=False)
    return list(rows.prefetch_related("campaigns"))


def guide_version_lines(versions: list[GuideVersion], *, reach: Reach, today: date) -> list[GuideVersionLine]:
    """``versions`` come from ``versions_of``; no query."""
    return [
        GuideVersionLine(row, getattr(row, "step_count", 0), use_of(row, reach=reach, today=today)) for row in versions
    ]


def forks_of(guide: Guide, *, reach: Reach) -> list[Guide]:
    """Guides that began as a copy of this one, as far as the reader sees them."""
    rows = Guide.objects.filter(based_on__guide=guide).select_related("organisation")
    published = Exists(GuideVersion.objects.filter(guide=OuterRef("pk"), published_at__isnull=False))
    return list(rows.filter(Q(organisation__in=reach.own) | (Q(organisation__in=reach.above) & Q(published))))


def steps_of(version: GuideVersion) -> list[GuideStep]:
    return list(version.steps.order_by("position"))
