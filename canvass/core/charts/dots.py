"""Mean changes and differences with their intervals: dots on a common axis (a forest of estimates)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from canvass.core.charts.table import Cell, ChartTable


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval; ``n`` is what it rests on. None: too few conversations."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None

    def __post_init__(self) -> None:
        if self.value is not None and not all(
            number is not None and math.isfinite(number) for number in (self.value, self.low, self.high)
        ):
            raise ValueError("an estimate without an interval is not shown")


@dataclass(frozen=True, slots=True)
class Dot:
    estimate: Estimate
    y: int
    x: int
    whisker: str

    @property
    def text_y(self) -> int:
        return self.y - 16


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    value: int


@dataclass(frozen=True, slots=True)
class IntervalDots:
    """Dots with whiskers around a line at zero, in the order given."""

    LEFT, RIGHT, TOP, ROW = 24, 300, 4, 48

    caption: str
    rows: tuple[Estimate, ...]
    # What the line at zero says, such as "no change".
    zero: str

    @property
    def low(self) -> int:
        return min(-1, *(math.floor(row.low) for row in self.rows if row.low is not None), 0)

    @property
    def high(self) -> int:
        return max(1, *(math.ceil(row.high) for row in self.rows if row.high is not None), 0)

    def _x(self, value: float) -> int:
        return self.LEFT + round((self.RIGHT - self.LEFT) * (value - self.low) / (self.high - self.low))

    @property
    def zero_x(self) -> int:
        return self._x(0)

    @property
    def dots(self) -> tuple[Dot, ...]:
        dots = []
        for index, row in enumerate(self.rows):
            y = self.TOP + 34 + index * self.ROW
            if row.value is None or row.low is None or row.high is None:
                dots.append(Dot(row, y, 0, ""))
                continue
            left, right = self._x(row.low), self._x(row.high)
            path = f"M{left} {y - 9}V{y + 9}M{right} {y - 9}V{y + 9}M{left} {y}H{right}"
            dots.append(Dot(row, y, self._x(row.value), path))
        return tuple(dots)

    @property
    def axis_y(self) -> int:
        return self.TOP + self.ROW * len(self.rows)

    @property
    def height(self) -> int:
        return self.axis_y + 40

    @property
    def label_y(self) -> int:
        return self.axis_y + 18

    @property
    def zero_y(self) -> int:
        return self.axis_y + 34

    @property
    def ticks(self) -> tuple[Tick, ...]:
        every = max(1, (self.high - self.low) // 5)
        return tuple(Tick(self._x(value), value) for value in range(self.low, self.high + 1, every))

    @property
    def table(self) -> ChartTable:
        hidden: tuple[Cell, ...] = (None, "", "", "")
        rows = tuple(
            (
                row.label,
                *(hidden if row.value is None else (row.value, row.low, row.high, "" if row.n is None else row.n)),
            )
            for row in self.rows
        )
        return ChartTable((_("item"), _("mean"), _("at least (95%)"), _("at most (95%)"), _("number")), rows)
