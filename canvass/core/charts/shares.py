"""Shares of a whole: interval bars and the funnel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from canvass.core.charts.table import Cell, ChartTable

WHISKER_TOP, WHISKER_MID, WHISKER_END = 3, 8, 13


def whisker(low: int, high: int) -> str:
    """Path of a 95 % interval on a bar of 100 x 16."""
    ends = f"M{low} {WHISKER_TOP}V{WHISKER_END}M{high} {WHISKER_TOP}V{WHISKER_END}"
    return f"{ends}M{low} {WHISKER_MID}H{high}"


@dataclass(frozen=True, slots=True)
class Share:
    """A share in whole percent with its 95 % interval, and the counts behind it."""

    label: str
    percent: int | None
    low: int | None = None
    high: int | None = None
    count: int | None = None
    of: int | None = None

    def __post_init__(self) -> None:
        for value in (self.percent, self.low, self.high):
            if value is not None and not 0 <= value <= 100:
                raise ValueError(f"a share lies between 0 and 100, not {value}")

    @property
    def has_interval(self) -> bool:
        return self.percent is not None and self.low is not None and self.high is not None

    @property
    def whisker(self) -> str:
        return whisker(self.low, self.high) if self.low is not None and self.high is not None else ""


def _cells(row: Share) -> tuple[Cell, ...]:
    """An unknown interval or count is an empty cell; None would read as "too few"."""
    return (row.percent, *("" if cell is None else cell for cell in (row.low, row.high, row.count, row.of)))


def _share_table(first: str, rows: Sequence[Share]) -> ChartTable:
    headers = (first, _("percent"), _("at least (95%)"), _("at most (95%)"), _("number"), _("out of"))
    hidden: tuple[Cell, ...] = (None, "", "", "", "")
    return ChartTable(
        headers,
        tuple((row.label, *(hidden if row.percent is None else _cells(row))) for row in rows),
    )


@dataclass(frozen=True, slots=True)
class IntervalBars:
    """Shares of one whole: bars with whiskers, in the order given (never a ranking of people or places)."""

    caption: str
    rows: tuple[Share, ...]

    @property
    def says_nothing(self) -> bool:
        """Every row has too few: said once, not per row."""
        return bool(self.rows) and all(row.percent is None for row in self.rows)

    @property
    def table(self) -> ChartTable:
        return _share_table(_("item"), self.rows)


@dataclass(frozen=True, slots=True)
class Funnel:
    """From door to numbers: every step is a share of the step before it."""

    caption: str
    start_label: str
    start: int
    steps: tuple[Share, ...]

    @property
    def table(self) -> ChartTable:
        table = _share_table(_("step"), self.steps)
        return ChartTable(table.headers, ((self.start_label, "", "", "", self.start, ""), *table.rows))
