"""Ground cut in two along a thin boundary, each half in one piece, down to what one search can hold.

Between two far ends a and b, faces are ordered by how much nearer they are to a than to b. Where
that figure changes, what comes before hangs together and so does the rest, whatever rivers or
railways run through: the next face on the way to a is no nearer to b than that, and the other way
around. So each such place gives two whole halves, and of several pairs of ends the thinnest cut
near the wanted share of the work is taken.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from canvass.routing.arrays import TICKS, BoolArray, FloatArray, IntArray
from canvass.routing.neighbours import Neighbours
from canvass.routing.pace import Pace

SHORT = 20 * TICKS  # a cut link counts as one over its length and this: short ones are dear


def districts(
    neighbours: Neighbours, work: IntArray, turfs: int, most: int, pace: Pace
) -> Iterator[tuple[IntArray, int]]:
    """Faces (n,) and number of turfs of each district, of at most `most` turfs each.

    All faces of `neighbours` must hang together. O(F log F) a level, O(log(turfs / most)) levels.
    """
    left = [(np.arange(len(work)), turfs)]
    done = 0
    while left:
        pace.at(done / max(turfs, 1))
        faces, count = left.pop()
        if count <= most or len(faces) < 2:
            done += count
            yield faces, count
            continue
        inside, part = halve(neighbours.part(faces), work[faces], count)
        left.append((faces[~inside], count - part))
        left.append((faces[inside], part))


def halve(neighbours: Neighbours, work: IntArray, turfs: int) -> tuple[BoolArray, int]:
    """Which of F >= 2 faces that hang together make one half, and how many of the turfs it gets."""
    faces = len(work)
    links = csr_array((neighbours.ticks.astype(np.float64), neighbours.other, neighbours.start), shape=(faces, faces))
    rows = np.repeat(np.arange(faces), np.diff(neighbours.start))
    dear = 1.0 / (neighbours.ticks + SHORT)
    mean = float(work.sum()) / turfs
    # Two faces lie apart, so at least the first pair of ends tells some faces from others.
    best = (np.inf, np.zeros(faces, np.bool_), 0)
    for one, two in _far_pairs(links):
        nearer = one - two
        order = np.argsort(nearer, kind="stable")
        places = np.flatnonzero(np.diff(nearer[order]))
        if not len(places):
            continue
        done = np.cumsum(work[order])[places] / mean
        pick = int(np.abs(done - turfs // 2).argmin())
        inside = np.zeros(faces, np.bool_)
        inside[order[: places[pick] + 1]] = True
        count = int(places[pick]) + 1
        part = min(max(round(float(done[pick])), 1, turfs - faces + count), turfs - 1, count)
        off = max(abs(done[pick] / part - 1), abs((turfs - done[pick]) / (turfs - part) - 1))
        lopsided = abs(part / turfs - 0.5)
        thick = float(dear[inside[rows] != inside[neighbours.other]].sum()) * (1 + 20 * off + lopsided)
        if thick < best[0]:
            best = (thick, inside, part)
    return best[1], best[2]


def _far_pairs(links: csr_array) -> Iterator[tuple[FloatArray, FloatArray]]:
    """Distances from either face of some pairs that lie far apart, in several directions."""

    def away(face: int) -> FloatArray:
        return np.asarray(dijkstra(links, indices=face), np.float64)

    one = away(int(away(0).argmax()))
    two = away(int(one.argmax()))
    yield one, two
    three = away(int(np.minimum(one, two).argmax()))
    four = away(int(np.minimum(np.minimum(one, two), three).argmax()))
    yield three, away(int(three.argmax()))
    yield three, four
    yield four, away(int(four.argmax()))
    yield one, three
    yield two, four
