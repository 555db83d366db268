"""Streets of the Dutch road register (NWB, GML) with a door for every house number of each side."""

from __future__ import annotations

import re
from pathlib import Path

from canvass.routing.model import Door, Segment
from tests.benchmarks.routing.doors import door_at

MAIN_ROADS = {"Nijenoord Allee": "secondary", "Rooseveltweg": "secondary", "Mansholtlaan": "secondary"}
SETBACK = 8.0


def read_nwb(path: Path) -> tuple[list[Segment], list[Door]]:
    segments: list[Segment] = []
    doors: list[Door] = []
    for member in re.findall(r"<nwbwegen:wegvakken .*?</nwbwegen:wegvakken>", path.read_text(), re.S):
        place = re.search(r"posList[^>]*>(.*?)<", member, re.S)
        assert place is not None
        numbers = [float(number) for number in place[1].split()]
        points = tuple(zip(numbers[::2], numbers[1::2], strict=True))
        ends = int(_value(member, "jte_id_beg")), int(_value(member, "jte_id_end"))
        road = MAIN_ROADS.get(_value(member, "stt_naam"), "residential")
        segment = Segment(len(segments), *ends, points, road)
        segments.append(segment)
        for side, word in ((1, "lnks"), (-1, "rhts")):
            count = _doors(member, word)
            doors += [door_at(len(doors) + x, segment, side, (x + 0.5) / count, SETBACK) for x in range(count)]
    return segments, doors


def _value(member: str, name: str) -> str:
    found = re.search(rf"<nwbwegen:{name}>(.*?)</nwbwegen:{name}>", member)
    return found[1] if found else ""


def _doors(member: str, side: str) -> int:
    """House numbers of one side: odd, even, or both (B, "beide")."""
    kind = _value(member, f"hnrstr{side}")
    first, last = (int(_value(member, f"{end}_hnr_{side}") or 0) for end in "el")
    if kind in {"", "N"} or (not first and not last):
        return 0
    first, last = first or last, last or first
    return abs(last - first) // (1 if kind == "B" else 2) + 1
