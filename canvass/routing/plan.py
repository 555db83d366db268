"""The one public face of the planner: doors and streets in, walks out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import dist

import numpy as np

from canvass.routing.cut import floors_in_order, measure_faces, most_doors, split
from canvass.routing.errors import InvalidRequest, PlanCancelled, RoutingError
from canvass.routing.exchange import exchange
from canvass.routing.graph import Network, build_network
from canvass.routing.legs import Pavements
from canvass.routing.matrix import corner_times, spots
from canvass.routing.model import CutPlan, CutRequest, Door, PlannedStop, PlannedTurf, Segment
from canvass.routing.pace import Pace
from canvass.routing.profiles import PROFILES
from canvass.routing.stops import Stop, gather_faces, gather_stops, rejoined
from canvass.routing.tour import walk_faces
from canvass.routing.walks import Ground, in_walking_order, nearest_place, planned_turf
from canvass.routing.worktime import PlanningNumbers

__all__ = [
    "CutPlan", "CutRequest", "Door", "InvalidRequest", "PlanCancelled", "PlannedStop",
    "PlannedTurf", "PlanningNumbers", "RoutingError", "Segment", "cut", "walk",
]  # fmt: skip

WALK_SHARE = 10  # of the iterations, one in so many goes into each turf's own walk
Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


def cut(request: CutRequest, *, progress: Progress | None = None, cancelled: Cancelled | None = None) -> CutPlan:
    """All doors of the request as turfs that fit its budget, each with its walking order.

    A turf never joins doors that cannot reach each other on the network. O(n^2) in the doors of
    a component, so hand in one neighbourhood at a time. Deterministic: same request, same plan.

    Raises InvalidRequest for unusable segments, PlanCancelled once `cancelled()` is true;
    `progress` hears shares in [0, 1]. Both are called at least about every 200 ms.
    """
    pace = Pace(progress, cancelled)
    pace.at(0.0)
    network = build_network(request.segments, PROFILES[request.profile], request.numbers.walk_speed)
    doors, reasons = _usable(request, network)
    turfs: list[PlannedTurf] = []
    ready = 0
    for part in _components(network, doors):
        share = pace.part(ready / len(doors), (ready + len(part)) / len(doors))
        turfs.extend(_cut_component(request, network, part, share))
        ready += len(part)
    pace.at(1.0)
    return CutPlan(tuple(turfs), tuple(sorted(reasons)), reasons)


def walk(request: CutRequest, *, progress: Progress | None = None, cancelled: Cancelled | None = None) -> PlannedTurf:
    """One walk past all doors of the request, however long; for a turf cut by hand.

    Doors that no way joins are walked group by group, straight across in between. Raises
    InvalidRequest when a door's segment is missing or closed: here none may be left out.
    """
    pace = Pace(progress, cancelled)
    pace.at(0.0)
    network = build_network(request.segments, PROFILES[request.profile], request.numbers.walk_speed)
    doors, reasons = _usable(request, network)
    if reasons:
        raise InvalidRequest(f"no way to doors {sorted(reasons)[:5]}: {set(reasons.values())}")
    groups = []
    ready = 0
    for part in _components(network, doors):
        share = pace.part(ready / len(doors), (ready + len(part)) / len(doors))
        stops = gather_stops(network, part)
        ground = _ground(request, network, stops, share.part(0.0, 0.5))
        rest = share.part(0.5, 1.0)
        ordered = in_walking_order(ground, stops, request.seed, request.iterations, rest)
        groups.append((ground, ordered))
        ready += len(part)
    pace.at(1.0)
    return planned_turf(request, _nearest_first(request, groups))


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


def _components(network: Network, doors: Sequence[Door]) -> Iterator[list[Door]]:
    """Doors that reach each other, the largest group first."""
    groups: dict[int, list[Door]] = {}
    for door in doors:
        groups.setdefault(int(network.component[network.row[door.segment]]), []).append(door)
    yield from sorted(groups.values(), key=lambda group: (-len(group), group[0].key))


def _ground(request: CutRequest, network: Network, stops: Sequence[Stop], pace: Pace) -> Ground:
    places = spots(network, stops)
    corners, start = places.corners.ravel(), None
    if request.start is not None:
        rows = np.flatnonzero(network.component == network.component[stops[0].segment])
        start = spots(network, [nearest_place(network, rows, request.start)])
        corners = np.r_[corners, start.corners.ravel()]
    return Ground(network, corner_times(network, corners, pace), Pavements(network), start)


def _cut_component(request: CutRequest, network: Network, doors: list[Door], pace: Pace) -> list[PlannedTurf]:
    stops = gather_stops(network, doors)
    ground = _ground(request, network, stops, pace.part(0.0, 0.4))
    faces = gather_faces(stops, most_doors(request.numbers, request.budget_minutes))
    times = measure_faces(network, ground.times, faces, request.numbers, pace.part(0.4, 0.5))
    entered = walk_faces(times.cost, request.seed, request.iterations, pace.part(0.5, 0.7))
    entered = floors_in_order(entered, faces)
    turfs = split(entered, times, 60 * request.budget_minutes)
    turfs = exchange(turfs, times, pace.part(0.7, 0.8))
    last = pace.part(0.8, 1.0)
    planned = []
    for number, turf in enumerate(turfs):
        share = last.part(number / len(turfs), (number + 1) / len(turfs))
        own = rejoined(stop for end in turf for stop in faces[end // 2].stops)
        ordered = in_walking_order(ground, own, request.seed, request.iterations // WALK_SHARE, share)
        planned.append(planned_turf(request, [(ground, ordered)]))
    return planned


def _nearest_first(request: CutRequest, groups: list[tuple[Ground, list[Stop]]]) -> list[tuple[Ground, list[Stop]]]:
    """Groups in the order of a straight walk between them, each walked from its nearer end."""
    left = list(groups)
    ordered: list[tuple[Ground, list[Stop]]] = []
    at = request.start
    while left:
        options = [
            (0.0 if at is None else dist(at, _spot(ground, stops[0 if ahead else -1])), n, ahead)
            for n, (ground, stops) in enumerate(left)
            for ahead in (True, False)
        ]
        _, number, ahead = min(options, key=lambda option: (option[0], option[1], not option[2]))
        ground, stops = left.pop(number)
        stops = stops if ahead else stops[::-1]
        ordered.append((ground, stops))
        at = _spot(ground, stops[-1])
    return ordered


def _spot(ground: Ground, stop: Stop) -> tuple[float, float]:
    return ground.pavements.stretch(stop.segment, stop.side, stop.offset, stop.offset)[0]
