"""Doors sorted by the ground they can reach each other on, and turfs shared out between grounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import dist

from canvass.routing.graph import Network, build_network
from canvass.routing.legs import Pavements
from canvass.routing.model import CutRequest, Door, Point
from canvass.routing.pace import Pace
from canvass.routing.reach import lay_pieces, mean_point, reach
from canvass.routing.stops import Stop, dwell_seconds, gather_stops
from canvass.routing.walks import Ground


@dataclass(frozen=True)
class Component:
    """Stops that reach each other."""

    ground: Ground
    stops: list[Stop]

    @property
    def doors(self) -> int:
        return sum(len(stop.doors) for stop in self.stops)


def gather_components(request: CutRequest, pace: Pace) -> tuple[list[Component], dict[int, str]]:
    """Components, the one with most doors first, and the doors left out with the reason. O(n log n)."""
    walker = request.walker
    network = build_network(request.segments, walker, request.numbers.walk_speed * walker.pace)
    pace.at(0.3)
    usable, reasons = _usable(request, network)
    pace.at(0.4)
    groups: dict[int, list[Door]] = {}
    component = network.component.tolist()
    for door in usable:
        groups.setdefault(component[network.row[door.segment]], []).append(door)
    pavements = Pavements.of(network)
    pieces = lay_pieces(network) if request.start or request.end else None
    found = []
    ready = 0
    pace.at(0.4)
    for number, doors in sorted(groups.items(), key=lambda item: (-len(item[1]), item[1][0].key)):
        share = pace.part(0.4 + 0.6 * ready / len(usable), 0.4 + 0.6 * (ready + len(doors)) / len(usable))
        share.at(0.0)
        start = reach(network, pieces, number, request.start, True) if pieces and request.start else None
        end = reach(network, pieces, number, request.end, False) if pieces and request.end else None
        found.append(Component(Ground(network, pavements, start, end), gather_stops(network, doors, share)))
        ready += len(doors)
    return found, reasons


def _usable(request: CutRequest, network: Network) -> tuple[list[Door], dict[int, str]]:
    known = {segment.key for segment in request.segments}
    doors, reasons = [], {}
    for door in sorted(request.doors, key=lambda d: d.key):
        if door.segment not in known:
            reasons[door.key] = "no_segment"
        elif door.segment not in network.row:
            reasons[door.key] = "not_walkable"
        else:
            doors.append(door)
    return doors, reasons


def share_parts(components: Sequence[Component], request: CutRequest) -> Iterator[tuple[list[Component], int | None]]:
    """Components with the number of turfs asked of them. Fewer parts than components: several
    that lie near each other share one."""
    if request.parts is None or not components:
        yield from (([component], None) for component in components)
        return
    work = [sum(dwell_seconds(stop, request.numbers) for stop in component.stops) for component in components]
    groups = [[number] for number in range(len(components))]
    while len(groups) > request.parts:
        small = min(groups, key=lambda group: (sum(work[number] for number in group), group))
        groups.remove(small)
        near = min(groups, key=lambda group: (dist(_middle(components, group), _middle(components, small)), group))
        near += small
    counts = [1] * len(groups)
    for _ in range(request.parts - len(groups)):
        # To whom each turf is longest; a door is never shared between two.
        room = [x for x, group in enumerate(groups) if counts[x] < sum(components[n].doors for n in group)]
        if not room:
            break
        counts[max(room, key=lambda x: (sum(work[n] for n in groups[x]) / counts[x], -x))] += 1
    yield from (([components[n] for n in sorted(group)], count) for group, count in zip(groups, counts, strict=True))


def _middle(components: Sequence[Component], group: Sequence[int]) -> Point:
    segments = components[group[0]].ground.network.segments
    return mean_point([segments[stop.segment].points[0] for number in group for stop in components[number].stops])
