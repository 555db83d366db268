"""Sums as the published rollups give them; nothing here decides what may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypedDict
from uuid import UUID

from django.db.models import BigIntegerField, Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Cast

from canvass.places.models import Neighbourhood
from conversations.insight.dashboards.parts import WHOLE, Part, month_of
from conversations.insight.models import (
    CodeSums,
    Intake,
    PublishedCanvasserCell,
    PublishedCodeCell,
    PublishedRatingCell,
)
from conversations.statistics.clustered import ClusterMoments, ClusterSums
from conversations.statistics.paired import Directions, PairedSums
from conversations.topics.models import Statement

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Kind = CodeSums.Kind
SUMS = ("sum_open", "sum_close", "sum_open_sq", "sum_close_sq", "sum_cross")
MISSING = ("opening_refused", "opening_not_asked", "closing_refused", "closing_not_asked")


@dataclass
class Figures:
    """All that is known of one statement version in one part: never added to those of another version."""

    statement: Statement
    conversations: int = 0
    opening: list[int] = field(default_factory=lambda: [0] * 11)
    closing: list[int] = field(default_factory=lambda: [0] * 11)
    pairs: int = 0
    sums: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    directions: Directions = field(default_factory=lambda: Directions(0, 0, 0))
    # Of parts, where one canvasser may be in several; what the database has summed up already is in `summed`.
    clusters: dict[UUID, ClusterSums] = field(default_factory=dict)
    summed: ClusterMoments = field(default_factory=ClusterMoments)
    # By kind: (code, detail) -> conversations.
    codes: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    # Conversations by organisation, for what several organisations publish together.
    by_organisation: Counter[int] = field(default_factory=Counter)

    @property
    def canvassers(self) -> int:
        return self.summed.clusters + len(self.clusters)

    @property
    def pair_canvassers(self) -> int:
        return self.summed.filled + sum(part.n > 0 for part in self.clusters.values())

    @property
    def moments(self) -> ClusterMoments:
        return self.summed + ClusterMoments.of(self.clusters.values())

    @property
    def with_opening(self) -> int:
        return sum(self.opening)

    @property
    def opened_high(self) -> int:
        return self.opening[9] + self.opening[10]

    @property
    def paired(self) -> PairedSums:
        return PairedSums(n=self.pairs, missing=self.with_opening - self.pairs, **{k: self.sums[k] for k in SUMS})

    def kind(self, kind: str) -> Counter[tuple[str, str]]:
        return self.codes.get(kind, Counter())

    def add(self, cell: PublishedRatingCell) -> None:
        self.conversations += cell.conversations
        self.pairs += cell.pairs
        self.opening = [a + b for a, b in zip(self.opening, cell.opening, strict=True)]
        self.closing = [a + b for a, b in zip(self.closing, cell.closing, strict=True)]
        self.sums.update({name: getattr(cell, name) for name in SUMS})
        self.missing.update({name: getattr(cell, name) for name in MISSING})
        self.directions += Directions(cell.higher, cell.same, cell.lower)
        self.by_organisation[cell.campaign.organisation_id] += cell.conversations

    def add_canvasser(self, code: UUID, part: ClusterSums) -> None:
        """One who was in several areas or months is one canvasser all the same."""
        before = self.clusters.get(code, ClusterSums(0, 0))
        self.clusters[code] = ClusterSums(before.n + part.n, before.sum_change + part.sum_change)

    def merge(self, other: Figures) -> None:
        self.conversations += other.conversations
        self.pairs += other.pairs
        self.opening = [a + b for a, b in zip(self.opening, other.opening, strict=True)]
        self.closing = [a + b for a, b in zip(self.closing, other.closing, strict=True)]
        self.sums += other.sums
        self.missing += other.missing
        self.directions += other.directions
        self.by_organisation += other.by_organisation
        self.summed += other.summed
        for code, part in other.clusters.items():
            self.add_canvasser(code, part)
        for kind, codes in other.codes.items():
            self.codes[kind] = self.kind(kind) + codes


Gathered = dict[str, dict[int, Figures]]


class Margin(TypedDict):
    """How the register names an area and its district; None where it is no neighbourhood of it. What is published."""

    area_name: str | None
    district: str | None
    fingerprint: str | None


def margins(campaign_id: int) -> list[WithAnnotations[PublishedRatingCell, Margin]]:
    """The whole of a campaign and its parts by area or by period."""
    home = Neighbourhood.objects.official().filter(code=OuterRef("area"))
    intake = Intake.objects.exclude(fingerprint="").order_by("-taken_at").values("fingerprint")
    cells = PublishedRatingCell.objects.filter(Q(area="") | Q(period=""), campaign=campaign_id)
    named = cells.select_related("statement__topic", "campaign").annotate(
        area_name=Subquery(home.values("name")[:1]),
        district=Subquery(home.values("district_code")[:1]),
        fingerprint=Subquery(intake[:1]),
    )
    return list(named)


def figures(campaigns: Collection[int]) -> list[Figures]:
    """Of whole campaigns together, per statement version, the newest first."""
    cells = PublishedRatingCell.objects.filter(campaign__in=campaigns, area="", period="")
    return newest_first(gather(list(cells.select_related("statement__topic", "campaign")), "", campaigns))


def newest_first(gathered: Gathered) -> list[Figures]:
    return sorted(gathered.get("", {}).values(), key=lambda f: (f.statement.topic_id, -f.statement.version))


def gather(
    cells: Iterable[PublishedRatingCell],
    axis: Literal["", "month", "area"],
    campaigns: Collection[int],
    only: Part = WHOLE,
) -> Gathered:
    """Key of the axis (month, area code) -> statement -> its figures. Two queries, however many campaigns.

    ``only`` is a part on this axis, where the others need not be read.
    """
    found: Gathered = {}
    keys: dict[str, object] = {"campaign__in": campaigns, "area": "", "period": ""}
    if axis == "month":
        keys |= {"period__gt": ""} if only.is_whole else {"period__in": only.periods}
        del keys["period"]
    elif axis == "area":
        keys |= {"area__gt": ""} if only.is_whole else {"area__in": only.areas}
        del keys["area"]
    for cell in cells:
        if bool(cell.area) == (axis == "area") and bool(cell.period) == (axis == "month") and _is_in(cell, only):
            here = found.setdefault(_key(axis, cell.area, cell.period), {})
            here.setdefault(cell.statement_id, Figures(cell.statement)).add(cell)
    if found:
        if axis:
            _add_clusters(found, keys, axis)
        else:
            _add_sums_of_clusters(found[""], keys)
        _add_codes(found, keys, axis)
    return found


def _is_in(cell: PublishedRatingCell, part: Part) -> bool:
    return part.is_whole or (cell.area in part.areas and cell.period in part.periods)


def _key(axis: str, area: str, period: str) -> str:
    return month_of(period) if axis == "month" else area


def _add_clusters(found: Gathered, cells: dict[str, object], axis: str) -> None:
    rows = PublishedCanvasserCell.objects.filter(**cells).values_list(
        "area", "period", "statement_id", "canvasser_code", "pairs", "sum_change"
    )
    for area, period, statement, code, pairs, change in rows:
        found[_key(axis, area, period)][statement].add_canvasser(code, ClusterSums(pairs, change))


def _add_sums_of_clusters(found: dict[int, Figures], cells: dict[str, object]) -> None:
    """A code is of one campaign, so that in whole campaigns each row is a canvasser of its own."""
    n, change = (Cast(name, BigIntegerField()) for name in ("pairs", "sum_change"))
    rows = PublishedCanvasserCell.objects.filter(**cells).values_list("statement_id")
    sums = rows.annotate(
        clusters=Count("*"), filled=Count("canvasser_code", filter=Q(pairs__gt=0)), n=Sum(n), change=Sum(change),
        squares=Sum(change * change), cross=Sum(n * change), sizes=Sum(n * n),
    )  # fmt: skip
    for statement, *moments in sums:
        found[statement].summed += ClusterMoments(*map(int, moments))


def _add_codes(found: Gathered, cells: dict[str, object], axis: str) -> None:
    rows = PublishedCodeCell.objects.filter(**cells).values_list(
        "area", "period", "statement_id", "kind", "code", "detail"
    )
    for area, period, statement, kind, code, detail, number in rows.annotate(n=Sum("conversations")):
        codes = found[_key(axis, area, period)][statement].codes
        codes.setdefault(kind, Counter())[code, detail] += number
