"""Whole plans: time, balance, wholeness, and walking beside k-means and PyVRP; then size and sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from canvass.routing.arrays import TICKS
from canvass.routing.boards import Board, lay_out
from canvass.routing.components import Component, gather_components
from canvass.routing.cut import most_doors
from canvass.routing.improving import make_chunk
from canvass.routing.matrix import corner_times, spots, time_matrix
from canvass.routing.metrics import balance, walk_ticks
from canvass.routing.model import CutPlan, CutRequest
from canvass.routing.neighbours import Neighbours
from canvass.routing.pace import Pace
from canvass.routing.plan import cut
from canvass.routing.stops import Stop, gather_faces, rejoined
from canvass.routing.tour import walk_stops
from canvass.routing.turfs import Effort, usual_work
from canvass.routing.worktime import PlanningNumbers
from tests.benchmarks.routing import scale, sides
from tests.benchmarks.routing.files import NotHereError
from tests.benchmarks.routing.grouping import balanced_k_means, pyvrp_turfs
from tests.benchmarks.routing.instances import Town, extract, lauf, town, wageningen
from tests.benchmarks.routing.options import Options
from tests.benchmarks.table import Row

EVENING = 120.0
NUMBERS = PlanningNumbers()
ENOUGH_TURFS = 10  # below, a remainder has nowhere to go
KICKS = 2000
PYVRP_SECONDS = 20.0


def rows(options: Options) -> Iterator[Row]:
    sets = [
        ("lauf 1000", lambda: lauf(1000)),
        ("wageningen", lambda: wageningen(3000)),
        ("town 2000", lambda: town(2000)),
    ]
    if options.long:
        sets.append(("lauf 5000", lambda: lauf(5000)))
    if options.osm:
        osm = options.osm
        sets = [(f"{osm.name} 5000", lambda: extract(osm, 5000))]
    for name, read in sets:
        try:
            options.hear(f"plans: {name}")
            yield from _one(name, read(), options)
        except NotHereError as missing:
            options.note(f"plans {name}: {missing}")
    if not options.osm:
        yield from scale.rows(options)
        yield from sides.rows(options)


def _one(name: str, place: Town, options: Options) -> Iterator[Row]:
    request = CutRequest(*place, NUMBERS, EVENING)
    began = perf_counter()
    plan = cut(request)
    yield Row(f"{name}: planned", perf_counter() - began, "s")
    for field in fields(request, plan):
        label = f"{name}: {field.doors} doors"
        yield Row(f"{label}: broken turfs", field.broken, "", "<=", 0)
        if len(field.turfs) < ENOUGH_TURFS:
            continue
        even = balance(field.minutes)
        yield Row(f"{label}: max/mean work", even.max_over_mean, "", "<=", 1.10)
        yield Row(f"{label}: min/mean work", even.min_over_mean, "", ">=", 0.88)
        ours = _walk(field, field.turfs)
        yield Row(f"{label}: walk of {len(field.turfs)} turfs", ours / TICKS / 3600, "h")
        if field.doors <= 2500:
            label = f"{label}: walk against"
            yield Row(f"{label} balanced k-means + path", ours / _k_means(field), "", "<=", 0.85)
            try:
                yield from _against_pyvrp(field, label, ours)
            except NotHereError as missing:
                options.note(f"{label} PyVRP: {missing}")


@dataclass(frozen=True)
class Field:
    """A component, its turfs as groups of stops, and their minutes."""

    component: Component
    board: Board
    neighbours: Neighbours
    turfs: list[list[Stop]]
    minutes: list[float]
    broken: int

    @property
    def doors(self) -> int:
        return self.component.doors


def fields(request: CutRequest, plan: CutPlan) -> Iterator[Field]:
    """The plan by component, judged by links found anew."""
    components, _ = gather_components(request, Pace())
    faces = [gather_faces(c.stops, most_doors(NUMBERS, 60 * EVENING)) for c in components]
    turf_of = {stop.door: number for number, turf in enumerate(plan.turfs) for stop in turf.stops}
    for component, own in zip(components, faces, strict=True):
        ground = component.ground
        board = lay_out(ground.network, ground.pavements.room, own, NUMBERS, Pace())
        effort = Effort(request.seed, request.iterations, 60 * EVENING * TICKS, None)
        neighbours = board.links.neighbours(board.expected_work(), usual_work(board, effort))
        groups: dict[int, list[int]] = {}
        for number, face in enumerate(own):
            groups.setdefault(turf_of[face.stops[0].doors[0].key], []).append(number)
        ends = [[2 * face for face in group] for group in groups.values()]
        broken = int((_pieces(board, neighbours, ends) > 1).sum())
        stops = [rejoined(stop for face in group for stop in own[face].stops) for group in groups.values()]
        yield Field(component, board, neighbours, stops, [plan.turfs[n].minutes for n in groups], broken)


def _pieces(board: Board, links: Neighbours, turfs: Sequence[Sequence[int]]) -> np.ndarray:
    found = []
    for turf in turfs:
        rows = np.sort(np.array(turf) // 2)
        ways = board.ways(rows, links, Pace())
        found.append(int(make_chunk([list(range(0, 2 * len(rows), 2))], ways, 1.0).broken[0]) + 1)
    return np.array(found)


def _walk(field: Field, turfs: Sequence[Sequence[Stop]]) -> int:
    """Ticks of the best walks we find through these groups of stops, the same effort for all."""
    network = field.component.ground.network
    total = 0
    for stops in turfs:
        places = spots(network, stops)
        cost = time_matrix(network, corner_times(network, places.corners.ravel(), Pace()), places, Pace())
        total += walk_ticks(cost, walk_stops(cost, None, 1, KICKS, Pace()))
    return total


def _k_means(field: Field) -> int:
    stops = field.component.stops
    points = np.array(
        [field.component.ground.pavements.stretch(s.segment, s.side, s.offset, s.offset)[0] for s in stops]
    )
    found = balanced_k_means(points, len(field.turfs))
    return _walk(field, [[stops[x] for x in np.flatnonzero(found == group)] for group in range(len(field.turfs))])


def _against_pyvrp(field: Field, label: str, ours: int) -> Iterator[Row]:
    routes = pyvrp_turfs(field.board, field.neighbours, len(field.turfs), PYVRP_SECONDS)
    seen = sorted(face for route in routes for face in route)
    if seen != list(range(len(field.board.work))):
        raise NotHereError("its answer could not be read, or leaves faces out")
    stops = [rejoined(stop for face in route for stop in field.board.faces[face].stops) for route in routes]
    theirs = _walk(field, stops)
    yield Row(f"{label} PyVRP {PYVRP_SECONDS:.0f} s", ours / theirs, "", "<=", 1.02)
    work = [float(field.board.work[route].sum()) for route in routes]
    yield Row(f"{label} PyVRP: its max/mean work", balance(work).max_over_mean)
    yield Row(f"{label} PyVRP: its min/mean work", balance(work).min_over_mean)
