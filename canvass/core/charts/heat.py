"""Numbers per row and column, deeper where there are more."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from canvass.core.charts.table import Cell, ChartTable


@dataclass(frozen=True, slots=True)
class HeatRow:
    label: str
    cells: tuple[int | None, ...]
    # What each cell is a share of; where given, the table says it too.
    of: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HeatCell:
    value: int | None
    step: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A table with numbers whose ground deepens in five equal steps from the least to the most."""

    STEPS = 5

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]

    def _step(self, value: int | None) -> int:
        shown = [cell for row in self.rows for cell in row.cells if cell is not None]
        if value is None:
            return 0
        span = max(shown) - min(shown)
        return min(self.STEPS, 1 + (value - min(shown)) * self.STEPS // span) if span else 3

    @property
    def shaded(self) -> tuple[tuple[str, tuple[HeatCell, ...]], ...]:
        return tuple((row.label, tuple(HeatCell(cell, self._step(cell)) for cell in row.cells)) for row in self.rows)

    @property
    def says_of(self) -> bool:
        """Whether its table says more than its cells do."""
        return bool(self.rows) and all(row.of for row in self.rows)

    @property
    def table(self) -> ChartTable:
        if not self.says_of:
            return ChartTable((self.corner, *self.columns), tuple((row.label, *row.cells) for row in self.rows))
        rows: list[tuple[Cell, ...]] = [
            (f"{column} {row.label}", cell, of)
            for row in self.rows
            for column, cell, of in zip(self.columns, row.cells, row.of, strict=True)
            if of
        ]
        return ChartTable((self.corner, _("percent"), _("out of")), tuple(rows))
