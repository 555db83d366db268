"""The ground of a turf as one polygon, drawn around its doors and the walk between them."""

from __future__ import annotations

from collections.abc import Sequence

from shapely import LineString, MultiPoint, MultiPolygon, Polygon, concave_hull

Point = tuple[float, float]
# Metres around a door: half a house and its garden, so that back gardens of two turfs just touch.
AROUND_DOOR = 11.0
AROUND_WALK = 5.0
# Gaps narrower than twice this are closed: the street between two rows belongs to the turf.
CLOSE_GAPS = 16.0
SMOOTH = 1.5


def outline(doors: Sequence[Point], line: Sequence[Point]) -> Polygon:
    """Metres in, metres out; one piece without holes, however far apart the doors lie."""
    ground = MultiPoint(doors).buffer(AROUND_DOOR, quad_segs=4)
    if len(line) > 1:
        ground = ground.union(LineString(line).buffer(AROUND_WALK, quad_segs=2))
    closed = ground.buffer(CLOSE_GAPS, quad_segs=4).buffer(-CLOSE_GAPS, quad_segs=4)
    if isinstance(closed, MultiPolygon):
        closed = concave_hull(closed, ratio=0.4)
    if not isinstance(closed, Polygon) or closed.is_empty:
        closed = ground.convex_hull
    return Polygon(closed.exterior).simplify(SMOOTH)
