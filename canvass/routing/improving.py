"""Turfs of one chunk improved together by trading faces (trades.py), and bridges to its arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.mending import mend
from canvass.routing.neighbours import Neighbours
from canvass.routing.pace import Pace
from canvass.routing.refine import PIECE, THRESHOLDS, Chunk, aims, make_bench, pieces
from canvass.routing.trades import price, settle_all, trade, weigh

WARM, COOL = 4000, 200  # ticks of walking that a trade may lose, at first and at last
COLD = WARM // 8  # at first, in a search that stays nearer to the turfs it begins with
LOOSE, FIRM = 3_000, 1_000_000  # ticks that a piece too many costs while turfs may be broken
LOOSE_SHARE = 0.5  # of the search
SLICE_TRIES = 20_000


@dataclass(frozen=True)
class Ways:
    """F faces that are cut together: their ways and work in ticks, and which lie side by side."""

    cost: IntArray  # (2F, 2F) between ends, symmetric; face f has the ends 2f and 2f + 1
    work: IntArray  # (F,)
    neighbours: Neighbours


def improve_turfs(
    turfs: list[list[int]],
    ways: Ways,
    mean: float,
    seed: int,
    tries: int,
    pace: Pace,
    extra: IntArray | None = None,
    warmth: int = WARM,
) -> list[list[int]]:
    """Turfs, as lists of entered ends, after `tries` random trades between neighbours.

    O(tries x faces of a turf). Every turf of the result is whole if the faces hang together, and
    it costs no more than `turfs` once mended. `extra` (K,)
    is work that stays with a turf whatever its faces.
    """
    chunk = make_chunk(turfs, ways, mean, extra)
    bench = make_bench(len(ways.work))
    mend(chunk, bench)
    settle_all(chunk)
    if len(turfs) > 1 and tries > 0:
        first = Chunk(*(array.copy() for array in chunk))
        state = 1 + abs(seed) % 2147483646
        # Loosely first, so that the search gets past bottlenecks; then whole for good.
        for whole, low, high in ((False, 0, round(LOOSE_SHARE * tries)), (True, round(LOOSE_SHARE * tries), tries)):
            if whole:
                mend(chunk, bench)
            for done in range(low, high, SLICE_TRIES):
                pace.at(done / tries)
                now = min(SLICE_TRIES, high - done)
                warm, cool = (round(warmth * (COOL / WARM) ** (x / tries)) for x in (done, done + now))
                chunk.aim[4] = PIECE if whole else round(LOOSE * (FIRM / LOOSE) ** (done / high))
                state = int(trade(chunk, bench, now, warm, cool, THRESHOLDS, state))
        settle_all(chunk)
        if price(first) < price(chunk):
            chunk = first
    return [row[:size].tolist() for row, size in zip(chunk.walk, chunk.size.tolist(), strict=True)]


def make_chunk(turfs: list[list[int]], ways: Ways, mean: float, extra: IntArray | None = None) -> Chunk:
    faces = len(ways.work)
    walk = np.zeros((len(turfs), faces), np.int64)
    turf = np.zeros(faces, np.int64)
    for number, ends in enumerate(turfs):
        walk[number, : len(ends)] = ends
        turf[np.array(ends) // 2] = number
    size = np.array([len(ends) for ends in turfs], np.int64)
    links = ways.neighbours
    base = np.zeros(len(turfs), np.int64) if extra is None else extra.astype(np.int64)
    chunk = Chunk(
        ways.cost, ways.work, links.start, links.other, walk, size, turf, base.copy(), base, np.zeros_like(base),
        aims(max(mean, 1.0)),
    )  # fmt: skip
    bench = make_bench(faces)
    for number in range(len(turfs)):
        chunk.load[number] += weigh(chunk, walk[number], size[number])
        chunk.broken[number] = pieces(links.start, links.other, walk[number], size[number], bench) - 1
    return chunk
