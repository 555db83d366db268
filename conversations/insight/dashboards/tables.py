"""What may be said about conversations: suppressed tables, for pages, reports and exports alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from conversations.insight.dashboards.aggregates import Figures, Kind
from conversations.insight.dashboards.hiding import Hiding
from conversations.insight.dashboards.measures import (
    CLOSING,
    CONCERN,
    DIRECTIONS,
    LASTED,
    MINUTES,
    OPENING,
    measures,
    prejudice_key,
    step_key,
    value_key,
)
from conversations.insight.dashboards.words import Words
from conversations.insight.models import ObservedShift
from conversations.statistics.checks import DoorWarning, door_warnings
from conversations.statistics.clustered import mean_of_moments
from conversations.statistics.estimate import Estimate
from conversations.statistics.intervals import wilson
from conversations.statistics.paired import (
    DirectionShares,
    EffectSize,
    MeanChange,
    direction_shares,
    effect_size,
    mean_change,
)
from conversations.topics.models import Statement


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
    # The same mean, its interval widened for what conversations of one canvasser have in common (S5).
    by_canvasser: Estimate
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
class GuideSteps:
    """How often each step was skipped, of the conversations with this version of a guide."""

    guide_version: str
    conversations: int
    skipped: list[Share]


@dataclass(frozen=True)
class VersionTables:
    """One version of a statement; another version is another question, and never added to it."""

    statement: Statement
    conversations: int
    # The too-few rule holds for the whole: then nothing below has a number.
    few: bool
    ratings: RatingTables | None
    values: list[Share]
    concerns: list[Share]
    prejudices: list[PrejudiceTable]
    guides: list[GuideSteps]
    minutes: list[Share]


def version_tables(figures: Figures, hiding: Hiding, words: Words) -> VersionTables:
    counts = measures(figures, words)
    n = figures.conversations
    return VersionTables(
        statement=figures.statement,
        conversations=n,
        few=hiding.everything,
        ratings=None if hiding.everything or hiding.ratings else _ratings(figures, counts, hiding),
        values=_by_size(
            [
                _share(word.label, value_key(word.code), counts[value_key(word.code)][0], n, hiding)
                for word in words.values
            ]
        ),
        concerns=_by_size(_line([word.label for word in words.concerns], CONCERN, counts[CONCERN], n, hiding)),
        prejudices=[
            _prejudice(word.label, prejudice_key(word.code), counts[prejudice_key(word.code)], hiding)
            for word in words.prejudices
        ],
        guides=_guides(figures, counts, words, hiding),
        minutes=_line([_("%(span)s min") % {"span": span} for span in MINUTES], LASTED, counts[LASTED], n, hiding),
    )


def _ratings(figures: Figures, counts: dict[str, list[int]], hiding: Hiding) -> RatingTables:
    sums = figures.paired
    return RatingTables(
        pairs=sums.n,
        with_opening=figures.with_opening,
        change=mean_change(sums),
        by_canvasser=mean_of_moments(figures.moments),
        effect=effect_size(sums),
        directions=_directions(figures, hiding),
        opening=_distribution(OPENING, counts[OPENING], hiding),
        closing=_distribution(CLOSING, counts[CLOSING], hiding),
        warnings=_warnings(figures),
    )


def _directions(figures: Figures, hiding: Hiding) -> DirectionShares | None:
    if any(hiding.hides(DIRECTIONS, column) for column in range(3)):
        return None
    return direction_shares(figures.directions)


def _distribution(name: str, counts: list[int], hiding: Hiding) -> Distribution:
    if hiding.hides_all(name):
        return Distribution(None, sum(counts))
    return Distribution([None if hiding.hides(name, i) else n for i, n in enumerate(counts)], sum(counts))


def _share(label: str, name: str, count: int, total: int, hiding: Hiding, *, column: int = 0) -> Share:
    if not total or hiding.hides(name, column):
        return Share(label, None, None, None)
    return Share(label, count, total, wilson(count, total))


def _line(labels: Sequence[str], name: str, counts: list[int], total: int, hiding: Hiding) -> list[Share]:
    return [
        _share(label, name, count, total, hiding, column=column)
        for column, (label, count) in enumerate(zip(labels, counts, strict=False))
    ]


def _by_size(rows: list[Share]) -> list[Share]:
    return sorted(rows, key=lambda row: -1 if row.count is None else row.count, reverse=True)


def _prejudice(label: str, name: str, counts: list[int], hiding: Hiding) -> PrejudiceTable:
    total = sum(counts)
    shifts = _line([str(shift.label) for shift in ObservedShift], name, counts, total, hiding)
    return PrejudiceTable(label, None if not total or hiding.hides_all(name) else total, shifts)


def _guides(figures: Figures, counts: dict[str, list[int]], words: Words, hiding: Hiding) -> list[GuideSteps]:
    """In the order of the guide, not of size: it is read step by step."""
    found = []
    for (guide, _detail), n in sorted(figures.kind(Kind.GUIDE).items(), key=lambda item: -item[1]):
        rows = []
        for word in words.steps:
            if word.detail == guide:
                skipped = counts[step_key(guide, word.code)][1]
                rows.append(_share(word.label, step_key(guide, word.code), skipped, n, hiding, column=1))
        if rows:
            found.append(GuideSteps(guide, n, rows))
    return found


def _warnings(figures: Figures) -> list[str]:
    said = {
        DoorWarning.MANY_ALREADY_AGREE: _(
            "Three in ten or more opened at 9 or 10: you may be talking mostly with people who already agree."
        ),
        DoorWarning.MANY_WITHOUT_CLOSING: _(
            "More than one in five lacks a closing number. Talk about it in the debrief; erase nothing."
        ),
        DoorWarning.CLOSING_IS_OPENING_PLUS_CONSTANT: _(
            "Every closing number is the opening number plus the same amount. That is unlikely in real talks."
        ),
    }
    found = door_warnings(figures.paired, opened_at_nine_or_ten=figures.opened_high)
    return [text for warning, text in said.items() if warning in found]
