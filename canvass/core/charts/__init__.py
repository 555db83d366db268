"""What the six partials in ``templates/charts/`` draw.

Geometry is whole numbers in the svg's own units (a decimal comma breaks an svg), and ``None`` always means "too few
conversations": no number, no mark. Every chart gives its figures as a table, for the page and for CSV alike.
"""

from __future__ import annotations

from canvass.core.charts.columns import ColumnGroup, PairedColumns
from canvass.core.charts.dots import Estimate, IntervalDots
from canvass.core.charts.heat import HeatMap, HeatRow
from canvass.core.charts.line import Line
from canvass.core.charts.shares import Funnel, IntervalBars, Share
from canvass.core.charts.table import Cell, ChartTable

__all__ = [
    "Cell",
    "ChartTable",
    "ColumnGroup",
    "Estimate",
    "Funnel",
    "HeatMap",
    "HeatRow",
    "IntervalBars",
    "IntervalDots",
    "Line",
    "PairedColumns",
    "Share",
]
