"""A made-up town of any size: crooked blocks, main roads, a canal with few bridges, flats."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, sqrt
from random import Random

from canvass.routing.model import Door, Point, Segment
from tests.benchmarks.routing.doors import door_at, length

WIDE, DEEP, CROOKED = 110.0, 65.0, 12.0  # metres of a block, and of its corners' wandering
DOORS_OF_A_BLOCK = 34
MISSING = 0.12  # share of street pieces that were never built
FLATS = 0.03  # share of entrances with a stairwell
FLOORS, HOMES_OF_A_FLOOR = 5, 2
BRIDGE_EVERY = 4  # streets over the canal


def made_town(doors: int, seed: int = 1) -> tuple[list[Segment], list[Door]]:
    """At least so many doors."""
    random = Random(seed)
    rows = ceil(sqrt(doors / DOORS_OF_A_BLOCK * WIDE / DEEP)) + 2
    columns = ceil(rows * DEEP / WIDE) + 1
    segments = list(_streets(columns, rows, random))
    return segments, list(_homes(segments, random))


def _streets(columns: int, rows: int, random: Random) -> Iterator[Segment]:
    def corner() -> float:
        return random.uniform(-CROOKED, CROOKED)

    spots: dict[tuple[int, int], Point] = {
        (x, y): (x * WIDE + corner(), y * DEEP + corner()) for y in range(rows) for x in range(columns)
    }
    key = 0
    for (x, y), here in spots.items():
        for across, up, line in ((1, 0, y), (0, 1, x)):
            there = spots.get((x + across, y + up))
            if there is None or (up and y == rows // 2 and x % BRIDGE_EVERY):
                continue  # the canal runs between two rows of streets
            road = _road(line, random)
            if road == "residential" and random.random() < MISSING:
                continue
            ends = y * columns + x, (y + up) * columns + x + across
            yield Segment(key, *ends, (here, there), road)
            key += 1


def _road(line: int, random: Random) -> str:
    if line % 15 == 7:
        return "secondary"
    if line % 6 == 3:
        return "tertiary"
    return "footway" if random.random() < 0.04 else "residential"


def _homes(segments: list[Segment], random: Random) -> Iterator[Door]:
    key = entrance = 0
    for segment in segments:
        metres = length(segment)
        if segment.road_class == "footway" or metres < 25:
            continue
        for side in (1, -1):
            at = 8.0
            while at < metres - 8:
                stairs = random.random() < FLATS
                entrance += stairs
                for home in range(FLOORS * HOMES_OF_A_FLOOR if stairs else 1):
                    flat = {"entrance": entrance, "floor": home // HOMES_OF_A_FLOOR} if stairs else {}
                    yield door_at(key, segment, side, at / metres, 8.0, **flat)
                    key += 1
                at += 18.0 if stairs else random.choice((5.4, 6.0, 7.5, 12.0))
