"""The faces of one component laid out, with what is asked about them: ways, work, neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from canvass.routing.arrays import TICKS, IntArray
from canvass.routing.graph import Network
from canvass.routing.improving import Ways
from canvass.routing.matrix import CornerTimes, Spots, both_ways, corner_times, spots, time_matrix, walking_times
from canvass.routing.neighbours import Links, Neighbours, find_links
from canvass.routing.pace import Pace
from canvass.routing.paths import Room
from canvass.routing.stops import Face, dwell_seconds
from canvass.routing.worktime import PlanningNumbers

SLICE_FACES = 4000
FEW_FACES = 1000  # so few that the times between all their corners are kept
WALK_OVER_LEAST = 1.15  # of walks over the shortest network that joins all faces


@dataclass(frozen=True)
class Board:
    """F faces of one component, sorted by segment, side and offset.

    Ends 2f and 2f + 1 are the first and the last stop of face f; `work` counts all doors of a
    face and the walk along it, in ticks.
    """

    network: Network
    room: Room
    faces: tuple[Face, ...]
    ends: Spots  # (2F,)
    work: IntArray  # (F,)
    links: Links
    kept: list[CornerTimes] = field(default_factory=list, compare=False)  # at most one

    def all_times(self, pace: Pace) -> CornerTimes | None:
        """Times between all corners of the board, found once; None on a large one."""
        if len(self.work) > FEW_FACES:
            return None
        if not self.kept:
            self.kept.append(corner_times(self.network, self.ends.corners.ravel(), pace, self.room))
        return self.kept[0]

    def expected_work(self) -> IntArray:
        """Ticks (F,) of work with a fair share of the walk between faces."""
        return np.rint(self.work + WALK_OVER_LEAST * self.links.least_walk()).astype(np.int64)

    def ways(self, rows: IntArray, neighbours: Neighbours, pace: Pace) -> Ways:
        """Everything about the faces `rows` (n,), numbered anew from 0. O(n^2) memory."""
        ends = self.ends.pick(both_ends(rows))
        part = pace.part(0.0, 0.8)
        times = self.all_times(part) or corner_times(self.network, ends.corners.ravel(), part, self.room)
        cost = time_matrix(self.network, times, ends, pace.part(0.8, 1.0))
        return Ways(both_ways(cost) if self.network.directed else cost, self.work[rows], neighbours.part(rows))

    def load(self, turf: Sequence[int]) -> int:
        """Ticks that a turf takes, its faces entered at these ends."""
        entered = np.array(turf, np.int64)
        ends = self.ends.pick(np.concatenate([entered, entered ^ 1]))
        times = self.all_times(Pace()) or corner_times(self.network, ends.corners.ravel(), Pace(), self.room)
        cost = both_ways(walking_times(self.network, times, ends, ends))
        size = len(entered)
        between = cost[np.arange(size, 2 * size - 1), np.arange(1, size)]
        return int(self.work[entered // 2].sum() + between.sum())


def both_ends(rows: IntArray) -> IntArray:
    """The ends (2n,) of faces (n,)."""
    return np.stack([2 * rows, 2 * rows + 1], axis=1).ravel()


def lay_out(network: Network, room: Room, faces: Sequence[Face], numbers: PlanningNumbers, pace: Pace) -> Board:
    ends = spots(network, [stop for face in faces for stop in (face.stops[0], face.stops[-1])])
    pace.at(0.0)
    dwell: list[float] = []
    for low in range(0, len(faces), SLICE_FACES):
        pace.at(0.2 * low / len(faces))
        some = faces[low : low + SLICE_FACES]
        dwell += [sum(dwell_seconds(stop, numbers) for stop in face.stops) for face in some]
    along = np.abs(ends.at[::2] - ends.at[1::2])
    work = np.rint(np.array(dwell) * TICKS).astype(np.int64) + network.travel(along)
    return Board(network, room, tuple(faces), ends, work, find_links(network, ends, room, pace.part(0.2, 1.0)))
