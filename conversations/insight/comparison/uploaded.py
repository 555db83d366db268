"""One answer of the file page: what the file seems to hold, what was chosen, and what comes out. Nothing is kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace

from django.http import QueryDict

from canvass.core import charts
from conversations.insight.comparison.findings import Check, Line, chart_of, checks_of_file, lines_of
from conversations.insight.comparison.forms import ColumnsForm, FileForm
from conversations.insight.comparison.guessing import guess_columns, with_groups
from conversations.insight.comparison.reading import Columns, FileUnreadable, Reading, Sheet, read_rows, read_sheet
from conversations.statistics.experiment import Findings, analyse

PREVIEW_ROWS, PREVIEW_COLUMNS = 5, 12


@dataclass(frozen=True)
class Analysis:
    findings: Findings
    checks: list[Check]
    lines: list[Line]
    chart: charts.IntervalDots | None
    columns: Columns

    @property
    def may_say(self) -> bool:
        """Every check holds: then, and only then, the difference may be said to come from the conversation."""
        return all(check.holds for check in self.checks)


@dataclass(frozen=True)
class FilePage:
    file: FileForm
    columns: ColumnsForm | None = None
    sheet: Sheet | None = None
    trouble: str = ""
    reading: Reading | None = None
    analysis: Analysis | None = None
    headers: list[str] = field(default_factory=list)
    preview: list[list[str]] = field(default_factory=list)

    @property
    def status(self) -> int:
        wrong = self.trouble or self.file.errors or (self.columns is not None and self.columns.errors)
        return 422 if wrong or (self.reading is not None and self.analysis is None) else 200


def look_at_file(file: FileForm, data: QueryDict) -> FilePage:
    """The columns and a few rows, with what was chosen so far or else a guess."""
    if not file.is_valid():
        return FilePage(file)
    try:
        sheet = read_sheet(file.content())
    except FileUnreadable as error:
        return FilePage(file, trouble=str(error))
    chosen = _chosen(sheet, data)
    form = ColumnsForm(initial=asdict(chosen) | _ticks(data), sheet=sheet, arm=chosen.arm)
    rows = [row[:PREVIEW_COLUMNS] for row in sheet.rows[:PREVIEW_ROWS]]
    return FilePage(file, form, sheet, headers=list(sheet.headers[:PREVIEW_COLUMNS]), preview=rows)


def analyse_file(file: FileForm, data: QueryDict) -> FilePage:
    page = look_at_file(file, data)
    if page.sheet is None:
        return page
    chosen = asdict(_chosen(page.sheet, data)) | _ticks(data)
    form = ColumnsForm(chosen, sheet=page.sheet, arm=str(chosen["arm"]))
    page = replace(page, columns=form)
    if page.sheet is None or not form.is_valid():
        return page
    reading = read_rows(page.sheet, form.columns())
    if reading.error_count and not form.cleaned_data["skip"]:
        return replace(page, reading=reading)
    findings = analyse(reading.rows)
    checks = checks_of_file(findings, drawn=form.cleaned_data["drawn"])
    analysis = Analysis(findings, checks, lines_of(findings), chart_of(findings), form.columns())
    return replace(page, reading=reading, analysis=analysis)


def _chosen(sheet: Sheet, data: QueryDict) -> Columns:
    """What the page sent, as far as the file has such columns; a guess where it sent nothing."""
    if "arm" not in data:
        return guess_columns(sheet)
    names = {name: data.get(name, "") for name in ("arm", "outcome", "cluster", "delivered", "baseline")}
    known = {name: value if value in sheet.headers else "" for name, value in names.items()}
    groups = {name: data.get(name, "") for name in ("treatment", "control")}
    return with_groups(sheet, Columns(**known, **groups))


def _ticks(data: QueryDict) -> dict[str, bool]:
    return {name: name in data for name in ("drawn", "skip")}
