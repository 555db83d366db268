"""The search over a chunk of turfs: one random trade after the other (see refine.py)."""

from __future__ import annotations

from canvass.routing.arrays import IntArray
from canvass.routing.compiled import compiled
from canvass.routing.refine import (
    CHILL,
    PIECE,
    STRETCH,
    Bench,
    Chunk,
    draw,
    insert,
    pieces,
    settle_turf,
    turn,
    uneven,
    walked,
)  # fmt: skip


@compiled
def take_out(walk: IntArray, size: int, low: int, high: int, into: IntArray) -> int:
    """`into` becomes the walk without [low, high); its size."""
    count = 0
    for x in range(size):
        if x < low or x >= high:
            into[count] = walk[x]
            count += 1
    return count


@compiled
def find(walk: IntArray, size: int, face: int) -> int:
    for x in range(size):
        if walk[x] >> 1 == face:
            return x
    return -1


@compiled
def relocate(chunk: Chunk, bench: Bench, here: int, there: int, low: int, length: int) -> tuple[int, int]:
    """New walks when `length` faces from position `low` of turf `here` go to turf `there`."""
    walk = chunk.walk
    one = take_out(walk[here], chunk.size[here], low, low + length, bench.one)
    for x in range(chunk.size[there]):
        bench.two[x] = walk[there, x]
    two = insert(chunk.cost, bench.two, chunk.size[there], walk[here], low, low + length)
    return one, two


@compiled
def swap(chunk: Chunk, bench: Bench, here: int, there: int, low: int, at: int) -> tuple[int, int]:
    """New walks when one face of each turf goes to the other."""
    walk = chunk.walk
    one = take_out(walk[here], chunk.size[here], low, low + 1, bench.one)
    two = take_out(walk[there], chunk.size[there], at, at + 1, bench.two)
    one = insert(chunk.cost, bench.one, one, walk[there], at, at + 1)
    two = insert(chunk.cost, bench.two, two, walk[here], low, low + 1)
    return one, two


@compiled
def trade_tails(chunk: Chunk, bench: Bench, here: int, there: int, low: int, at: int, kind: int) -> tuple[int, int]:
    """New walks when the turfs exchange what follows (kind 0) or join head to head (kind 1)."""
    walk, size = chunk.walk, chunk.size
    one = two = 0
    for x in range(low + 1):
        bench.one[one] = walk[here, x]
        one += 1
    if kind == 0:
        for x in range(at, size[there]):
            bench.one[one] = walk[there, x]
            one += 1
        for x in range(at):
            bench.two[two] = walk[there, x]
            two += 1
    else:
        for x in range(at, -1, -1):
            bench.one[one] = walk[there, x] ^ 1
            one += 1
        for x in range(size[there] - 1, at, -1):
            bench.two[two] = walk[there, x] ^ 1
            two += 1
    for x in range(low + 1, size[here]):
        bench.two[two] = walk[here, x]
        two += 1
    return one, two


@compiled
def put(chunk: Chunk, turf: int, walk: IntArray, size: int, load: int, broken: int) -> None:
    for x in range(size):
        chunk.walk[turf, x] = walk[x]
        chunk.turf[walk[x] >> 1] = turf
    chunk.size[turf] = size
    chunk.load[turf] = load
    chunk.broken[turf] = broken


@compiled
def weigh(chunk: Chunk, walk: IntArray, size: int) -> int:
    load = walked(chunk.cost, walk, size)
    for x in range(size):
        load += chunk.work[walk[x] >> 1]
    return load


