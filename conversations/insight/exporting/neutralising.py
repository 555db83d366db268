"""No cell of a file starts a formula, whichever spreadsheet opens it: the one place that says so, for CSV and XLSX."""

from __future__ import annotations

import csv
import io
import re
import string
import unicodedata
from collections.abc import Iterable
from itertools import dropwhile

# Also as full-width, small or raised forms, which spreadsheets read as the plain ones.
FORMULA_STARTS = frozenset("=+-@|\N{MINUS SIGN}")
UNSEEN = frozenset({"Cc", "Cf"})
# Lines of these bytes only, none of whose cells begins with a dash or a blank, hold no formula.
PLAIN = (string.ascii_letters + string.digits + "\n,\"'.;:_/()- ").encode()
LEADING = tuple(before + first for before in (b",", b"\n", b'"') for first in (b"-", b" "))
UNQUOTED = tuple(start for start in LEADING if b'"' not in start)
# Left bare by Python's writer, a carriage return would end the row.
BREAKS = re.compile("\r\n?")


def neutralise(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run; leading blanks do not hide it. Numbers stay numbers."""
    if not cell or cell[0].isalnum():
        return cell
    bare = "".join(dropwhile(_is_unseen, cell))
    if bare and unicodedata.normalize("NFKC", bare[0])[0] in FORMULA_STARTS and not _is_number(bare):
        return "'" + cell
    return cell


def neutralise_lines(lines: bytes) -> bytes:
    """The same for whole lines of CSV as the database writes them.

    A million rows of codes and numbers are looked at as bytes, at a tenth of a second; lines with anything else in
    them are taken apart cell by cell.
    """
    if _are_plain(lines):
        return lines
    return csv_lines(csv.reader(io.StringIO(lines.decode(), newline="")))


def csv_lines(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows of texts as lines of CSV, every cell neutralised; a line break within a cell is a plain one."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([BREAKS.sub("\n", neutralise(cell)) for cell in row] for row in rows)
    return out.getvalue().encode()


def _are_plain(lines: bytes) -> bool:
    if lines.translate(None, PLAIN) or lines[:1] in (b"-", b" "):
        return False
    return not any(start in lines for start in (LEADING if b'"' in lines else UNQUOTED))


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in UNSEEN


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    # "-inf" and "+nan" are words to a spreadsheet, "1_000" is none of its numbers.
    return text.isascii() and not set(text) - set("+-.eE0123456789")
