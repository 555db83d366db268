"""What may be said about a campaign's conversations: suppressed tables, for pages and exports alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign
from conversations.insight import aggregates
from conversations.insight.aggregates import DoorTotals, Ratings
from conversations.insight.models import ObservedShift
from conversations.statistics.estimate import Estimate
from conversations.statistics.intervals import wilson
from conversations.statistics.paired import (
    Directions,
    DirectionShares,
    EffectSize,
    MeanChange,
    direction_shares,
    effect_size,
    mean_change,
)
from conversations.statistics.suppression.cells import may_show
from conversations.statistics.suppression.protect import protect
from conversations.statistics.suppression.table import TOTAL, line_table

Code = TypeVar("Code", int, str)

# Eleven thin cells would mostly be hidden, and with a mean beside them two hidden ones could be worked out; five
# groups, with only the mean difference beside them, say as much and give nothing away.
BINS = ((0, 2), (3, 4), (5, 6), (7, 8), (9, 10))


@dataclass(frozen=True)
class Share:
    """``count`` of ``total`` with its interval; all None where it may not be shown."""

    label: str
    count: int | None
    total: int | None
    estimate: Estimate | None


@dataclass(frozen=True)
class Distribution:
    """How often each group of numbers (``BINS``) was given; None where hidden, None altogether when withheld."""

    counts: list[int | None] | None
    total: int


@dataclass(frozen=True)
class RatingTables:
    pairs: int
    with_opening: int
    change: MeanChange
    effect: EffectSize
    # None where one of the three is too few: the other two and the total would give it away.
    directions: DirectionShares | None
    opening: Distribution
    closing: Distribution
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PrejudiceTable:
    label: str
    total: int | None
    shifts: list[Share]


@dataclass(frozen=True)
class CampaignTables:
    doors: DoorTotals
    conversations: int
    ratings: RatingTables | None
    values: list[Share]
    concerns: list[Share]
    prejudices: list[PrejudiceTable]
    steps: list[Share]


def campaign_tables(campaign: Campaign) -> CampaignTables:
    """Every table of the outcome page, hidden where the small-cell rule says so."""
    totals = aggregates.ratings(campaign)
    open_to_see = may_show(totals.conversations, totals.canvassers)
    topic = campaign.statement.topic
    value_names = {v.code: str(v) for v in topic.organisation.shared_values.all()}
    concern_names = {c.pk: str(c) for c in topic.concerns.all()}
    step_names = {s.code: str(s) for s in campaign.guide_version.steps.all() if s.logged}
    n = totals.conversations if open_to_see else 0
    return CampaignTables(
        doors=aggregates.door_totals(campaign),
        conversations=totals.conversations,
        ratings=_rating_tables(totals) if open_to_see else None,
        values=_shares(aggregates.shared_values(campaign), value_names, n),
        concerns=_shares(aggregates.concerns(campaign), concern_names, n),
        prejudices=_prejudices(campaign, n),
        steps=_shares(aggregates.steps(campaign), step_names, n),
    )


def _rating_tables(totals: Ratings) -> RatingTables | None:
    if not may_show(totals.sums.n, totals.pair_canvassers):
        return None
    return RatingTables(
        pairs=totals.sums.n,
        with_opening=totals.with_opening,
        change=mean_change(totals.sums),
        effect=effect_size(totals.sums),
        directions=_directions(totals),
        opening=_distribution(totals.opening),
        closing=_distribution(totals.closing),
        warnings=_warnings(totals),
    )


def _directions(totals: Ratings) -> DirectionShares | None:
    counts = [totals.up, totals.same, totals.down]
    if protect(line_table(counts, answers=True)).hidden:
        return None
    return direction_shares(Directions(*counts))


def _distribution(ratings: list[int]) -> Distribution:
    counts = [sum(ratings[low : high + 1]) for low, high in BINS]
    protection = protect(line_table(counts, answers=True))
    if protection.withheld:
        return Distribution(None, sum(counts))
    return Distribution([None if protection.hides(i, TOTAL) else n for i, n in enumerate(counts)], sum(counts))


def _shares(counts: Mapping[Code, int], names: Mapping[Code, str], n: int) -> list[Share]:
    """Shares of all conversations. A conversation may carry several codes, so nothing adds up to a total;

    yet ``n - count`` could be as telling as ``count``, so both must be large enough or nobody.
    """
    rows = []
    for code, label in names.items():
        count = counts.get(code, 0)
        visible = n > 0 and may_show(n, 3) and _large_or_none(count) and _large_or_none(n - count) and count < n
        if visible:
            rows.append(Share(label, count, n, wilson(count, n)))
        else:
            rows.append(Share(label, None, None, None))
    return sorted(rows, key=lambda row: (-(row.count or -1), row.label))


def _large_or_none(count: int) -> bool:
    return count == 0 or may_show(count, 3)


def _prejudices(campaign: Campaign, n: int) -> list[PrejudiceTable]:
    found = aggregates.observed_shifts(campaign) if n else {}
    tables = []
    for prejudice in campaign.statement.topic.prejudices.all():
        counts = [found.get(prejudice.pk, {}).get(shift.value, 0) for shift in ObservedShift]
        total = sum(counts)
        labels = [str(shift.label) for shift in ObservedShift]
        protection = protect(line_table(counts, answers=True))
        hidden = not total or protection.withheld or not may_show(total, 3)
        shifts = [
            Share(label, None, None, None)
            if hidden or protection.hides(i, TOTAL)
            else Share(label, count, total, wilson(count, total))
            for i, (label, count) in enumerate(zip(labels, counts, strict=True))
        ]
        tables.append(PrejudiceTable(str(prejudice), None if hidden else total, shifts))
    return tables


def _warnings(totals: Ratings) -> list[str]:
    found = []
    if totals.with_opening and totals.opened_high / totals.with_opening >= 0.30:
        found.append(
            _("Three in ten or more opened at 9 or 10: you may be talking mostly with people who already agree.")
        )
    if totals.with_opening and totals.sums.missing / totals.with_opening > 0.20:
        found.append(_("More than one in five lacks a closing number. Talk about it in the debrief; erase nothing."))
    if totals.sums.n > 1 and totals.sums.change_spread == 0:
        found.append(
            _("Every closing number is the opening number plus the same amount. That is unlikely in real talks.")
        )
    return found
