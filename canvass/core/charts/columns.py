"""Opening beside closing: how often which number was given."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from canvass.core.charts.table import ChartTable


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    label: str
    opening: int | None
    closing: int | None


@dataclass(frozen=True, slots=True)
class Column:
    x: int
    y: int
    height: int
    count: int | None
    closing: bool

    @property
    def centre(self) -> int:
        return self.x + PairedColumns.COLUMN // 2

    @property
    def text_y(self) -> int:
        return self.y - 5


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    label: str
    centre: int
    columns: tuple[Column, Column]


@dataclass(frozen=True, slots=True)
class PairedColumns:
    """Opening (hollow) beside closing (solid) per group of numbers."""

    COLUMN = 34
    GROUP = 88
    BASE = 140
    TALLEST = 124

    caption: str
    groups: tuple[ColumnGroup, ...]

    @property
    def has_few(self) -> bool:
        return any(None in (group.opening, group.closing) for group in self.groups)

    @property
    def width(self) -> int:
        return self.GROUP * max(5, len(self.groups)) + 8

    def _column(self, x: int, count: int | None, *, closing: bool) -> Column:
        counts = [value for group in self.groups for value in (group.opening, group.closing) if value is not None]
        height = round(self.TALLEST * (count or 0) / max(counts, default=1)) if any(counts) else 0
        return Column(x, self.BASE - height, height, count, closing)

    @property
    def placed(self) -> tuple[PlacedGroup, ...]:
        placed = []
        for index, group in enumerate(self.groups):
            left = 10 + index * self.GROUP
            columns = (
                self._column(left, group.opening, closing=False),
                self._column(left + self.COLUMN + 4, group.closing, closing=True),
            )
            placed.append(PlacedGroup(group.label, left + self.COLUMN + 2, columns))
        return tuple(placed)

    @property
    def table(self) -> ChartTable:
        return ChartTable(
            (_("number given"), _("opening"), _("closing")),
            tuple((group.label, group.opening, group.closing) for group in self.groups),
        )
