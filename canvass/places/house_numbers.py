"""House numbers as people write them, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_NUMBER = re.compile(r"^(?P<number>\d{1,6})\s*(?P<letter>[^\W\d_](?![^\W\d_]))?\s*[-/ ]?\s*(?P<addition>.*)$")
_BOX = re.compile(r"^(?:(?:bus|bte|boite|boîte)(?=[\s.\d])|b(?=[.\d]))\.?\s*(?P<box>\w+)$", re.IGNORECASE)
_SEVERAL = re.compile(r"[;,]")
_FLATS = re.compile(r"^(\d+)\s*-\s*(\d+)$")
MOST_FLATS = 300

_GROUND = frozenset({"h", "hs", "huis", "bg", "bgg"})
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_STOREY = re.compile(r"^(?P<floor>\d)\s*-?(?:hg|hoog|e|v|a|l|r|li|re|links|rechts)?$")


@dataclass(frozen=True, slots=True)
class HouseNumber:
    number: int
    letter: str = ""
    addition: str = ""
    box: str = ""


@lru_cache(maxsize=4096)
def parse(text: str) -> HouseNumber | None:
    """ "12", "12a", "12-2", "12 bis", "12 bus 3"; None when it does not begin with a number."""
    found = _NUMBER.match(text.strip())
    if found is None:
        return None
    number, letter, rest = int(found["number"]), found["letter"] or "", found["addition"].strip(" -/")
    if box := _BOX.match(rest):
        return HouseNumber(number, letter, "", box["box"][:16])
    return HouseNumber(number, letter, rest[:16])


def parse_all(text: str) -> list[HouseNumber]:
    """One door may carry several numbers: "12;14" or "12, 12a"."""
    return [found for part in _SEVERAL.split(text) if (found := parse(part)) is not None]


def flats(text: str) -> list[str]:
    """The boxes behind one door as OSM's addr:flats lists them: "1-8", "1;2;5"."""
    return [box for part in _SEVERAL.split(text) for box in _flat_range(part.strip()) if box][:MOST_FLATS]


def _flat_range(part: str) -> Iterator[str]:
    found = _FLATS.match(part)
    if found is None:
        yield part[:16]
        return
    first, last = int(found[1]), int(found[2])
    yield from (str(flat) for flat in range(first, min(last, first + MOST_FLATS) + 1))


def floor_of(addition: str, box: str = "") -> int:
    """The storey that an addition or box tells, else 0: "2-hoog", "III", "hs"; Flemish box 0302 is on the third."""
    if len(box) == 4 and box.isdigit():
        return int(box[:2])
    text = addition.strip().lower()
    if text in _GROUND:
        return 0
    if text in _ROMAN:
        return _ROMAN[text]
    found = _STOREY.match(text)
    return int(found["floor"]) if found else 0


def between(first: int, last: int, kind: str) -> list[int]:
    """The numbers strictly between two, by OSM's addr:interpolation: even, odd, all or a step."""
    low, high = sorted((first, last))
    steps = {"even": 2, "odd": 2, "all": 1, "1": 1, "2": 2, "4": 4}
    if kind not in steps or high - low > 2000:
        return []
    if (kind == "even" and low % 2) or (kind == "odd" and not low % 2):
        return []
    numbers = list(range(low + steps[kind], high, steps[kind]))
    return numbers if first <= last else numbers[::-1]
