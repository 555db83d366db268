"""GeoJSON of what was planned: neighbourhoods with their coverage, turfs with their walks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.gis.geos import GEOSGeometry

from canvass.turf.models import Turf, TurfPlan
from canvass.turf.planner import fit
from canvass.turf.queries import Coverage, doors_in_order

# Decimals of a degree that are kept; five are about a metre.
DECIMALS = 6
# Simplifying neighbourhoods by about five metres keeps hundreds of them light.
COARSE = 0.00005

Json = dict[str, Any]


def coverage_shapes(lines: Iterable[Coverage]) -> Json:
    """One polygon a neighbourhood, with its doors and the share that is done."""
    return _collection(
        _feature(
            line.neighbourhood.geometry.simplify(COARSE, preserve_topology=True),
            id=line.neighbourhood.pk,
            name=line.neighbourhood.name,
            doors=line.doors,
            percent=line.percent,
            step=line.step,
        )
        for line in lines
    )


def plan_shapes(plan: TurfPlan) -> Json:
    """Every turf twice: its ground, and the walk through it."""
    features: list[Json] = []
    for turf in plan.turfs.order_by("number"):
        about = {
            "id": turf.pk,
            "number": turf.number,
            "name": turf.name,
            "doors": turf.door_count,
            "minutes": round(turf.minutes),
            "fit": fit(turf.minutes, plan.budget_minutes),
        }
        if turf.outline:
            middle = max(turf.outline, key=lambda piece: piece.area).point_on_surface
            features.append(_feature(turf.outline, kind="ground", label=_rounded(middle.coords), **about))
        if turf.line:
            features.append(_feature(turf.line, kind="walk", id=turf.pk))
    return _collection(features)


def walk_shapes(turf: Turf) -> Json:
    """The walk for another map program: its line and its doors in order. Nothing on who lives there."""
    features = [_feature(turf.line, kind="walk", name=turf.name, metres=round(turf.metres))] if turf.line else []
    for stop in doors_in_order(turf):
        door = stop.address
        features.append(
            _feature(
                door.point,
                kind="door",
                position=stop.position,
                core=stop.core,
                street=door.street,
                number=door.house_number,
                floor=door.floor,
            )
        )
    return _collection(features)


def _feature(geometry: GEOSGeometry, **properties: object) -> Json:
    shape = json.loads(geometry.json)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])},
    }


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, (list, tuple)):
        return [_rounded(part) for part in coordinates]
    return round(coordinates, DECIMALS)


def _collection(features: Iterable[Json]) -> Json:
    return {"type": "FeatureCollection", "features": list(features)}
