"""The chosen turf on the map: its walk with core and spill, where it begins, its street sides."""

from __future__ import annotations

from typing import Any

from django.contrib.gis.geos import LineString as GeosLine
from shapely import LineString, Point
from shapely.ops import substring

from canvass.turf.faces import face_lines, faces_of
from canvass.turf.models import Turf, TurfPlan
from canvass.turf.streets import Point as Place
from canvass.turf.streets import Projection, flat

# Decimals of a degree: a tenth of a metre, so that the two sides of a street stay apart.
DECIMALS = 6


def chosen_shape(turf: Turf) -> dict[str, Any]:
    """Lines as [longitude, latitude]; ``faces`` only of a draft, where they can be moved."""
    projection = Projection.of(turf.plan.neighbourhood)
    core, spill = _core_and_spill(turf, projection)
    shape: dict[str, Any] = {"id": turf.pk, "core": core, "spill": spill, "faces": []}
    if turf.plan.state == TurfPlan.State.DRAFT:
        faces = faces_of(turf)
        lines = face_lines(faces, projection)
        shape["faces"] = [
            {"key": one.key, "label": one.label, "doors": one.doors, "line": _rounded(lines[one.key])}
            for one in faces
            if one.key in lines
        ]
    return shape


def _core_and_spill(turf: Turf, projection: Projection) -> tuple[list[list[float]], list[list[float]]]:
    """The walking line up to the last door of the core, and the rest."""
    if turf.line is None:
        return [], []
    line = turf.line
    last = turf.stops.filter(core=True).select_related("address").order_by("-position").first()
    if turf.core_count == turf.door_count or last is None:
        whole = _rounded(flat(line))
        return (whole, []) if last is not None else ([], whole)
    return _cut_at(line, last.address.point, turf.core_count / turf.door_count, projection)


def _cut_at(
    line: GeosLine, door: Any, share: float, projection: Projection
) -> tuple[list[list[float]], list[list[float]]]:
    walked = LineString(projection.to_metres(flat(line)))
    spot = Point(projection.to_metres([(door.x, door.y)])[0])
    # A walk may pass a door twice: look for it around the share of the walk that its place in the row gives.
    low, high = max(0.0, share - 0.25) * walked.length, min(1.0, share + 0.25) * walked.length
    at = low + substring(walked, low, high).project(spot)
    return tuple(  # type: ignore[return-value]
        _rounded(projection.to_degrees([(x, y) for x, y in substring(walked, *ends).coords]))
        for ends in ((0.0, at), (at, walked.length))
    )


def _rounded(points: list[Place]) -> list[list[float]]:
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in points]
