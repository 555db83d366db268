"""What a file's columns are called and mean: the header of the data and the codebook beside it come from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import override

Text = str | Promise
Cell = str | int | float | None
Row = Sequence[Cell]


class Type(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    # Several codes in one cell, with semicolons between.
    LIST = "list"


@dataclass(frozen=True)
class Value:
    """One of the codes that a column may hold, in both languages."""

    code: str
    nl: str
    en: str


@dataclass(frozen=True)
class Column:
    name: str
    meaning: Text
    type: Type = Type.TEXT
    unit: Text = ""
    values: tuple[Value, ...] = ()


CODEBOOK_HEADER = ("column", "type", "unit", "value", "meaning_nl", "meaning_en")


def codebook(columns: Sequence[Column]) -> Iterator[list[str]]:
    """A line for each column, then one for each value it may hold."""
    for column in columns:
        yield [column.name, column.type, _in(column.unit, "en"), "", *in_both(column.meaning)]
        for value in column.values:
            yield [column.name, column.type, "", value.code, value.nl, value.en]


def in_both(text: Text) -> tuple[str, str]:
    return _in(text, "nl"), _in(text, "en")


def _in(text: Text, language: str) -> str:
    with override(language):
        return str(text)
