"""The figures of one chart as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from canvass.core.charts import Cell, ChartTable
from conversations.insight.exporting.neutralising import neutralise


def csv_of(table: ChartTable) -> str:
    """With a byte order mark, so that every spreadsheet reads accents; no cell starts a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([neutralise(header) for header in table.headers])
    writer.writerows([neutralise(_text(cell)) for cell in row] for row in table.rows)
    return "\ufeff" + file.getvalue()


def _text(cell: Cell) -> str:
    if cell is None:
        return _("too few conversations")
    return f"{cell:.4f}" if isinstance(cell, float) else str(cell)
