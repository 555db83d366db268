"""The one public face of the planner: doors and streets in, walks out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import dist

from canvass.routing.components import Component, gather_components, share_parts
from canvass.routing.errors import InvalidRequest, PlanCancelled, RoutingError
from canvass.routing.model import CutPlan, CutRequest, Door, PlannedStop, PlannedTurf, Segment
from canvass.routing.pace import Pace
from canvass.routing.rounds import cut_component, is_broken
from canvass.routing.tour import usual_kicks
from canvass.routing.walks import Ordered, in_walking_order, planned_turf
from canvass.routing.worktime import PlanningNumbers

__all__ = [
    "CutPlan", "CutRequest", "Door", "InvalidRequest", "PlanCancelled", "PlannedStop",
    "PlannedTurf", "PlanningNumbers", "RoutingError", "Segment", "cut", "walk",
]  # fmt: skip

THOROUGH = 2  # times the usual effort for a walk that is asked for by itself
Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


def cut(request: CutRequest, *, progress: Progress | None = None, cancelled: Cancelled | None = None) -> CutPlan:
    """All doors of the request as turfs that fit its budget, each with its walking order.

    A turf never joins doors that cannot reach each other on the network, unless fewer `parts`
    are asked than there are components. O(n log n) time and O(n) memory in the doors, for a
    network that grows with them. Deterministic: same request, same plan.

    Raises InvalidRequest for unusable segments, PlanCancelled once `cancelled()` is true;
    `progress` hears shares in [0, 1]. Both are called at least about every 200 ms.
    """
    pace = Pace(progress, cancelled)
    pace.at(0.0)
    components, reasons = gather_components(request, pace.part(0.0, 0.1))
    doors = max(sum(component.doors for component in components), 1)
    turfs: list[PlannedTurf] = []
    ready = 0
    for group, parts in share_parts(components, request):
        count = sum(component.doors for component in group)
        share = pace.part(0.1 + 0.9 * ready / doors, 0.1 + 0.9 * (ready + count) / doors)
        if len(group) == 1:
            turfs.extend(cut_component(request, group[0], parts, share))
        else:
            turfs.append(_walk_through(request, group, share))
        ready += count
    pace.at(1.0)
    return CutPlan(tuple(turfs), tuple(sorted(reasons)), reasons)


def walk(request: CutRequest, *, progress: Progress | None = None, cancelled: Cancelled | None = None) -> PlannedTurf:
    """One walk past all doors of the request, however long; for a turf cut by hand.

    Doors that no way joins are walked group by group, straight across in between. O(n^2) in the
    stops. Raises InvalidRequest when a door's segment is missing or closed: here none may be
    left out.
    """
    pace = Pace(progress, cancelled)
    pace.at(0.0)
    components, reasons = gather_components(request, pace.part(0.0, 0.1))
    if reasons:
        raise InvalidRequest(f"no way to doors {sorted(reasons)[:5]}: {set(reasons.values())}")
    result = _walk_through(request, components, pace.part(0.1, 1.0))
    pace.at(1.0)
    return result


def _walk_through(request: CutRequest, components: Sequence[Component], pace: Pace) -> PlannedTurf:
    doors = max(sum(component.doors for component in components), 1)
    groups = []
    ready = 0
    for component in components:
        share = pace.part(ready / doors, (ready + component.doors) / doors)
        kicks = min(request.iterations, THOROUGH * usual_kicks(len(component.stops)))
        groups.append(in_walking_order(component.ground, component.stops, request.seed, kicks, share))
        ready += component.doors
    broken = len(components) > 1 or any(is_broken(component, pace.silent()) for component in components)
    return planned_turf(request, _nearest_first(request, groups), request.budget_minutes, broken)


def _nearest_first(request: CutRequest, groups: list[Ordered]) -> list[Ordered]:
    """Groups in the order of a straight walk between them, each walked from its nearer end."""
    if len(groups) == 1:
        return groups
    left = list(groups)
    ordered: list[Ordered] = []
    at = request.start
    while left:
        options = [
            (0.0 if at is None else dist(at, _spot(part, 0 if ahead else -1)), n, ahead)
            for n, part in enumerate(left)
            for ahead in (True, False)
            # Against the only direction of a path nobody walks.
            if ahead or not part.ground.network.directed
        ]
        _, number, ahead = min(options, key=lambda option: (option[0], option[1], not option[2]))
        part = left.pop(number)
        part = part if ahead else Ordered(part.ground, part.times, part.stops[::-1])
        ordered.append(part)
        at = _spot(part, -1)
    return ordered


def _spot(part: Ordered, number: int) -> tuple[float, float]:
    stop = part.stops[number]
    return part.ground.pavements.stretch(stop.segment, stop.side, stop.offset, stop.offset)[0]
