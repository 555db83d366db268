"""Doors to stops, stops to block faces.

A *stop* is where a duo stands still: one door, or all doors of one entrance, floor by floor.
A *face* is one side of one street segment, or a piece of it: the unit of cutting. Ways without
pavements have one face with the doors of both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import ceil, dist, hypot

from canvass.routing.graph import LEFT, RIGHT, Network
from canvass.routing.model import Door
from canvass.routing.pace import Pace
from canvass.routing.worktime import PlanningNumbers

FACE_DOORS = 12
SLICE_STOPS, SLICE_FACES = 5000, 1000  # made between two looks at the caller
FREE_SETBACK = 20.0  # metres from the street's middle that cost nothing: pavement, garden, half a house


@dataclass(frozen=True)
class Stop:
    """Doors handled at one place, in walking order; `side` and `segment` index the network."""

    doors: tuple[Door, ...]
    segment: int
    side: int
    offset: float  # metres from u
    setback: float  # metres of driveway, one way


@dataclass(frozen=True)
class Face:
    """Consecutive stops along one side of one segment, by offset."""

    stops: tuple[Stop, ...]

    @property
    def doors(self) -> int:
        return sum(len(stop.doors) for stop in self.stops)


def gather_stops(network: Network, doors: Iterable[Door], pace: Pace | None = None) -> list[Stop]:
    """Stops in a fixed order; the doors' segments must be in the network. O(n log n).

    Doors share a stop when they share an entrance, or stand at the same spot without one.
    """
    groups: dict[tuple[object, ...], list[Door]] = {}
    for door in sorted(doors, key=lambda d: d.key):
        if door.entrance is None:
            spot: tuple[object, ...] = (door.segment, door.side, round(door.offset, 1))
        else:
            # A component beside the entrance: a wrong snap must not join two islands.
            component = int(network.component[network.row[door.segment]])
            spot = (door.entrance, component)
        groups.setdefault(spot, []).append(door)
    stops: list[Stop] = []
    for group in groups.values():
        if pace is not None and len(stops) % SLICE_STOPS == 0:
            pace.at(len(stops) / len(groups))
        stops.append(_stop(network, group))
    return sorted(stops, key=_place)


def rejoined(pieces: Iterable[Stop]) -> list[Stop]:
    """Pieces of one entrance that came to the same turf as one stop again, floor by floor."""
    groups: dict[tuple[object, ...], list[Stop]] = {}
    for piece in pieces:
        spot = (piece.segment, piece.side, piece.offset, piece.doors[0].entrance)
        groups.setdefault(spot, []).append(piece)
    stops = []
    for group in groups.values():
        doors = tuple(sorted((d for piece in group for d in piece.doors), key=lambda d: (d.floor, d.key)))
        stops.append(replace(group[0], doors=doors))
    return sorted(stops, key=_place)


def _place(stop: Stop) -> tuple[int, int, float, int]:
    return stop.segment, stop.side, stop.offset, stop.doors[0].key


def _stop(network: Network, doors: list[Door]) -> Stop:
    lead = doors[0]
    row = network.row[lead.segment]
    side = RIGHT if lead.side < 0 and network.sided[row] else LEFT
    offset = min(max(lead.offset, 0.0), float(network.lengths[row]))
    distance = _distance_to_line(network.segments[row].points, lead.point, offset)
    ordered = tuple(sorted(doors, key=lambda d: (d.floor, d.key)))
    return Stop(ordered, row, side, offset, max(0.0, distance - FREE_SETBACK))


def _distance_to_line(points: Sequence[tuple[float, float]], place: tuple[float, float], offset: float) -> float:
    """Metres between a door and its spot on the street; a door without a point counts as near."""
    if place == (0.0, 0.0):
        return 0.0
    left = offset
    for (x, y), (to_x, to_y) in pairwise(points):
        size = hypot(to_x - x, to_y - y)
        if left <= size:
            share = left / size if size else 0.0
            return hypot(place[0] - x - share * (to_x - x), place[1] - y - share * (to_y - y))
        left -= size
    return dist(place, points[-1])


def dwell_seconds(stop: Stop, numbers: PlanningNumbers) -> float:
    """Expected seconds at a stop: its doors, the way up and down, the driveway in and out."""
    floors = 2 * max(abs(door.floor) for door in stop.doors) * numbers.floor_seconds
    driveway = 2 * stop.setback / numbers.walk_speed
    return len(stop.doors) * numbers.door_seconds + floors + driveway


def gather_faces(stops: Sequence[Stop], most: int = FACE_DOORS, pace: Pace | None = None) -> list[Face]:
    """Faces of at most `most` doors each, evenly cut; a bigger entrance is cut between floors."""
    faces: list[Face] = []
    looked = 0
    ordered = sorted(stops, key=_place)
    for _, side in groupby(ordered, key=lambda s: (s.segment, s.side)):
        if pace is not None and len(faces) >= looked + SLICE_FACES:
            looked = len(faces)
            pace.at(0.5)
        pieces = [piece for stop in side for piece in _pieces(stop, most)]
        left = sum(len(piece.doors) for piece in pieces)
        share = ceil(left / ceil(left / most))
        held: list[Stop] = []
        count = 0
        for piece in pieces:
            if held and count + len(piece.doors) > share:
                faces.append(Face(tuple(held)))
                held, count = [], 0
            held.append(piece)
            count += len(piece.doors)
        faces.append(Face(tuple(held)))
    return faces


def _pieces(stop: Stop, most: int) -> list[Stop]:
    parts = ceil(len(stop.doors) / most)
    cuts = [round(part * len(stop.doors) / parts) for part in range(parts + 1)]
    return [Stop(stop.doors[a:b], stop.segment, stop.side, stop.offset, stop.setback) for a, b in pairwise(cuts)]
