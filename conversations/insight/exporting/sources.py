"""What a writer needs of any kind of export: its columns, and its rows in chunks that are the same each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from conversations.insight.exporting.columns import Cell, Column, Row
from conversations.insight.exporting.neutralising import csv_lines

# So that every spreadsheet reads accents.
BYTE_ORDER_MARK = "\ufeff".encode()


class Source(Protocol):
    """Rows of one moment. Asked twice for a chunk, it gives the same, or the export begins anew."""

    @property
    def columns(self) -> Sequence[Column]: ...

    @property
    def total(self) -> int: ...

    @property
    def chunks(self) -> int: ...

    def rows(self, chunk: int) -> Iterable[Row]: ...

    def lines(self, chunk: int) -> tuple[bytes, int]:
        """The same rows as lines of CSV, and how many they are. Whoever writes them neutralises them."""


@dataclass(frozen=True)
class Table:
    """A few thousand rows of counts, read at once and so of one moment: one chunk.

    They have no batch number to go back to. Whoever was killed before that chunk was safe reads them again, as they
    are then; nothing of the reading before was kept.
    """

    columns: Sequence[Column]
    all_rows: Sequence[Row]
    chunks: int = 1

    @property
    def total(self) -> int:
        return len(self.all_rows)

    def rows(self, chunk: int) -> Iterable[Row]:
        return self.all_rows

    def lines(self, chunk: int) -> tuple[bytes, int]:
        return csv_lines([as_text(cell) for cell in row] for row in self.all_rows), self.total


def header_line(columns: Sequence[Column]) -> bytes:
    return BYTE_ORDER_MARK + csv_lines([[column.name for column in columns]])


def as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:.4f}" if isinstance(cell, float) else str(cell)
