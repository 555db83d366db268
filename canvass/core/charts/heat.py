"""Numbers per row and column, deeper where there are more."""

from __future__ import annotations

from dataclasses import dataclass

from canvass.core.charts.table import ChartTable


@dataclass(frozen=True, slots=True)
class HeatRow:
    label: str
    cells: tuple[int | None, ...]


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
    def table(self) -> ChartTable:
        return ChartTable((self.corner, *self.columns), tuple((row.label, *row.cells) for row in self.rows))