@compiled
def trade(chunk: Chunk, bench: Bench, tries: int, warm: int, cool: int, chances: IntArray, state: int) -> int:
    """Try so many trades while the temperature falls from `warm` to `cool` ticks; the generator's
    state, from which a next slice goes on."""
    faces = len(chunk.work)
    piece = chunk.aim[4]
    for number in range(tries):
        state = draw(state)
        face = state % faces
        here = chunk.turf[face]
        links = chunk.start[face + 1] - chunk.start[face]
        if links == 0:
            continue
        state = draw(state)
        beside = chunk.other[chunk.start[face] + (state >> 4) % links]
        there = chunk.turf[beside]
        low = find(chunk.walk[here], chunk.size[here], face)
        state = draw(state)
        choice = (state >> 5) % 8
        if there == here:
            if choice < 2 and chunk.size[here] > 2:
                rewalk(chunk, bench, here, low, beside)
            continue
        at = find(chunk.walk[there], chunk.size[there], beside)
        if choice < 4:
            length = 1 + (state >> 9) % STRETCH
            length = min(length, chunk.size[here] - low)
            if length >= chunk.size[here]:
                continue
            one, two = relocate(chunk, bench, here, there, low, length)
        elif choice < 6:
            one, two = swap(chunk, bench, here, there, low, at)
        else:
            one, two = trade_tails(chunk, bench, here, there, low, at, choice - 6)
            if one == 0 or two == 0:
                continue
        first = weigh(chunk, bench.one, one) + chunk.stays[here]
        second = weigh(chunk, bench.two, two) + chunk.stays[there]
        before = walked(chunk.cost, chunk.walk[here], chunk.size[here])
        before += walked(chunk.cost, chunk.walk[there], chunk.size[there])
        more = walked(chunk.cost, bench.one, one) + walked(chunk.cost, bench.two, two) - before
        more += uneven(chunk.aim, first) + uneven(chunk.aim, second)
        more -= uneven(chunk.aim, chunk.load[here]) + uneven(chunk.aim, chunk.load[there])
        state = draw(state)
        heat = warm + (cool - warm) * number // tries
        most = heat * chances[(state >> 7) % CHILL] >> 10
        mended = chunk.broken[here] + chunk.broken[there]
        if more > most + mended * piece:
            continue
        torn = pieces(chunk.start, chunk.other, bench.one, one, bench) - 1
        ripped = pieces(chunk.start, chunk.other, bench.two, two, bench) - 1
        if more + (torn + ripped - mended) * piece <= most:
            put(chunk, here, bench.one, one, first, torn)
            put(chunk, there, bench.two, two, second, ripped)
    return state


@compiled
def rewalk(chunk: Chunk, bench: Bench, turf: int, low: int, beside: int) -> None:
    """Move one face within its turf, or turn a stretch around, when that saves walking."""
    size = chunk.size[turf]
    held = walked(chunk.cost, chunk.walk[turf], size)
    count = take_out(chunk.walk[turf], size, low, low + 1, bench.one)
    count = insert(chunk.cost, bench.one, count, chunk.walk[turf], low, low + 1)
    saved = held - walked(chunk.cost, bench.one, count)
    at = find(chunk.walk[turf], size, beside)
    for x in range(size):
        bench.two[x] = chunk.walk[turf, x]
    turn(bench.two, min(low, at), max(low, at) + 1)
    turned = held - walked(chunk.cost, bench.two, size)
    if saved > 0 and saved >= turned:
        put(chunk, turf, bench.one, size, chunk.load[turf] - saved, chunk.broken[turf])
    elif turned > 0:
        put(chunk, turf, bench.two, size, chunk.load[turf] - turned, chunk.broken[turf])


@compiled
def settle_all(chunk: Chunk) -> None:
    """The best order of each turf by 2-opt."""
    for turf in range(len(chunk.size)):
        chunk.load[turf] -= settle_turf(chunk.cost, chunk.walk[turf], chunk.size[turf])


@compiled
def price(chunk: Chunk) -> int:
    """What a chunk costs: its walking, its unevenness, its pieces too many."""
    total = 0
    for turf in range(len(chunk.size)):
        total += walked(chunk.cost, chunk.walk[turf], chunk.size[turf])
        total += uneven(chunk.aim, chunk.load[turf]) + chunk.broken[turf] * PIECE
    return total
