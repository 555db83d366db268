"""A component from stops to finished turfs: cut, walked, and evened out by what walks turned out to take."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from canvass.routing.arrays import TICKS, BoolArray, IntArray
from canvass.routing.boards import Board, lay_out
from canvass.routing.components import Component
from canvass.routing.cut import most_doors
from canvass.routing.improving import COLD, WARM
from canvass.routing.matrix import spots
from canvass.routing.model import CutRequest, PlannedTurf
from canvass.routing.neighbours import Neighbours, find_links
from canvass.routing.pace import Pace
from canvass.routing.stops import dwell_seconds, gather_faces, rejoined
from canvass.routing.tour import usual_kicks
from canvass.routing.turfs import Effort, Turfs, cut_board, improve_together, turfs_beside
from canvass.routing.walks import in_walking_order, planned_turf

WALK_SHARE = 10  # of the iterations, one in so many goes into each turf's own walk
ROUNDS = 3
LOW, HIGH = 0.89, 1.09  # of the mean, beyond which a finished turf is evened out
EVEN_ENOUGH = 0.885, 1.095  # of the mean, within which the plan that walks least counts
SMALL_PLACE = 6000  # doors in all, up to which there is time for several plans
ATTEMPTS, MOST_ATTEMPTS = 6, 12  # whole plans of a component of 1,000 to 2,000 doors, and of a small one
USUAL = 20_000  # iterations, below which there are fewer attempts
RING = 14  # turfs that are evened out together


def cut_component(request: CutRequest, component: Component, parts: int | None, pace: Pace) -> list[PlannedTurf]:
    """The turfs of one component; exactly `parts` if asked, else as the budget allows."""
    numbers = request.numbers
    dwell = sum(dwell_seconds(stop, numbers) for stop in component.stops)
    each = 60 * request.budget_minutes if parts is None else dwell / parts
    faces = gather_faces(component.stops, most_doors(numbers, each), pace.part(0.0, 0.01))
    ground = component.ground
    board = lay_out(ground.network, ground.pavements.room, faces, numbers, pace.part(0.01, 0.05))
    walker = _Walker(request, component, board, parts)
    plans = []
    attempts = attempts_at(component.doors, len(request.doors), request.iterations)
    for again in range(attempts):
        share = pace.part(0.05 + 0.95 * again / attempts, 0.05 + 0.95 * (again + 1) / attempts)
        budget = 60 * request.budget_minutes * TICKS
        warmth = COLD if again % 2 else WARM
        effort = Effort(request.seed + again, request.iterations, budget, parts, warmth)
        plans.append(_attempt(walker, board, effort, share))
    return min(plans, key=_worth)


def attempts_at(doors: int, doors_in_all: int, iterations: int) -> int:
    """How many whole plans are made, of which the best one counts: several of a small place."""
    if doors_in_all > SMALL_PLACE:
        return 1
    wanted = min(max(ATTEMPTS, SMALL_PLACE // doors), 2 * SMALL_PLACE // doors, MOST_ATTEMPTS)
    return max(1, wanted * min(iterations, USUAL) // USUAL)


def _attempt(walker: _Walker, board: Board, effort: Effort, pace: Pace) -> list[PlannedTurf]:
    turfs, neighbours = cut_board(board, effort, pace.part(0.0, 0.58))
    planned = walker.walk_all(turfs, pace.part(0.58, 0.9))
    for number in range(ROUNDS):
        low = 0.9 + 0.1 * number / ROUNDS
        if not _even_out(walker, neighbours, turfs, planned, effort, pace.part(low, low + 0.1 / ROUNDS)):
            break
    return planned


def _worth(planned: list[PlannedTurf]) -> tuple[int, float, float]:
    """Whole turfs first, then even ones, then the least time in all; less is better."""
    minutes = np.array([turf.minutes for turf in planned])
    off = minutes / minutes.mean()
    return (
        sum("broken" in turf.warnings for turf in planned),
        round(max(float(off.max()) - EVEN_ENOUGH[1], EVEN_ENOUGH[0] - float(off.min()), 0.0), 3),
        float(minutes.sum()),
    )


class _Walker:
    """Makes walks of turfs."""

    def __init__(self, request: CutRequest, component: Component, board: Board, parts: int | None) -> None:
        self.request, self.ground, self.board = request, component.ground, board
        self.minutes = request.budget_minutes
        if parts is not None:
            self.minutes = float(board.expected_work().sum()) / parts / TICKS / 60

    def walk_all(self, turfs: Turfs, pace: Pace) -> list[PlannedTurf]:
        whole = is_whole(self.board.links.short, turfs, len(self.board.work))
        return [
            self.walk(turf, bool(whole[x]), pace.part(x / len(turfs), (x + 1) / len(turfs)))
            for x, turf in enumerate(turfs)
        ]

    def walk(self, turf: list[int], whole: bool, pace: Pace) -> PlannedTurf:
        stops = rejoined(stop for end in turf for stop in self.board.faces[end // 2].stops)
        kicks = min(self.request.iterations // WALK_SHARE, usual_kicks(len(stops)))
        ordered = in_walking_order(self.ground, stops, self.request.seed, kicks, pace, self.board.all_times(Pace()))
        return planned_turf(self.request, [ordered], self.minutes, not whole)


def _even_out(
    walker: _Walker, neighbours: Neighbours, turfs: Turfs, planned: list[PlannedTurf], effort: Effort, pace: Pace
) -> bool:
    """Trade again around turfs whose finished walk lies far off the mean; whether there were any.

    Changes `turfs` and `planned` in place.
    """
    minutes = np.array([turf.minutes for turf in planned])
    off = minutes / minutes.mean()
    wrong = np.flatnonzero((off > HIGH) | (off < LOW)).tolist()
    if len(planned) < 2 or not wrong:
        return False
    beside = turfs_beside(neighbours, turfs)
    left = set(wrong)
    while left:
        pace.at(1 - len(left) / len(wrong))
        group = _ring(beside, min(left))
        left -= set(group)
        if len(group) > 1:
            _trade_again(walker, neighbours, turfs, planned, group, effort, pace)
    return True


def _ring(beside: Sequence[Sequence[int]], first: int) -> list[int]:
    group = [first]
    for turf in group:
        group += [other for other in beside[turf] if other not in group][: RING - len(group)]
    return sorted(group)


def _trade_again(
    walker: _Walker, neighbours: Neighbours, turfs: Turfs, planned: list[PlannedTurf], group: list[int],
    effort: Effort, pace: Pace,
) -> None:  # fmt: skip
    own = [turfs[number] for number in group]
    guess = np.array([walker.board.load(turf) for turf in own]) / TICKS / 60
    taken = np.array([planned[number].minutes for number in group])
    extra = np.rint((taken - guess) * 60 * TICKS).astype(np.int64)
    quiet = pace.silent()
    better = improve_together(walker.board, neighbours, own, effort, quiet, extra)
    whole = is_whole(walker.board.links.short, better, len(walker.board.work))
    fresh = [
        planned[number] if set(new) == set(old) else walker.walk(new, bool(fine), quiet)
        for number, new, old, fine in zip(group, better, own, whole, strict=True)
    ]
    mean = float(np.mean([turf.minutes for turf in planned]))
    if _spread([turf.minutes for turf in fresh], mean) < _spread(taken.tolist(), mean):
        for number, turf, walk in zip(group, better, fresh, strict=True):
            turfs[number], planned[number] = turf, walk


def _spread(minutes: list[float], mean: float) -> float:
    return max(max(minutes) / mean - 1, 1 - min(minutes) / mean)


def is_whole(short: IntArray, turfs: Turfs, faces: int) -> BoolArray:
    """Which turfs hang together by short links alone, (K,)."""
    owner = np.full(faces, -1, np.int64)
    for number, ends in enumerate(turfs):
        owner[np.array(ends) // 2] = number
    kept = short[(owner[short[:, 1]] == owner[short[:, 2]]) & (owner[short[:, 1]] >= 0)]
    graph = csr_array((np.ones(len(kept)), (kept[:, 1], kept[:, 2])), shape=(faces, faces))
    piece = connected_components(graph, directed=False)[1]
    return np.array([len(np.unique(piece[np.array(ends) // 2])) == 1 for ends in turfs], np.bool_)


def is_broken(component: Component, pace: Pace) -> bool:
    """Whether a walk past these doors has a long way without doors in it."""
    faces = gather_faces(component.stops)
    ends = spots(component.ground.network, [stop for face in faces for stop in (face.stops[0], face.stops[-1])])
    return bool(find_links(component.ground.network, ends, component.ground.pavements.room, pace).group.any())
