"""Doors put along streets that come without any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import dist

import numpy as np

from canvass.routing.model import Door, Point, Segment

DOORS_OF = frozenset({"residential", "tertiary", "secondary", "living_street", "unclassified"})


def length(segment: Segment) -> float:
    return sum(dist(one, two) for one, two in pairwise(segment.points))


def door_at(key: int, segment: Segment, side: int, share: float, setback: float, **more: int) -> Door:
    """A door `setback` metres left (+1) or right (-1) of the street, at a share of its length."""
    left = offset = share * length(segment)
    for one, two in pairwise(segment.points):
        size = dist(one, two)
        if size > 0:
            (x, y), (u, v) = one, ((two[0] - one[0]) / size, (two[1] - one[1]) / size)
        if left <= size:
            break
        left -= size
    spot = x + u * left - side * setback * v, y + v * left + side * setback * u
    return Door(key, segment.key, side, offset, more.get("entrance"), more.get("floor", 0), spot)


def along(segments: Iterable[Segment], every: float, setback: float = 6.0) -> Iterator[Door]:
    """A door every so many metres on both sides of each street that has houses, in their order."""
    key = 0
    for segment in segments:
        metres = length(segment)
        count = int((metres - 9.0) // every) + 1
        if segment.road_class not in DOORS_OF or metres < 15:
            continue
        for side in (1, -1):
            for step in range(count):
                yield door_at(key, segment, side, (5.0 + step * every) / metres, setback)
                key += 1


def middle(points: Sequence[Point]) -> Point:
    x, y = np.median(points, axis=0).tolist()
    return x, y


def nearest_first(doors: list[Door], spot: Point) -> list[Door]:
    return sorted(doors, key=lambda d: (dist(d.point, spot), d.key))
