"""Counts over time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from canvass.core.charts.table import ChartTable


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int
    value: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One series of counts over time from zero; a gap where there were too few."""

    WIDTH, LEFT, TOP, BASE = 640, 64, 20, 150

    caption: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[int | None, ...]

    def __post_init__(self) -> None:
        if len(self.labels) != len(self.values):
            raise ValueError("a line needs one value, or None, for every label")

    @property
    def top_value(self) -> int:
        return max((value for value in self.values if value is not None), default=0)

    @property
    def points(self) -> tuple[Point, ...]:
        step = (self.WIDTH - self.LEFT - 30) // max(1, len(self.values) - 1)
        scale = (self.BASE - self.TOP) / max(1, self.top_value)
        return tuple(
            Point(self.LEFT + index * step, self.BASE - round((value or 0) * scale), value, label)
            for index, (value, label) in enumerate(zip(self.values, self.labels, strict=True))
        )

    @property
    def shown(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.value is not None)

    @property
    def ticks(self) -> tuple[Point, ...]:
        """At most eight labels below the axis, the first and the last among them where they fit."""
        every = max(1, -(-len(self.points) // 8))
        return self.points[::every]

    @property
    def path(self) -> str:
        points = self.points
        joined = [(a, b) for a, b in pairwise(points) if a.value is not None and b.value is not None]
        return "".join(f"M{a.x} {a.y}L{b.x} {b.y}" for a, b in joined)

    @property
    def table(self) -> ChartTable:
        return ChartTable((_("when"), self.unit), tuple(zip(self.labels, self.values, strict=True)))
