"""Two texts, or two lists of steps or parts, side by side. Pure: rows in, marked pieces out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

PIECES = re.compile(r"\s+|[^\s\w]+|\w+")
# Below this two prompts are told as one gone and one new: marks in every word help nobody.
LEAST_ALIKE = 0.4


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Line:
    """A step of a guide, or a part of an item, as compared: its code ties it to the other version."""

    code: str
    kind: str
    text: str
    logged: bool = False


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool


@dataclass(frozen=True)
class Row:
    change: Change
    old: Line | None
    new: Line | None
    old_number: int | None
    new_number: int | None
    old_pieces: tuple[Piece, ...]
    new_pieces: tuple[Piece, ...]


def pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces; those that the other does not have are marked."""
    a, b = PIECES.findall(old), PIECES.findall(new)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return _whole(old), _whole(new)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        marked = tag != "equal"
        _add(left, "".join(a[i:j]), marked=marked)
        _add(right, "".join(b[k:m]), marked=marked)
    return tuple(left), tuple(right)


def compare(old: Sequence[Line], new: Sequence[Line]) -> list[Row]:
    """Rows in the order of ``new``; what is gone stands where it stood. Codes are unique within a list."""
    numbers = {line.code: number for number, line in enumerate(old, 1)}
    before = {line.code: line for line in old}
    kept = [line.code for line in new if line.code in before]
    steady = _longest_rising([numbers[code] for code in kept])
    stayed = {code for code in kept if numbers[code] in steady}
    after = {line.code for line in new}
    gone = [line for line in old if line.code not in after]
    rows: list[Row] = []
    for number, line in enumerate(new, 1):
        if line.code in stayed:
            while gone and numbers[gone[0].code] < numbers[line.code]:
                rows.append(_row(Change.REMOVED, gone[0], None, numbers[gone[0].code], None))
                gone.pop(0)
        was = before.get(line.code)
        if was is None:
            rows.append(_row(Change.ADDED, None, line, None, number))
            continue
        change = Change.SAME if line.code in stayed else Change.MOVED
        if (was.text, was.kind, was.logged) != (line.text, line.kind, line.logged):
            change = Change.CHANGED
        rows.append(_row(change, was, line, numbers[line.code], number))
    rows.extend(_row(Change.REMOVED, line, None, numbers[line.code], None) for line in gone)
    return rows


def _row(change: Change, old: Line | None, new: Line | None, old_number: int | None, new_number: int | None) -> Row:
    left, right = pieces(old.text if old else "", new.text if new else "")
    return Row(change, old, new, old_number, new_number, left, right)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, True),) if text else ()


def _add(found: list[Piece], text: str, *, marked: bool) -> None:
    if text:
        found.append(Piece(text, marked))


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The longest subsequence in rising order: those did not move, the others did."""
    longest: list[int] = []
    best: list[list[int]] = []
    for number in numbers:
        run = [number]
        for other in best:
            if other[-1] < number and len(other) >= len(run):
                run = [*other, number]
        best.append(run)
        longest = run if len(run) > len(longest) else longest
    return set(longest)
