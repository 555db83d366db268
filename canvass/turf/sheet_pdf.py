"""The walk sheet as a PDF for the printer: A4, large type, page numbers, and a square code back to the turf."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import segno
from django.conf import settings
from django.template.loader import render_to_string

from canvass.turf.sheet_columns import DOOR_COLUMNS, ENTRANCE_COLUMNS
from canvass.turf.sheet_data import SheetData

STYLE = Path(settings.BASE_DIR) / "static" / "css" / "sheet.css"


def sheet_pdf(sheet: SheetData) -> bytes:
    return bytes(sheet_document(sheet).write_pdf())


def sheet_document(sheet: SheetData, *, head: str = "") -> Any:
    """Laid out, page by page. In the language of the request. ``head``: whose sheet it is, such as a duo's number."""
    qr = qr_drawing(sheet.url)
    context = {"sheet": sheet, "turf": sheet.turf, "campaign": sheet.turf.plan.campaign, "qr": qr, "head": head}
    return paper_document("turf/sheet_pdf.html", context | sheet_columns())


def paper_document(template: str, context: dict[str, object], *, style: Path = STYLE) -> Any:
    """Any template in the style of paper, laid out."""
    # Half a second and 40 MB: only a process that prints pays for them.
    from weasyprint import CSS, HTML

    page = HTML(string=render_to_string(template, context), url_fetcher=_fetch_nothing)
    return page.render(stylesheets=[CSS(string=style.read_text(), url_fetcher=_fetch_nothing)])


def sheet_columns() -> dict[str, object]:
    """The boxes, for every template that draws a sheet."""
    return {"columns": DOOR_COLUMNS, "entrance_columns": ENTRANCE_COLUMNS}


def qr_drawing(url: str) -> tuple[int, str]:
    """Its side in modules, and the dark ones as one path of whole numbers; a quarter may be wet."""
    rows = [list(row) for row in segno.make(url, error="q", micro=False).matrix]
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return len(rows), "".join(dark)


def _fetch_nothing(url: str, *args: object, **kwargs: object) -> NoReturn:
    raise ValueError(f"a walk sheet fetches nothing: {url}")
