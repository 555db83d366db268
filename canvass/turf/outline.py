"""The ground of every turf, drawn around its doors: no two grounds overlap, as no two turfs share a door."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from shapely import MultiPoint, MultiPolygon, Polygon, STRtree, box, get_parts, points, union_all, voronoi_polygons
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
# Metres around a door: a house and its garden.
AROUND_DOOR = 15.0
# Gaps narrower than twice this are closed: the street between two rows belongs to the turf.
CLOSE_GAPS = 20.0
# Slivers narrower than twice this go; edges are drawn no finer than this.
SMOOTH = 1.5
# Metres around all doors: further than any ground reaches.
BEYOND = 100.0


def outlines(turfs: Sequence[Sequence[Point]], *, first: int | None = None) -> list[MultiPolygon]:
    """One ground a turf, from its doors in metres; of several pieces where its doors lie apart.

    With `first` only of so many turfs: the others just bound them.
    """
    doors = np.array([door for turf in turfs for door in turf], dtype=np.float64)
    owner = np.repeat(np.arange(len(turfs)), [len(turf) for turf in turfs])
    nearest = _nearest_ground(doors, owner, len(turfs))
    return [_ground(doors[owner == turf], nearest[turf]) for turf in range(len(turfs) if first is None else first)]


def _nearest_ground(doors: np.ndarray, owner: np.ndarray, count: int) -> list[BaseGeometry | None]:
    """Per turf the ground that is nearer to its doors than to any other turf's; None: all of it.

    Doors of different turfs at one spot (a block of flats) cannot be told apart: the first keeps the spot.
    """
    spots, first = np.unique(doors, axis=0, return_index=True)
    if count < 2 or len(spots) < 2:
        return [None] * count
    (west, south), (east, north) = (spots.min(axis=0) - BEYOND).tolist(), (spots.max(axis=0) + BEYOND).tolist()
    whole = box(west, south, east, north)
    cells = get_parts(voronoi_polygons(MultiPoint(spots), extend_to=whole))
    cell, spot = STRtree(points(spots)).query(cells, predicate="contains")
    holder = owner[first][spot]
    return [union_all(cells[cell[holder == turf]]) if np.any(holder == turf) else None for turf in range(count)]


def _ground(doors: np.ndarray, nearest: BaseGeometry | None) -> MultiPolygon:
    around = MultiPoint(doors).buffer(AROUND_DOOR, quad_segs=4)
    ground = around.buffer(CLOSE_GAPS, quad_segs=4).buffer(-CLOSE_GAPS, quad_segs=4)
    if nearest is not None:
        ground = ground.intersection(nearest)
    smooth = ground.buffer(-SMOOTH, quad_segs=2).buffer(SMOOTH, quad_segs=2).simplify(SMOOTH / 2)
    tree = STRtree(points(doors))
    pieces = [Polygon(piece.exterior) for piece in get_parts(smooth) if len(tree.query(piece, predicate="intersects"))]
    if not pieces:
        # Doors that share every spot with another turf have no ground of their own.
        pieces = [Polygon(MultiPoint(doors).buffer(AROUND_DOOR / 2, quad_segs=4).convex_hull.exterior)]
    return MultiPolygon(pieces)
