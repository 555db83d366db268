"""The figures behind a chart: one table for the page, for paper and for CSV."""

from __future__ import annotations

from dataclasses import dataclass

# None: too few conversations.
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class ChartTable:
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
