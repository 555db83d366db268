"""The whole made-up town from a seed: streets, buildings, front doors and neighbourhoods, in RD New metres."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from shapely import LineString, Polygon, STRtree, box
from shapely.geometry.base import BaseGeometry

from canvass.demo import plan
from canvass.demo.ground import Ground
from canvass.demo.homes import Home, rows_along, tower
from canvass.demo.plan import Point
from canvass.demo.streets import Street, lay_streets

# From the middle of a street to the nearest wall that another street's houses may have.
STREET_CLEARANCE = {"footway": 2.0}
ELSE_CLEARANCE = 4.6
RAIL_CLEARANCE = 14.0
WALLS_APART = 0.2
CELL_METRES = 60


@dataclass(frozen=True)
class Door:
    """One address of the register."""

    street: str
    number: int
    letter: str
    addition: str
    postcode: str
    point: Point


@dataclass(frozen=True)
class Town:
    streets: tuple[Street, ...]
    buildings: tuple[tuple[Point, ...], ...]
    waters: tuple[tuple[Point, ...], ...]
    greens: tuple[tuple[Point, ...], ...]
    rails: tuple[tuple[Point, ...], ...]
    doors: tuple[Door, ...]
    # Code, name, district, outline
    neighbourhoods: tuple[tuple[str, str, str, tuple[Point, ...]], ...]


def build_town(seed: int) -> Town:
    random = Random(seed)
    ground = Ground.of(random)
    streets = lay_streets(plan.STREETS, ground)
    canal = LineString(ground.line(plan.CANAL)).buffer(plan.CANAL_HALF_WIDTH, cap_style="flat")
    waters = [_ring(canal), *(tuple(ground.ring(water)) for water in plan.WATERS)]
    greens = [tuple(ground.ring(green)) for green in plan.GREENS]
    rail = tuple(ground.line(plan.RAIL))
    built = _Built()
    for ring in (*waters, *greens):
        built.add(Polygon(ring))
    built.add(LineString(rail).buffer(RAIL_CLEARANCE))
    landmarks = [_landmark(ground, *each) for each in plan.LANDMARKS]
    for landmark in landmarks:
        built.add(landmark)
    homes = list(_homes(streets, ground, built, random))
    return Town(
        streets=tuple(streets),
        buildings=tuple(_ring(outline) for outline in [*landmarks, *(home.outline for _, _, home in homes)]),
        waters=tuple(waters),
        greens=tuple(greens),
        rails=(rail,),
        doors=tuple(_doors(homes, random)),
        neighbourhoods=tuple(
            (code, name, district, tuple(ground.ring(outline))) for code, name, district, outline in plan.NEIGHBOURHOODS
        ),
    )


class _Built:
    """What stands already, by square of the ground, so that nothing is built upon it."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[BaseGeometry]] = defaultdict(list)

    def add(self, shape: BaseGeometry) -> None:
        for cell in self._cells(shape):
            self.cells[cell].append(shape)

    def is_free(self, shape: BaseGeometry) -> bool:
        # Neighbours in a row share a wall: slightly smaller, so that touching is not overlapping.
        core = shape.buffer(-WALLS_APART)
        return not any(core.intersects(other) for cell in self._cells(shape) for other in self.cells[cell])

    @staticmethod
    def _cells(shape: BaseGeometry) -> Iterator[tuple[int, int]]:
        west, south, east, north = (int(bound // CELL_METRES) for bound in shape.bounds)
        yield from ((x, y) for x in range(west, east + 1) for y in range(south, north + 1))


def _homes(streets: list[Street], ground: Ground, built: _Built, random: Random) -> Iterator[tuple[str, int, Home]]:
    """Street, side and home; along each street in its own order, which is that of the numbers."""
    for name, centre in plan.TOWERS:
        home = tower(centre, ground)
        built.add(home.outline)
        yield name, -1, home
    lines = [LineString(street.points) for street in streets]
    clear = [
        line.buffer(STREET_CLEARANCE.get(street.plan.road, ELSE_CLEARANCE))
        for street, line in zip(streets, lines, strict=True)
    ]
    index = STRtree(clear)
    for street, line in zip(streets, lines, strict=True):
        for side, kind in ((1, street.plan.left), (-1, street.plan.right)):
            if not kind:
                continue
            for stretch in _stretches(street, line):
                for home in rows_along(line, stretch, side, kind, random):
                    if index.query(home.outline, predicate="intersects").size or not built.is_free(home.outline):
                        continue
                    built.add(home.outline)
                    yield street.plan.name, side, home


def _stretches(street: Street, line: LineString) -> list[tuple[float, float]]:
    """From crossing to crossing, in metres along the street."""
    walked, at = [0.0], 0.0
    for a, b in pairwise(street.points):
        at += LineString([a, b]).length
        walked.append(at)
    cuts = sorted({0.0, line.length, *(walked[place] for place in street.crossings)})
    return list(pairwise(cuts))


def _doors(homes: Iterable[tuple[str, int, Home]], random: Random) -> Iterator[Door]:
    """Odd numbers left, even right; one stairwell gives each floor the same numbers, told apart by the addition."""
    last: dict[tuple[str, int], int] = {}
    codes = _Postcodes()
    for street, side, home in homes:
        for _ in range(home.columns):
            # Now and then a number that was never built.
            skip = 2 if last.get((street, side)) and random.random() < 0.015 else 0
            number = last.get((street, side), -1 if side > 0 else 0) + 2 + skip
            last[street, side] = number
            for letter, addition in home.labels:
                yield Door(street, number, letter, addition, codes.of(street, side), home.door)


class _Postcodes:
    """One code for about twenty-five doors on a side of a street."""

    MOST = 25
    LETTERS = "ABCDEGHJKLMNPRSTVWXZ"

    def __init__(self) -> None:
        self.given = 0
        self.open: dict[tuple[str, int], tuple[str, int]] = {}

    def of(self, street: str, side: int) -> str:
        code, used = self.open.get((street, side), ("", self.MOST))
        if used >= self.MOST:
            first, second = divmod(self.given, len(self.LETTERS))
            code, used = f"{plan.POSTCODE_DIGITS}{self.LETTERS[first]}{self.LETTERS[second]}", 0
            self.given += 1
        self.open[street, side] = (code, used + 1)
        return code


def _landmark(ground: Ground, centre: Point, width: float, height: float) -> Polygon:
    u, v = centre
    flat = box(u - width / 2, v - height / 2, u + width / 2, v + height / 2)
    return Polygon([ground.place((x, y)) for x, y in flat.exterior.coords[:-1]])


def _ring(shape: Polygon) -> tuple[Point, ...]:
    return tuple((x, y) for x, y in shape.exterior.coords)
