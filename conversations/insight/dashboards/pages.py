"""A dashboard as its page, its report and its files draw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from canvass.core.charts import ChartTable
from conversations.insight.dashboards import charts
from conversations.insight.dashboards.charts import Named, VersionCharts
from conversations.insight.dashboards.queries import Dashboard
from conversations.insight.dashboards.together import Together


@dataclass
class DashboardPage:
    board: Dashboard | Together

    @cached_property
    def versions(self) -> list[VersionCharts]:
        return [charts.version_charts(tables) for tables in self.board.versions]

    @cached_property
    def funnel(self) -> Named:
        return charts.funnel(self.board.doors, self.board.versions)

    @cached_property
    def side_by_side(self) -> Named | None:
        return charts.versions_side_by_side(self.board.versions)

    @cached_property
    def hours(self) -> Named | None:
        return charts.hours(self.board.hours)

    @cached_property
    def weeks(self) -> Named | None:
        return charts.weeks(self.board.weeks) if self.board.part.axis != "month" else None

    def all(self) -> Iterator[Named]:
        yield from (one for one in (self.funnel, self.side_by_side, self.hours, self.weeks) if one)
        for version in self.versions:
            yield from version.all()

    def table(self, name: str) -> ChartTable | None:
        return next((one.chart.table for one in self.all() if one.name == name), None)
