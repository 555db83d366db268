"""A table of an experiment, read from a CSV file: its columns, what they seem to mean, and every row that is wrong.

The file lives in memory for one request; nothing of it is kept.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from django.utils.translation import gettext as _

from conversations.insight.errors import InsightError
from conversations.statistics.comparison import ComparisonRow

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 200
# Characters; a cell that goes on for longer is a quotation mark that was never closed.
MOST_IN_A_CELL = 10_000
MOST_ERRORS = 20
# Beyond this squares lose the digits that differences are made of.
LARGEST = 1e9
MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", ".", "-", "?"})
YES = frozenset({"1", "1.0", "true", "t", "yes", "y", "ja", "j", "waar"})
NO = frozenset({"0", "0.0", "false", "f", "no", "n", "nee", "onwaar"})


class FileUnreadable(InsightError):
    """The file is no table, or too large for a page; the message says what to do."""


@dataclass(frozen=True)
class Sheet:
    headers: tuple[str, ...]
    rows: list[list[str]]
    # With another separator than a comma, a comma may be the decimal sign.
    decimal_comma: bool

    def column(self, name: str) -> Iterator[str]:
        place = self.headers.index(name)
        return (row[place].strip() for row in self.rows)

    def values(self, name: str, *, most: int = 12) -> list[str]:
        """The different values of a column, commonest first; empty where they are too many to be groups."""
        counts = Counter(value for value in self.column(name) if not is_missing(value))
        return [value for value, _n in counts.most_common()] if len(counts) <= most else []


@dataclass(frozen=True)
class Columns:
    """Which column is what; an empty name means that there is none."""

    arm: str
    treatment: str
    control: str
    outcome: str
    cluster: str = ""
    delivered: str = ""
    baseline: str = ""


@dataclass(frozen=True)
class RowError:
    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """Rows that could be read, the first errors, how many there are, and rows of other groups."""

    rows: list[ComparisonRow]
    errors: list[RowError]
    error_count: int
    other_groups: int


def is_missing(value: str) -> bool:
    return value.lower() in MISSING


def read_sheet(data: bytes) -> Sheet:
    """Headers and rows; raises ``FileUnreadable``."""
    if len(data) > MOST_BYTES:
        raise FileUnreadable(_("This file is larger than 5 MB. Keep only the columns that are needed."))
    text = _decoded(data)
    delimiter = _delimiter(text)
    lines = _table(text, delimiter)
    if lines is None or any(len(cell) > MOST_IN_A_CELL for row in lines for cell in row):
        raise FileUnreadable(_("This file is no CSV table. Save it as CSV from your spreadsheet."))
    if len(lines) < 2:
        raise FileUnreadable(_("This file has no rows. The first line names the columns, then one row per person."))
    if len(lines) > MOST_ROWS + 1:
        raise FileUnreadable(_("This file has more than 200,000 rows."))
    headers = _headers(lines[0])
    width = len(headers)
    rows = [row[:width] + [""] * (width - len(row)) for row in lines[1:]]
    return Sheet(headers, rows, decimal_comma=delimiter != ",")


def _table(text: str, delimiter: str) -> list[list[str]] | None:
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error:
        return None


def read_rows(sheet: Sheet, columns: Columns) -> Reading:
    """Each row of the two groups as numbers. A row with a value that cannot be read is an error, not a guess."""
    wanted = {name: sheet.headers.index(name) for name in _used(columns)}
    rows: list[ComparisonRow] = []
    errors: list[RowError] = []
    wrong = others = 0
    for line, cells in enumerate(sheet.rows, start=2):
        found = {name: cells[place].strip() for name, place in wanted.items()}
        arm = found[columns.arm]
        if arm not in (columns.treatment, columns.control) and not is_missing(arm):
            others += 1
            continue
        row = _row(sheet, columns, found, line)
        if isinstance(row, RowError):
            wrong += 1
            if len(errors) < MOST_ERRORS:
                errors.append(row)
        else:
            rows.append(row)
    return Reading(rows, errors, wrong, others)


def _row(sheet: Sheet, columns: Columns, found: dict[str, str], line: int) -> ComparisonRow | RowError:
    def wrong(column: str, reason: str) -> RowError:
        return RowError(line, column, found[column][:40], reason)

    if is_missing(found[columns.arm]):
        return wrong(columns.arm, _("no group"))
    cluster = found[columns.cluster] if columns.cluster else str(line)
    if columns.cluster and is_missing(cluster):
        return wrong(columns.cluster, _("no cluster"))
    numbers: dict[str, float | None] = {}
    for column in filter(None, (columns.outcome, columns.baseline)):
        try:
            numbers[column] = _number(found[column], decimal_comma=sheet.decimal_comma)
        except ValueError:
            return wrong(column, _("not a number"))
    delivered = None
    if columns.delivered and not is_missing(found[columns.delivered]):
        word = found[columns.delivered].lower()
        if word not in YES | NO:
            return wrong(columns.delivered, _("not yes or no (1 or 0)"))
        delivered = word in YES
    return ComparisonRow(
        cluster=cluster,
        treated=found[columns.arm] == columns.treatment,
        outcome=numbers[columns.outcome],
        delivered=delivered,
        baseline=numbers.get(columns.baseline),
    )


def _number(value: str, *, decimal_comma: bool) -> float | None:
    if is_missing(value):
        return None
    number = float(value.replace(",", ".") if decimal_comma else value)
    if not isfinite(number) or abs(number) > LARGEST or "_" in value:
        raise ValueError(value)
    return number


def _used(columns: Columns) -> Sequence[str]:
    names = (columns.arm, columns.outcome, columns.cluster, columns.delivered, columns.baseline)
    return [name for name in names if name]


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").replace("\x00", "")


def _delimiter(text: str) -> str:
    """The separator that the first line has most of: a header holds no decimal commas."""
    first = text.split("\n", 1)[0]
    return max((",", ";", "\t"), key=first.count)


def _headers(cells: list[str]) -> tuple[str, ...]:
    names = [cell.strip() or _("column %(number)d") % {"number": place} for place, cell in enumerate(cells, start=1)]
    if len(names) > MOST_COLUMNS:
        raise FileUnreadable(_("This file has more than 200 columns. Keep only those that are needed."))
    double = [name for name, count in Counter(names).items() if count > 1]
    if double:
        raise FileUnreadable(_("Two columns are both called “%(name)s”.") % {"name": double[0][:40]})
    return tuple(names)
