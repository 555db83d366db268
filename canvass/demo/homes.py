"""Front doors along a street: rows, stairwells, galleries, towers and farms, with their house numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from random import Random

from shapely import LineString, Polygon

from canvass.demo.ground import Ground
from canvass.demo.plan import Point

# Metres kept free at a corner, for the side street and its pavements.
CORNER_METRES = 11.0
GROUND_FLOOR = "H"


@dataclass(frozen=True)
class Style:
    """How homes of a kind stand: metres, and how many in a row."""

    width: tuple[float, float]
    depth: float
    setback: float
    row: tuple[int, int]
    gap: tuple[float, float]
    # Several doors up one stairwell: house numbers wide and storeys high.
    columns: int = 1
    storeys: int = 1


STYLES = {
    "old": Style((4.8, 6.2), 9.5, 5.2, (4, 9), (2.0, 4.0)),
    "terrace": Style((5.4, 6.0), 9.0, 8.0, (5, 9), (3.0, 6.0)),
    "semi": Style((7.0, 8.2), 9.5, 10.5, (2, 2), (5.0, 8.0)),
    "farm": Style((11.0, 14.0), 22.0, 34.0, (1, 1), (38.0, 75.0)),
    "portiek": Style((15.0, 15.0), 10.5, 11.0, (2, 3), (14.0, 18.0), columns=2, storeys=4),
    "gallery": Style((32.0, 32.0), 12.0, 20.0, (2, 2), (20.0, 28.0), columns=5, storeys=5),
}
TOWER = Style((22.0, 22.0), 22.0, 0.0, (1, 1), (0.0, 0.0), columns=4, storeys=10)
UPSTAIRS_SHARE = 0.07  # of old houses: a flat above the shop, number and letter


@dataclass(frozen=True)
class Home:
    """A building and the addresses behind its door: number, letter and addition of each."""

    outline: Polygon
    door: Point
    labels: tuple[tuple[str, str], ...]
    columns: int


def rows_along(line: LineString, stretch: tuple[float, float], side: int, kind: str, random: Random) -> Iterator[Home]:
    """Homes on one side (1 left, -1 right) between two distances from the start of a street."""
    style = STYLES[kind]
    at, end = stretch[0] + CORNER_METRES, stretch[1] - CORNER_METRES
    if kind == "farm":
        at += random.uniform(0, 30)
    while True:
        width = random.uniform(*style.width)
        count = min(random.randint(*style.row), int((end - at) / width))
        if count < 1:
            return
        yield from _row(line, at, side, style, width, count, random, upstairs=kind == "old")
        at += count * width + random.uniform(*style.gap)


def _row(
    line: LineString, at: float, side: int, style: Style, width: float, count: int, random: Random, *, upstairs: bool
) -> Iterator[Home]:
    """A straight row along the chord of its stretch, as builders do along a bend."""
    first, last = line.interpolate(at), line.interpolate(at + count * width)
    length = hypot(last.x - first.x, last.y - first.y)
    ahead = ((last.x - first.x) / length, (last.y - first.y) / length)
    out = (-ahead[1] * side, ahead[0] * side)
    setback = style.setback + random.uniform(-0.6, 0.6)
    depth = style.depth + random.uniform(-0.5, 0.5)

    def spot(along: float, off: float) -> Point:
        return first.x + ahead[0] * along + out[0] * off, first.y + ahead[1] * along + out[1] * off

    for n in range(count):
        a, b = n * width, (n + 1) * width
        outline = Polygon([spot(a, setback), spot(b, setback), spot(b, setback + depth), spot(a, setback + depth)])
        labels = [("", "")]
        if style.storeys > 1:
            labels = [("", storey) for storey in _storeys(style)]
        elif upstairs and random.random() < UPSTAIRS_SHARE:
            labels = [("", ""), ("A", "")]
        yield Home(outline, spot((a + b) / 2, setback + 1.2), tuple(labels), style.columns)


def _storeys(style: Style) -> list[str]:
    return [GROUND_FLOOR, *(str(storey) for storey in range(1, style.storeys))]


def tower(centre: Point, ground: Ground) -> Home:
    """Square with the bend of the ground; its door looks west, to the street."""
    half = TOWER.depth / 2
    u, v = centre
    corners = [(u - half, v - half), (u + half, v - half), (u + half, v + half), (u - half, v + half)]
    labels = tuple(("", storey) for storey in _storeys(TOWER))
    outline = Polygon([ground.place(corner) for corner in corners])
    return Home(outline, ground.place((u - half + 1.2, v)), labels, TOWER.columns)
