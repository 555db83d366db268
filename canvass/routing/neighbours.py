"""Which faces lie beside each other, so that a turf can be said to be whole.

Two faces are *neighbours* when one walks from one to the other in at most `LINK_SECONDS`, waiting
to cross included, without passing a third face's doors: along the pavement, around a corner,
across a street, through an alley; not over a river's distant bridge, and not between the
junctions of a main road. Faces that hang together by such links form a *quarter*. Where a quarter
cannot be cut into even turfs by itself, the shortest way out of it, however long, counts as a
link too, so that within one component any number of turfs is possible (Kruskal 1956,
doi:10.1090/S0002-9939-1956-0078686-7, stopped early). A turf is *whole* when its faces form one
piece under these links.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil, floor

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

from canvass.routing.arrays import TICKS, BoolArray, IntArray
from canvass.routing.graph import CROSSING, LEFT, RIGHT, Network
from canvass.routing.matrix import Spots
from canvass.routing.pace import Pace
from canvass.routing.paths import Room
from canvass.routing.spread import Portals, links_between, nearest_owner

LINK_SECONDS = 90.0
EVEN_LOW, EVEN_HIGH = 0.93, 1.05  # a quarter's turfs against the mean, or it needs a neighbour
SLICE_PORTALS = 1000

Link = tuple[int, int, int]  # ticks, face, face


@dataclass(frozen=True)
class Neighbours:
    """F faces and the links between them: those of face f are `start[f]` to `start[f + 1]`."""

    start: IntArray  # (F + 1,)
    other: IntArray  # (L,) a face
    ticks: IntArray  # (L,) the way to it, at least 1
    quarter: IntArray  # (F,) faces with the same number hang together

    def part(self, faces: IntArray) -> Neighbours:
        """The links among some faces, which are numbered anew from 0."""
        place = np.full(len(self.quarter), -1, np.int64)
        place[faces] = np.arange(len(faces))
        rows = np.repeat(np.arange(len(self.quarter)), np.diff(self.start))
        keep = (place[rows] >= 0) & (place[self.other] >= 0)
        one, two = place[rows[keep]], place[self.other[keep]]
        order = np.lexsort((two, one))
        start = np.searchsorted(one[order], np.arange(len(faces) + 1))
        return Neighbours(start, two[order], self.ticks[keep][order], self.quarter[faces])


@dataclass(frozen=True)
class Links:
    """What F faces of one component have between them: rows of (ticks, face, face)."""

    short: IntArray  # (n, 3) neighbours, each pair once
    long: IntArray  # (m, 3) where the grounds of two faces touch, however far apart
    group: IntArray  # (F,) faces with the same number hang together by short links

    def least_walk(self) -> IntArray:
        """Each face's share (F,) in the shortest network that joins all faces: in all about what
        walking past them takes."""
        both = np.concatenate([self.short, self.long])
        faces = len(self.group)
        graph = csr_array((np.maximum(both[:, 0], 1), (both[:, 1], both[:, 2])), shape=(faces, faces))
        tree = minimum_spanning_tree(graph).tocoo()
        share = np.bincount(tree.row, tree.data, faces) + np.bincount(tree.col, tree.data, faces)
        return np.asarray(share // 2).astype(np.int64)

    def neighbours(self, work: IntArray, turf_work: float) -> Neighbours:
        """Links and quarters for turfs of about `turf_work`; `work` (F,) both in ticks."""
        joined, quarter = _join(self.group, self.long, work, turf_work)
        return _in_rows(np.concatenate([self.short, joined]), quarter)


def find_links(network: Network, ends: Spots, room: Room, pace: Pace) -> Links:
    """Links of F faces of one component. O(F V log V), with V corners within `LINK_SECONDS`.

    `ends` (2F,) are the first and the last stop of each face, faces sorted by segment, side and
    offset.
    """
    faces = len(ends) // 2
    portals = _portals(network, ends)
    pace.at(0.0)
    open_start, open_head, open_ticks = _without_doors(network, ends)
    limit = int(LINK_SECONDS * TICKS)
    pace.at(0.0)
    beside = np.array(list(_beside(network, ends, limit)), np.int64).reshape(-1, 3)
    found = [beside[beside[:, 0] <= limit]]
    corners = np.flatnonzero(np.diff(portals.start))
    for low in range(0, len(corners), SLICE_PORTALS):
        pace.at(0.5 * low / len(corners))
        chosen = corners[low : low + SLICE_PORTALS]
        found.append(links_between(open_start, open_head, open_ticks, portals, chosen, limit, room))
    pace.at(0.5)
    short = _once(np.concatenate(found))
    graph = csr_array((np.ones(len(short)), (short[:, 1], short[:, 2])), shape=(faces, faces))
    group = connected_components(graph, directed=False)[1].astype(np.int64)
    pace.at(0.6)
    far = [beside[beside[:, 0] > limit], nearest_owner(open_start, open_head, open_ticks, portals, room)]
    return Links(short, _once(np.concatenate(far)), group)


def divisible(work: float, turf_work: float) -> bool:
    """Whether some number of turfs of about `turf_work` makes up `work`."""
    turfs = work / max(turf_work, 1.0)
    return any(n >= 1 and EVEN_LOW <= turfs / n <= EVEN_HIGH for n in (floor(turfs), ceil(turfs)))


def _join(group: IntArray, links: IntArray, work: IntArray, turf_work: float) -> tuple[IntArray, IntArray]:
    """Long links (n, 3) that tie groups which cannot stand alone to others, and the quarters."""
    above = list(range(int(group.max()) + 1))
    total = np.bincount(group, weights=work).tolist()

    def top(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    kept = []
    for ticks, face, other in links[np.lexsort((links[:, 2], links[:, 1], links[:, 0]))].tolist():
        one, two = top(int(group[face])), top(int(group[other]))
        if one != two and not (divisible(total[one], turf_work) and divisible(total[two], turf_work)):
            above[two] = one
            total[one] += total[two]
            kept.append((ticks, face, other))
    quarter = np.array([top(number) for number in group.tolist()], np.int64)
    return np.array(kept, np.int64).reshape(-1, 3), quarter


def _once(links: IntArray) -> IntArray:
    """Each pair of different faces once, by its shortest way (n, 3)."""
    low, high = np.minimum(links[:, 1], links[:, 2]), np.maximum(links[:, 1], links[:, 2])
    order = np.lexsort((links[:, 0], high, low))
    order = order[low[order] != high[order]]
    fresh = np.r_[True, (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)][: len(order)]
    pick = order[fresh]
    return np.stack([links[pick, 0], low[pick], high[pick]], axis=1)


def _in_rows(links: IntArray, quarter: IntArray) -> Neighbours:
    one, two = np.r_[links[:, 1], links[:, 2]], np.r_[links[:, 2], links[:, 1]]
    order = np.lexsort((two, one))
    start = np.searchsorted(one[order], np.arange(len(quarter) + 1))
    ticks = np.maximum(np.r_[links[:, 0], links[:, 0]][order], 1)
    return Neighbours(start, two[order], ticks, quarter)


def _lines(ends: Spots) -> Iterator[tuple[int, int, list[int]]]:
    """Segment, side and its faces in order."""
    keys = list(zip(ends.segment[::2].tolist(), ends.side[::2].tolist(), strict=True))
    for (segment, side), faces in groupby(range(len(keys)), key=keys.__getitem__):
        yield segment, side, list(faces)


def _portals(network: Network, ends: Spots) -> Portals:
    """The faces one comes to first from each corner; all of those at one spot."""
    rows: list[tuple[int, ...]] = []
    at = ends.at.tolist()
    for segment, side, faces in _lines(ends):
        for end, ordered in ((0, faces), (1, faces[::-1])):
            spot = at[2 * ordered[0] + end]
            for face in ordered:
                near = 2 * face + end
                if at[near] != spot:
                    break
                ways = int(ends.out[near, end]), int(ends.into[near, end])
                rows.append((int(ends.corners[near, end]), face, *ways, 2 * segment + side))
                if at[near] != at[near ^ 1]:
                    break
    table = np.array(sorted(rows), np.int64).reshape(-1, 5)
    start = np.searchsorted(table[:, 0], np.arange(len(network.edges.start)))
    columns = [np.ascontiguousarray(table[:, x]) for x in (1, 2, 3, 4)]
    return Portals(start, *columns)


def _without_doors(network: Network, ends: Spots) -> tuple[IntArray, IntArray, IntArray]:
    """The corner graph without the pavements that carry doors, as (start, head, ticks)."""
    carries: BoolArray = np.zeros((len(network.segments), 3), np.bool_)
    carries[ends.segment, ends.side] = True
    plain = ~network.sided
    carries[plain, RIGHT] = carries[plain, LEFT]
    edges = network.edges
    keep = (edges.way == CROSSING) | ~carries[edges.segment, edges.way]
    start = np.r_[0, np.cumsum(keep)][edges.start]
    return start, edges.head[keep], edges.ticks[keep]


def _beside(network: Network, ends: Spots, limit: int) -> Iterator[Link]:
    """Links along one pavement and across one street."""
    at = ends.at.tolist()
    sides: dict[int, list[int]] = {}
    for segment, side, faces in _lines(ends):
        yield from _in_line(at, faces)
        if side == RIGHT and segment in sides:
            yield from _across(at, sides[segment], faces, int(network.midblock[segment]), limit)
        sides[segment] = faces


def _in_line(at: list[int], faces: Sequence[int]) -> Iterator[Link]:
    """Each face and the next. Of many at one spot, as in a tower, each hangs on the one below it,
    and the faces before and after the spot on all of them."""

    def spot(face: int) -> int | None:
        return at[2 * face] if at[2 * face] == at[2 * face + 1] else None

    piles = [list(pile) for _, pile in groupby(faces, key=lambda face: (spot(face), spot(face) is None and face))]
    for pile in piles:
        yield from ((0, one, two) for one, two in pairwise(pile))
    for before, after in pairwise(piles):
        yield from ((at[2 * two] - at[2 * one + 1], one, two) for one in before for two in after)


def _across(at: list[int], left: list[int], right: list[int], midblock: int, limit: int) -> Iterator[Link]:
    """Faces that lie opposite each other, or aslant with nothing between."""
    for face in left:
        for other in right:
            apart = max(at[2 * other] - at[2 * face + 1], at[2 * face] - at[2 * other + 1], 0)
            if midblock + apart > limit:
                continue
            low, high = min(at[2 * face + 1], at[2 * other + 1]), max(at[2 * face], at[2 * other])
            clear = apart == 0 or any(
                all(at[2 * f] >= high or at[2 * f + 1] <= low for f in side) for side in (left, right)
            )
            if clear:
                yield midblock + apart, face, other
