"""The pictures of docs/routing.md and the figures beside them, from a plan of real addresses.

Run: python -m tests.benchmarks.routing.pictures. The same files every time: a plan hangs on its
request alone.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import atan2, degrees, dist

import numpy as np
from shapely import LineString, MultiPoint
from shapely.affinity import rotate

from canvass.routing.legs import PAVEMENT_METRES
from canvass.routing.metrics import balance, crossings
from canvass.routing.model import CutPlan, CutRequest, Door, PlannedTurf, Point, Segment
from canvass.routing.plan import cut
from canvass.routing.profiles import HARD_ROADS, PROFILES
from canvass.routing.worktime import PlanningNumbers
from tests.benchmarks.routing.drawing import Frame, dot, figure, label, page, path
from tests.benchmarks.routing.files import ROOT, NotHereError
from tests.benchmarks.routing.instances import lauf

DOORS, EVENING = 1000, 120.0
FOLDER = ROOT / "docs" / "routing"
CLOSE = 150.0  # metres between turfs that may not share a colour
# Neighbours on the map stay apart, for eyes that do not tell red from green too: hue and lightness both change.
COLOURS = ("#1f5fa8", "#d1495b", "#2a8c5a", "#8a4fb0", "#b8720a", "#0b8a9c", "#6b4a2f", "#c23b95", "#5a6b1e", "#3b3f8f",
           "#e0541b", "#51708a")  # fmt: skip


def streets(frame: Frame, segments: Iterable[Segment], wide: float) -> str:
    """All streets, light; busy ones wider and a little darker, ways without pavements thin."""
    kinds: dict[str, list[list[Point]]] = defaultdict(list)
    for segment in segments:
        road = segment.road_class
        kind = "busy" if road in HARD_ROADS else "street" if PROFILES["foot"].sided(road) else "path"
        kinds[kind] += frame.pieces(segment.points)
    looks = {"path": ("#e8e8e8", 0.35), "street": ("#e3e3e0", 1.0), "busy": ("#f1d9a6", 1.3)}
    return "".join(
        path(kinds[kind], f'stroke="{colour}" stroke-width="{figure(wide * share)}"')
        for kind, (colour, share) in looks.items()
    )


def town_map(request: CutRequest, plan: CutPlan) -> str:
    doors = {door.key: door for door in request.doors}
    x, y = np.array([door.point for door in request.doors] + [point for turf in plan.turfs for point in turf.line]).T
    frame = Frame(x.min() - 40, y.min() - 40, x.max() + 40, y.max() + 40, 1000)
    lines = {segment.key: LineString(segment.points) for segment in request.segments}
    body = streets(frame, request.segments, 6.5)
    tags = ""
    for number, (turf, colour) in enumerate(zip(plan.turfs, colours(doors, plan), strict=True), 1):
        own = [doors[stop.door] for stop in turf.stops]
        body += path((_garden(frame, door, lines) for door in own), f'stroke="{colour}" stroke-width=".6"')
        body += path(frame.pieces(turf.line), f'stroke="{colour}" stroke-width="1.8"')
        body += f'<g fill="{colour}">\n' + "".join(dot(frame.at(door.point), 2, "") for door in own) + "</g>\n"
        tags += dot(frame.at(turf.line[0]), 5, f'fill="#fff" stroke="{colour}" stroke-width="3"')
        spot = frame.at(_centre([door.point for door in own]))
        tags += dot(spot, 13, f'fill="{colour}" stroke="#fff" stroke-width="2"')
        tags += label(spot, str(number), 15, 'fill="#fff" font-weight="bold" text-anchor="middle"')
    return page(frame, f"Lauf: {len(doors)} doors in {len(plan.turfs)} turfs, with their walks", body + tags)


def colours(doors: dict[int, Door], plan: CutPlan) -> list[str]:
    """One a turf, never that of a turf close by; of the others the least used."""
    places = [MultiPoint([doors[stop.door].point for stop in turf.stops]) for turf in plan.turfs]
    chosen: list[int] = []
    for place in places:
        taken = {colour for colour, other in zip(chosen, places, strict=False) if place.distance(other) < CLOSE}
        free = [colour for colour in range(len(COLOURS)) if colour not in taken] or list(range(len(COLOURS)))
        chosen.append(min(free, key=lambda colour: (chosen.count(colour), colour)))
    return [COLOURS[colour] for colour in chosen]


def _garden(frame: Frame, door: Door, lines: dict[int, LineString]) -> list[Point]:
    """From a door to its place on the pavement."""
    middle = lines[door.segment].interpolate(door.offset)
    return [frame.at(door.point), frame.at(_beside((middle.x, middle.y), door.point, PAVEMENT_METRES))]


def _beside(one: Point, two: Point, metres: float) -> Point:
    share = min(metres / max(dist(one, two), 1e-9), 1.0)
    return one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1])


def _centre(places: Sequence[Point]) -> Point:
    """The place with the least way to all others: in the turf, not in the pond inside its bend."""
    return min(places, key=lambda place: sum(dist(place, other) for other in places))


def busy_street(request: CutRequest, plan: CutPlan) -> tuple[int, list[Door]]:
    """The turf with most doors on the lesser side of busy roads, and its doors there."""
    doors = {door.key: door for door in request.doors}
    hard = {segment.key for segment in request.segments if segment.road_class in HARD_ROADS}
    there = [[doors[stop.door] for stop in turf.stops if doors[stop.door].segment in hard] for turf in plan.turfs]
    lesser = [min(sum(door.side == side for door in group) for side in (1, -1)) for group in there]
    number = lesser.index(max(lesser))
    return number, there[number]


def street_map(request: CutRequest, turf: PlannedTurf, there: Sequence[Door]) -> str:
    """The walk around one busy street, which is turned level so that both sides fit."""
    places = np.array([door.point for door in there])
    x, y = np.linalg.eigh(np.cov(places.T))[1][:, -1]
    angle = -degrees(atan2(y, x) if x > 0 else atan2(-y, -x))
    middle = (float(places[:, 0].mean()), float(places[:, 1].mean()))

    def turned(points: Sequence[Point]) -> list[Point]:
        return list(rotate(LineString([*points, points[-1]]), angle, origin=middle).coords)[:-1]

    shown = np.array(turned([door.point for door in there]))
    (left, bottom), (right, top) = shown.min(axis=0) - 20, shown.max(axis=0) + 20
    frame = Frame(left, bottom, right, top, 1000)
    level = [Segment(s.key, s.u, s.v, tuple(turned(s.points)), s.road_class) for s in request.segments]
    body = streets(frame, level, 2 * PAVEMENT_METRES * frame.scale)
    spots = {door.key: turned([door.point])[0] for door in request.doors}
    order = {stop.door: stop.position + 1 for stop in turf.stops}
    for key, spot in spots.items():
        if frame.holds(spot) and key not in order:
            body += dot(frame.at(spot), 4.5, 'fill="#ccc"')
    lines = {segment.key: LineString(segment.points) for segment in level}
    own = [replace(door, point=spots[door.key]) for door in request.doors if door.key in order]
    body += path((_garden(frame, door, lines) for door in own if frame.holds(door.point)), 'stroke="#d9a860"')
    line = _to_the_right(turned(turf.line))
    body += path(frame.pieces(line), f'stroke="{COLOURS[0]}" stroke-width="2"')
    body += path(_arrows(frame, line), f'fill="{COLOURS[0]}"')
    for key, number in order.items():
        if frame.holds(spots[key]):
            body += dot(frame.at(spots[key]), 8, f'fill="{COLOURS[4]}" stroke="#fff"')
            body += label(frame.at(spots[key]), str(number), 9.5, 'fill="#fff" font-weight="bold" text-anchor="middle"')
    if frame.holds(line[0]):
        body += dot(frame.at(line[0]), 5.5, f'fill="#fff" stroke="{COLOURS[0]}" stroke-width="3"')
    return page(frame, "Lauf: one walk on both sides of a busy street, crossed where other streets meet it", body)


def _to_the_right(line: Sequence[Point], metres: float = 0.9) -> list[Point]:
    """A line moved aside, so that the way there and the way back are two."""
    steps = [
        ((v - y) / size, (x - u) / size)
        for ((x, y), (u, v)) in pairwise(line)
        for size in [max(dist((x, y), (u, v)), 1e-9)]
    ]
    ends = zip([steps[0], *steps], [*steps, steps[-1]], line, strict=True)
    return [(x + metres * (a + c) / 2, y + metres * (b + d) / 2) for (a, b), (c, d), (x, y) in ends]


def _arrows(frame: Frame, line: Sequence[Point], every: float = 24.0) -> Iterator[list[Point]]:
    """Triangles along the walk, metres apart; none where a piece is too short for a direction."""
    left = every / 2
    for one, two in pairwise(line):
        size = dist(one, two)
        while size > 0 and left <= size:
            spot = _beside(one, two, left)
            left += every
            if frame.holds(spot) and size > 3:
                (x, y), u, v = frame.at(spot), (two[0] - one[0]) / size, (one[1] - two[1]) / size
                back = x - 4 * u, y - 4 * v
                wings = [(back[0] - 5.5 * side * v, back[1] + 5.5 * side * u) for side in (1, -1)]
                yield [(x + 9 * u, y + 9 * v), *wings]
        left -= size


def tell(request: CutRequest, plan: CutPlan) -> None:
    doors = [len(turf.stops) for turf in plan.turfs]
    minutes = [turf.minutes for turf in plan.turfs]
    even = balance(minutes)
    print(
        f"{sum(doors)} doors in {len(doors)} turfs of {min(doors)} to {max(doors)} doors; {len(plan.left_out)} left out"
    )
    print(f"work {min(minutes):.0f} to {max(minutes):.0f} min of {request.budget_minutes:.0f}, ", end="")
    print(f"max/mean {even.max_over_mean:.2f}, min/mean {even.min_over_mean:.2f}")
    print(f"walking {sum(turf.metres for turf in plan.turfs) / 1000:.1f} km, crossings {crossings(plan.turfs)}")
    print(f"{request.numbers.expected_talks(sum(doors)):.0f} conversations to expect")
    for number, turf in enumerate(plan.turfs, 1):
        core = sum(stop.core for stop in turf.stops)
        print(f"{number:3} {len(turf.stops):4} doors, core {core:3}, {turf.minutes:5.0f} min, {turf.metres:5.0f} m, "
              f"{dict(turf.crossings)} {' '.join(turf.warnings)}")  # fmt: skip


def main() -> int:
    try:
        request = CutRequest(*lauf(DOORS), PlanningNumbers(), EVENING)
    except NotHereError as missing:
        print(missing, file=sys.stderr)
        return 1
    plan = cut(request)
    tell(request, plan)
    number, there = busy_street(request, plan)
    print(f"busy street: turf {number + 1}, {len(there)} of its doors")
    FOLDER.mkdir(parents=True, exist_ok=True)
    street = street_map(request, plan.turfs[number], there)
    for name, drawn in (("lauf.svg", town_map(request, plan)), ("busy-street.svg", street)):
        written = FOLDER / name
        written.write_text(drawn, encoding="utf-8")
        print(f"{written.relative_to(ROOT)}: {written.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
