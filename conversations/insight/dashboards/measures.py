"""What is counted of a set of conversations, each as one row of columns that add up to its whole."""

from __future__ import annotations

from conversations.insight.dashboards.aggregates import Figures, Kind
from conversations.insight.dashboards.words import Words
from conversations.insight.models import ObservedShift

# Eleven thin cells would mostly be hidden, and with a mean beside them two hidden ones could be worked out; five
# groups, with only the mean difference beside them, say as much and give nothing away.
BINS = ((0, 2), (3, 4), (5, 6), (7, 8), (9, 10))
MINUTES = ("0-5", "5-10", "10-20", "20-40", "40+")
OPENING, CLOSING, DIRECTIONS, CONCERN, LASTED = "opening", "closing", "directions", "concern", "minutes"
# What needs both numbers, or an opening one: hidden together where there are too few.
OF_RATINGS = (OPENING, CLOSING, DIRECTIONS)


def value_key(code: str) -> str:
    return f"value {code}"


def prejudice_key(code: str) -> str:
    return f"prejudice {code}"


def step_key(guide: str, code: str) -> str:
    return f"step {guide} {code}"


def measures(figures: Figures, words: Words) -> dict[str, list[int]]:
    n = figures.conversations
    directions = figures.directions
    found = {
        OPENING: [sum(figures.opening[low : high + 1]) for low, high in BINS],
        CLOSING: [sum(figures.closing[low : high + 1]) for low, high in BINS],
        DIRECTIONS: [directions.up, directions.same, directions.down],
    }
    values = figures.kind(Kind.VALUE)
    found |= {value_key(word.code): _yes_no(values[word.code, ""], n) for word in words.values}
    concerns = [figures.kind(Kind.CONCERN)[word.code, ""] for word in words.concerns]
    # One concern at most: with "none" they add up to everybody.
    found[CONCERN] = [*concerns, n - sum(concerns)]
    prejudices = figures.kind(Kind.PREJUDICE)
    for word in words.prejudices:
        found[prejudice_key(word.code)] = [prejudices[word.code, shift.value] for shift in ObservedShift]
    for word in words.steps:
        with_guide = figures.kind(Kind.GUIDE)[word.detail, ""]
        happened = figures.kind(Kind.STEP)[word.code, word.detail]
        found[step_key(word.detail, word.code)] = _yes_no(happened, with_guide)
    minutes = [figures.kind(Kind.MINUTES)[bucket, ""] for bucket in MINUTES]
    found[LASTED] = [*minutes, max(0, n - sum(minutes))]
    return found


def _yes_no(count: int, whole: int) -> list[int]:
    return [count, max(0, whole - count)]
