"""What knowing the sides of a street is worth: a walk ordered with it against one ordered without,
both judged by the true cost and by the busy roads they cross."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from canvass.routing.arrays import TICKS
from canvass.routing.components import Component, gather_components
from canvass.routing.legs import trail
from canvass.routing.matrix import corner_times, spots, time_matrix
from canvass.routing.metrics import walk_ticks
from canvass.routing.model import CutRequest
from canvass.routing.pace import Pace
from canvass.routing.profiles import CROSSING_METRES
from canvass.routing.tour import usual_kicks, walk_stops
from canvass.routing.worktime import PlanningNumbers
from tests.benchmarks.routing.files import NotHereError
from tests.benchmarks.routing.instances import lauf, wageningen
from tests.benchmarks.routing.options import Options
from tests.benchmarks.table import Row

ENOUGH = 10  # busy crossings, below which a share of them says nothing


def rows(options: Options) -> Iterator[Row]:
    for name, read, goal in (("lauf 1000", lambda: lauf(1000), 0.96), ("wageningen", lambda: wageningen(3000), 0.82)):
        try:
            options.hear(f"sides: {name}")
            request = CutRequest(*read(), PlanningNumbers(), 120.0)
        except NotHereError as missing:
            options.note(f"sides {name}: {missing}")
            continue
        # Blind: crossing costs nothing, and all doors of a street are in one row.
        doors = [replace(door, side=1) for door in request.doors]
        free = dict.fromkeys(CROSSING_METRES, 0.0)
        aware, aware_busy, aware_all = _judged(request, request)
        blind, blind_busy, blind_all = _judged(request, replace(request, doors=doors, crossing_metres=free))
        yield Row(f"{name}: side-aware against side-blind, true cost", aware / blind, "", "<=", goal)
        yield Row(f"{name}: crossings, side-aware", aware_all)
        yield Row(f"{name}: crossings, side-blind", blind_all)
        yield Row(f"{name}: busy crossings, side-aware", aware_busy)
        yield Row(f"{name}: busy crossings, side-blind", blind_busy)
        if blind_busy >= ENOUGH:
            yield Row(f"{name}: busy crossings against side-blind", aware_busy / blind_busy, "", "<=", 1 / 3)


def _largest(request: CutRequest) -> Component:
    return gather_components(request, Pace())[0][0]


def _judged(true: CutRequest, believed: CutRequest) -> tuple[float, int, int]:
    """Seconds of a walk past all doors in the order that is best by what is believed, its busy
    crossings and all its crossings."""
    real = _largest(true)
    stop_of = {door.key: number for number, stop in enumerate(real.stops) for door in stop.doors}
    # A stop of the blind may hold doors of both sides: taken in turn, as its list says.
    order = np.array(list(dict.fromkeys(stop_of[key] for key in _doors_in_order(_largest(believed)))))
    network = real.ground.network
    places = spots(network, real.stops)
    times = corner_times(network, places.corners.ravel(), Pace())
    cost = time_matrix(network, times, places, Pace())
    way = trail(network, times, real.ground.pavements, [real.stops[x] for x in order])
    busy = sum(count for road, count in way.crossings.items() if road in true.walker.hard)
    return walk_ticks(cost, order) / TICKS, busy, way.crossings.total()


def _doors_in_order(component: Component) -> list[int]:
    network = component.ground.network
    places = spots(network, component.stops)
    cost = time_matrix(network, corner_times(network, places.corners.ravel(), Pace()), places, Pace())
    order = walk_stops(cost, None, 1, usual_kicks(len(places)), Pace())
    return [door.key for x in order for door in component.stops[x].doors]
