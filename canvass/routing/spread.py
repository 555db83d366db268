"""Searches that spread from many faces at once over the corner graph without doors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from canvass.routing.arrays import IntArray
from canvass.routing.compiled import compiled
from canvass.routing.paths import FAR, Room, clear, pop, push


class Portals(NamedTuple):
    """Where one comes from a corner to a face: those of corner c are `start[c]` to `start[c + 1]`."""

    start: IntArray  # (C + 1,)
    face: IntArray
    out: IntArray  # ticks from the face to the corner, FAR if not to be walked
    into: IntArray  # and back
    line: IntArray  # the pavement the face lies on


def links_between(
    start: IntArray, head: IntArray, ticks: IntArray, portals: Portals, corners: IntArray, limit: int, room: Room
) -> IntArray:
    """(ticks, face, face) of all pairs that lie at most `limit` apart, from these corners on."""
    size = 64 * len(corners) + 64
    while True:
        found = np.empty((size, 3), np.int64)
        count = _links_between(start, head, ticks, portals, corners, limit, room, found)
        if count <= size:
            return found[:count]
        size = count


@compiled
def _links_between(
    start: IntArray, head: IntArray, ticks: IntArray, portals: Portals, corners: IntArray,
    limit: int, room: Room, found: IntArray,
) -> int:  # fmt: skip
    far, _, touched, keys, nodes = room
    total = 0
    for origin in corners:
        count = 1
        far[origin] = 0
        touched[0] = origin
        size = push(keys, nodes, 0, 0, origin)
        while size > 0:
            key, node = keys[0], nodes[0]
            size = pop(keys, nodes, size)
            if key > far[node]:
                continue
            for a in range(portals.start[origin], portals.start[origin + 1]):
                for b in range(portals.start[node], portals.start[node + 1]):
                    whole = portals.out[a] + key + portals.into[b]
                    # Along one pavement each face is linked to the next already.
                    if whole <= limit and portals.line[a] != portals.line[b]:
                        if total < len(found):
                            found[total, 0] = whole
                            found[total, 1], found[total, 2] = portals.face[a], portals.face[b]
                        total += 1
            for edge in range(start[node], start[node + 1]):
                other = head[edge]
                reached = key + ticks[edge]
                if reached <= limit and reached < far[other]:
                    if far[other] == FAR:
                        touched[count] = other
                        count += 1
                    far[other] = reached
                    size = push(keys, nodes, size, reached, other)
        clear(room, count)
    return total


def nearest_owner(start: IntArray, head: IntArray, ticks: IntArray, portals: Portals, room: Room) -> IntArray:
    """(ticks, face, face) wherever the grounds of two faces touch, each corner being ground of
    the face nearest to it. O(E log E)."""
    found = np.empty((len(head) + len(portals.face), 3), np.int64)
    owner = np.full(len(portals.start) - 1, -1, np.int64)
    count = _nearest_owner(start, head, ticks, portals, room, owner, found)
    return found[:count]


@compiled
def _nearest_owner(
    start: IntArray, head: IntArray, ticks: IntArray, portals: Portals, room: Room, owner: IntArray, found: IntArray
) -> int:
    far, _, touched, keys, nodes = room
    count = 0
    size = 0
    for corner in range(len(owner)):
        for a in range(portals.start[corner], portals.start[corner + 1]):
            if portals.out[a] < far[corner]:
                if far[corner] == FAR:
                    touched[count] = corner
                    count += 1
                far[corner] = portals.out[a]
                owner[corner] = portals.face[a]
        if far[corner] < FAR:
            size = push(keys, nodes, size, far[corner], corner)
    while size > 0:
        key, node = keys[0], nodes[0]
        size = pop(keys, nodes, size)
        if key > far[node]:
            continue
        for edge in range(start[node], start[node + 1]):
            other = head[edge]
            reached = key + ticks[edge]
            if reached < far[other]:
                if far[other] == FAR:
                    touched[count] = other
                    count += 1
                far[other] = reached
                owner[other] = owner[node]
                size = push(keys, nodes, size, reached, other)
    total = 0
    for corner in range(len(owner)):
        if owner[corner] < 0:
            continue
        for a in range(portals.start[corner], portals.start[corner + 1]):
            if portals.into[a] < FAR and portals.face[a] != owner[corner]:
                found[total, 0] = far[corner] + portals.into[a]
                found[total, 1], found[total, 2] = owner[corner], portals.face[a]
                total += 1
        for edge in range(start[corner], start[corner + 1]):
            other = head[edge]
            if owner[other] >= 0 and owner[other] != owner[corner]:
                found[total, 0] = far[corner] + ticks[edge] + far[other]
                found[total, 1], found[total, 2] = owner[corner], owner[other]
                total += 1
    clear(room, count)
    return total
