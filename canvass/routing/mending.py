"""Turfs made whole: what lies apart from a turf's main piece goes to a turf it lies beside."""

from __future__ import annotations

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.compiled import compiled
from canvass.routing.refine import Bench, Chunk, insert, pieces, walked


@compiled
def piece_of(chunk: Chunk, turf: int, face: int, bench: Bench) -> int:
    """The faces that hang together with `face` in its turf, in `bench.stack`; how many."""
    seen, stack = bench.seen, bench.stack
    bench.stamp[0] += 1
    mark = bench.stamp[0]
    seen[face] = mark
    stack[0] = face
    count, at = 1, 0
    while at < count:
        here = stack[at]
        at += 1
        for link in range(chunk.start[here], chunk.start[here + 1]):
            other = chunk.other[link]
            if chunk.turf[other] == turf and seen[other] != mark:
                seen[other] = mark
                stack[count] = other
                count += 1
    return count


@compiled
def best_goal(chunk: Chunk, turf: int, count: int, bench: Bench) -> int:
    """The lightest other turf beside the piece in `bench.stack`, or -1 if it lies beside none."""
    goal = -1
    for x in range(count):
        face = bench.stack[x]
        for link in range(chunk.start[face], chunk.start[face + 1]):
            other = chunk.turf[chunk.other[link]]
            if other != turf and (goal < 0 or chunk.load[other] < chunk.load[goal]):
                goal = other
    return goal


@compiled
def smallest_piece(chunk: Chunk, turf: int, bench: Bench) -> int:
    """A face of the piece with least work."""
    done = np.zeros(len(chunk.work), np.bool_)
    best, least = -1, np.int64(0)
    for x in range(chunk.size[turf]):
        face = chunk.walk[turf, x] >> 1
        if done[face]:
            continue
        work = np.int64(0)
        for y in range(piece_of(chunk, turf, face, bench)):
            done[bench.stack[y]] = True
            work += chunk.work[bench.stack[y]]
        if best < 0 or work < least:
            best, least = face, work
    return best


@compiled
def move_piece(chunk: Chunk, turf: int, goal: int, count: int, bench: Bench) -> None:
    """The piece in `bench.stack` goes to another turf, face by face in the order of its walk."""
    walk = chunk.walk
    mark = bench.stamp[0]
    part: IntArray = np.empty(count, np.int64)
    moved = left = 0
    for x in range(chunk.size[turf]):
        end = walk[turf, x]
        if bench.seen[end >> 1] == mark:
            part[moved] = end
            moved += 1
        else:
            walk[turf, left] = end
            left += 1
    chunk.size[turf] = left
    for x in range(moved):
        bench.one[x] = part[x]
        chunk.turf[part[x] >> 1] = goal
    size = chunk.size[goal]
    for x in range(size):
        bench.two[x] = walk[goal, x]
    size = insert(chunk.cost, bench.two, size, part, 0, moved)
    for x in range(size):
        walk[goal, x] = bench.two[x]
    chunk.size[goal] = size


@compiled
def mend(chunk: Chunk, bench: Bench) -> None:
    """Make every turf whole that can be. Each move leaves a piece less, so this ends."""
    for turf in range(len(chunk.size)):
        while chunk.broken[turf] > 0:
            count = piece_of(chunk, turf, smallest_piece(chunk, turf, bench), bench)
            goal = best_goal(chunk, turf, count, bench)
            if goal < 0:
                break
            move_piece(chunk, turf, goal, count, bench)
            for changed in (turf, goal):
                size = chunk.size[changed]
                load = chunk.stays[changed] + walked(chunk.cost, chunk.walk[changed], size)
                for x in range(size):
                    load += chunk.work[chunk.walk[changed, x] >> 1]
                chunk.load[changed] = load
                found = pieces(chunk.start, chunk.other, chunk.walk[changed], size, bench)
                chunk.broken[changed] = found - 1
