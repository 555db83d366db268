"""Shortest paths on the corner graph, no further than needed: Dijkstra with a binary heap.

Dijkstra 1959, doi:10.1007/BF01386390. A graph is `start` (C + 1,), `head` (E,), `ticks` (E,) as
in `Edges`. `Room` is working space that is handed from search to search, so that a search costs
what it visits and not the size of the network.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.compiled import compiled

FAR = 1 << 40  # ticks that no walk takes: cannot be reached


class Room(NamedTuple):
    """`ticks` (C,) is FAR between searches; `via` (C,) holds the edge by which a corner was reached."""

    ticks: IntArray
    via: IntArray
    touched: IntArray  # (C,)
    keys: IntArray  # the heap
    nodes: IntArray


def make_room(corners: int, edges: int) -> Room:
    far = np.full(corners, FAR, np.int64)
    heap = edges + corners + 2
    return Room(
        far, np.full(corners, -1), np.empty(corners, np.int64), np.empty(heap, np.int64), np.empty(heap, np.int64)
    )


@compiled
def push(keys: IntArray, nodes: IntArray, size: int, key: int, node: int) -> int:
    at = size
    while at > 0:
        up = (at - 1) >> 1
        if keys[up] <= key:
            break
        keys[at], nodes[at] = keys[up], nodes[up]
        at = up
    keys[at], nodes[at] = key, node
    return size + 1


@compiled
def pop(keys: IntArray, nodes: IntArray, size: int) -> int:
    """Take away the first; the caller has read it."""
    size -= 1
    key, node = keys[size], nodes[size]
    at = 0
    while True:
        down = 2 * at + 1
        if down >= size:
            break
        if down + 1 < size and keys[down + 1] < keys[down]:
            down += 1
        if keys[down] >= key:
            break
        keys[at], nodes[at] = keys[down], nodes[down]
        at = down
    keys[at], nodes[at] = key, node
    return size


@compiled
def clear(room: Room, count: int) -> None:
    for x in range(count):
        room.ticks[room.touched[x]] = FAR


@compiled
def table(
    start: IntArray, head: IntArray, ticks: IntArray, wanted: IntArray, low: int, high: int,
    mark: IntArray, room: Room, out: IntArray,
) -> None:  # fmt: skip
    """Rows `low` to `high` of `out` (K, K): ticks from wanted corner to wanted corner, or FAR.

    `mark` (C,) is a wanted corner's place among `wanted` and -1 elsewhere. O(V log V) a row, with
    V the corners nearer than the farthest wanted one.
    """
    far, touched, keys, nodes = room.ticks, room.touched, room.keys, room.nodes
    for row in range(low, high):
        left = wanted.size
        count = 1
        far[wanted[row]] = 0
        touched[0] = wanted[row]
        size = push(keys, nodes, 0, 0, wanted[row])
        while size > 0 and left > 0:
            key, node = keys[0], nodes[0]
            size = pop(keys, nodes, size)
            if key > far[node]:
                continue
            if mark[node] >= 0:
                out[row, mark[node]] = key
                left -= 1
            for edge in range(start[node], start[node + 1]):
                other = head[edge]
                reached = key + ticks[edge]
                if reached < far[other]:
                    if far[other] == FAR:
                        touched[count] = other
                        count += 1
                    far[other] = reached
                    size = push(keys, nodes, size, reached, other)
        for x in range(count):
            far[touched[x]] = FAR


@compiled
def route(start: IntArray, head: IntArray, ticks: IntArray, origin: int, goal: int, room: Room, out: IntArray) -> int:
    """The edges of the shortest path, last first, in `out` (C,); how many, or -1 without a path."""
    far, via, touched, keys, nodes = room
    count = 1
    far[origin] = 0
    via[origin] = -1
    touched[0] = origin
    size = push(keys, nodes, 0, 0, origin)
    while size > 0:
        key, node = keys[0], nodes[0]
        size = pop(keys, nodes, size)
        if key > far[node]:
            continue
        if node == goal:
            break
        for edge in range(start[node], start[node + 1]):
            other = head[edge]
            reached = key + ticks[edge]
            if reached < far[other]:
                if far[other] == FAR:
                    touched[count] = other
                    count += 1
                far[other] = reached
                via[other] = edge
                size = push(keys, nodes, size, reached, other)
    steps = -1
    if far[goal] < FAR:
        steps = 0
        at = goal
        while at != origin:
            out[steps] = via[at]
            steps += 1
            # An edge's tail is the corner whose row it stands in.
            at = np.searchsorted(start, via[at], side="right") - 1
    clear(room, count)
    return steps
