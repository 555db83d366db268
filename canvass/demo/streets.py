"""Streets that meet: every crossing and every T becomes one node that both streets pass."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from shapely import LineString
from shapely import Point as Dot

from canvass.demo.ground import Ground, dense
from canvass.demo.plan import Point, StreetPlan

# An end this near to another street is meant to meet it.
SNAP_METRES = 6.0
# A point only for the bend gives way to a crossing this near.
CLEAR_METRES = 4.0


@dataclass(frozen=True)
class Street:
    """`points` on the ground and, beside each, the key of its node; `crossings` are places in the list."""

    plan: StreetPlan
    points: tuple[Point, ...]
    nodes: tuple[Point, ...]
    crossings: tuple[int, ...]


def lay_streets(plans: tuple[StreetPlan, ...], ground: Ground) -> list[Street]:
    lines = [LineString(plan.line) for plan in plans]
    meetings: list[dict[float, Point]] = [{} for _ in plans]
    for a, b in combinations(range(len(plans)), 2):
        for spot in _meetings(lines[a], lines[b]):
            key = (round(spot.x, 1), round(spot.y, 1))
            meetings[a][round(lines[a].project(spot), 1)] = key
            meetings[b][round(lines[b].project(spot), 1)] = key
    return [_lay(*each, ground) for each in zip(plans, lines, meetings, strict=True)]


def _meetings(a: LineString, b: LineString) -> list[Dot]:
    if a.distance(b) > SNAP_METRES:
        return []
    crossing = a.intersection(b)
    spots = [part for part in getattr(crossing, "geoms", [crossing]) if isinstance(part, Dot) and not part.is_empty]
    for end, other in ((a, b), (b, a)):
        for tip in (Dot(end.coords[0]), Dot(end.coords[-1])):
            near = other.interpolate(other.project(tip))
            if tip.distance(near) <= SNAP_METRES and all(near.distance(spot) > SNAP_METRES for spot in spots):
                spots.append(near)
    return spots


def _lay(plan: StreetPlan, line: LineString, meetings: dict[float, Point], ground: Ground) -> Street:
    marks: dict[float, Point] = dict(meetings)
    for point in dense(plan.line):
        at = round(line.project(Dot(point)), 1)
        if all(abs(at - other) > CLEAR_METRES for other in meetings):
            marks[at] = point
    order = sorted(marks)
    nodes = tuple(marks[at] for at in order)
    crossings = tuple(n for n, at in enumerate(order) if at in meetings)
    return Street(plan, tuple(ground.place(node) for node in nodes), nodes, crossings)
