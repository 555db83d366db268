"""What must stay hidden: of the whole by itself, and of its parts so that none follows from the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from conversations.insight.dashboards.aggregates import Figures
from conversations.insight.dashboards.measures import OF_RATINGS, measures
from conversations.insight.dashboards.words import Words
from conversations.statistics.suppression.cells import STANDARD, may_show
from conversations.statistics.suppression.protect import Protection, protect
from conversations.statistics.suppression.table import TOTAL, Key, grid_table, line_table

Counts = Mapping[str, list[int]]


@dataclass
class Hiding:
    """``everything``: nothing about opinions; ``ratings``: no number given; ``columns``: single figures."""

    everything: bool = False
    ratings: bool = False
    columns: dict[str, frozenset[int]] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)

    def hides_all(self, measure: str) -> bool:
        return self.everything or measure in self.withheld or (self.ratings and measure in OF_RATINGS)

    def hides(self, measure: str, column: int) -> bool:
        return self.hides_all(measure) or column in self.columns.get(measure, frozenset())


def whole_hiding(figures: Figures, words: Words) -> Hiding:
    found = Hiding(
        everything=not may_show(figures.conversations, figures.canvassers),
        ratings=not may_show(figures.pairs, figures.pair_canvassers),
    )
    for name, counts in measures(figures, words).items():
        protection = protect(line_table(counts, answers=counts[0] > 0 or len(counts) > 2))
        if protection.withheld:
            found.withheld.add(name)
        else:
            found.columns[name] = frozenset(row for row, _column in protection.hidden if row != TOTAL)
    return found


@dataclass(frozen=True)
class Rows:
    """Parts in a fixed order, and for areas the district of each as a number. What is offered comes by name."""

    keys: tuple[str, ...]
    figures: tuple[Figures, ...]
    groups: tuple[int, ...] | None = None
    group_keys: tuple[str, ...] = ()
    # Rows that no page shows: all of their figures count as hidden.
    unseen: frozenset[int] = frozenset()

    @property
    def all_keys(self) -> list[tuple[int, str]]:
        """Row number in a protected table, and the part's key: rows, then districts."""
        return list(enumerate((*self.keys, *self.group_keys)))


def joint_hiding(whole: Hiding, rows: Rows, words: Words) -> dict[str, Hiding]:
    """Per part. Where a part could only be shown by hiding of the whole, all parts keep still about that measure."""
    hidden_ratings = _rows_without_ratings(rows)
    found: dict[str, Hiding] = {}
    for number, key in rows.all_keys:
        figures = _row_figures(rows, number)
        found[key] = Hiding(
            everything=whole.everything or not may_show(figures.conversations, figures.canvassers),
            ratings=whole.ratings or number in hidden_ratings,
        )
    tables = [measures(figures, words) for figures in rows.figures]
    for name in tables[0] if tables else ():
        silent = hidden_ratings if name in OF_RATINGS else frozenset()
        protection = _protect_rows(name, [table[name] for table in tables], whole, rows, silent)
        for number, key in rows.all_keys:
            if protection is None:
                found[key].withheld.add(name)
            else:
                _note(found[key], name, number, protection)
    return found


def _note(hiding: Hiding, name: str, row: int, protection: Protection) -> None:
    if protection.hides(row, TOTAL):
        hiding.withheld.add(name)
    else:
        hiding.columns[name] = frozenset(column for at, column in protection.hidden if at == row)


def _protect_rows(
    name: str, counts: list[list[int]], whole: Hiding, rows: Rows, silent: frozenset[int]
) -> Protection | None:
    """None where the parts must keep still about ``name``."""
    if whole.hides_all(name) or len(counts[0]) < 2:
        return None
    columns = range(len(counts[0]))
    hide: set[Key] = {(TOTAL, column) for column in whole.columns.get(name, frozenset())}
    for row in rows.unseen | silent:
        hide |= {(row, column) for column in (*columns, TOTAL)}
    protection = protect(grid_table(counts, groups=rows.groups, also_hide=frozenset(hide)))
    shown_before = {(TOTAL, column) for column in columns} - hide
    if protection.withheld or protection.hidden & (shown_before | {(TOTAL, TOTAL)}):
        return None
    return protection


def _rows_without_ratings(rows: Rows) -> frozenset[int]:
    """Rows and districts whose mean is not said: too few pairs, or it would give another's away."""
    pairs = [figures.pairs for figures in rows.figures]
    canvassers = {(row, TOTAL): f.pair_canvassers for row, f in enumerate(rows.figures)}
    for number, _key in rows.all_keys[len(rows.keys) :]:
        canvassers[number, TOTAL] = _row_figures(rows, number).pair_canvassers
    if not sum(pairs):
        return frozenset(number for number, _key in rows.all_keys)
    protection = protect(line_table(pairs, canvassers=canvassers, groups=rows.groups, rule=STANDARD))
    if protection.withheld:
        return frozenset(number for number, _key in rows.all_keys)
    hidden = {row for row, _column in protection.hidden}
    empty = {row for row, _key in rows.all_keys if not _row_figures(rows, row).pairs}
    return frozenset(hidden | empty | rows.unseen)


def _row_figures(rows: Rows, number: int) -> Figures:
    if number < len(rows.keys):
        return rows.figures[number]
    merged = Figures(rows.figures[0].statement)
    for figures, group in zip(rows.figures, rows.groups or (), strict=True):
        if group == number - len(rows.keys):
            merged.merge(figures)
    return merged
