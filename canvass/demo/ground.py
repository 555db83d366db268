"""From flat paper to the ground: a gentle bend and a turn, so that no street of the town is a ruler."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, hypot, radians, sin
from random import Random

from pyproj import Transformer

from canvass.demo.plan import Point

# RD New: farmland in the polder of Oostelijk Flevoland.
ORIGIN: Point = (172_500.0, 497_500.0)
TURN_DEGREES = -11.0
STEP_METRES = 22.0


@dataclass(frozen=True)
class Ground:
    """`phases` shift the bends: each seed has streets of its own shape."""

    phases: tuple[float, float, float, float]

    @classmethod
    def of(cls, random: Random) -> Ground:
        a, b, c, d = (random.uniform(-0.6, 0.6) for _ in range(4))
        return cls((a, b, c, d))

    def place(self, point: Point) -> Point:
        """Metres in RD New."""
        u, v = point
        a, b, c, d = self.phases
        x = u + 20 * sin(v / 185 + a) + 7 * sin((u + v) / 120 + b)
        y = v + 26 * sin(u / 255 + c) + 6 * sin((u - v) / 140 + d)
        turn = radians(TURN_DEGREES)
        return (
            ORIGIN[0] + x * cos(turn) - y * sin(turn),
            ORIGIN[1] + x * sin(turn) + y * cos(turn),
        )

    def line(self, points: Sequence[Point]) -> list[Point]:
        return [self.place(point) for point in dense(points)]

    def ring(self, points: Sequence[Point]) -> list[Point]:
        """Closed: the first point comes again as the last."""
        return [self.place(point) for point in dense([*points, points[0]])]


def dense(points: Sequence[Point]) -> list[Point]:
    """With a point every 20-odd metres, for the bend to take hold of."""
    result = [points[0]]
    for (ax, ay), (bx, by) in pairwise(points):
        pieces = max(1, ceil(hypot(bx - ax, by - ay) / STEP_METRES))
        result += [(ax + (bx - ax) * n / pieces, ay + (by - ay) * n / pieces) for n in range(1, pieces + 1)]
    return result


_TO_DEGREES = Transformer.from_crs(28992, 4326, always_xy=True)


def degrees(points: Iterable[Point]) -> list[Point]:
    """Longitude and latitude; seven decimals are a centimetre."""
    found = list(points)
    if not found:
        return []
    lon, lat = _TO_DEGREES.transform([x for x, _ in found], [y for _, y in found])
    return [(round(a, 7), round(b, 7)) for a, b in zip(lon, lat, strict=True)]
