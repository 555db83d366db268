"""GeoJSON of what was planned: neighbourhoods with their coverage, turfs with their walks."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.gis.geos import GEOSGeometry

from canvass.turf.models import Turf, TurfPlan
from canvass.turf.planner import fit
from canvass.turf.queries import Coverage, doors_in_order
from canvass.turf.warnings import plan_facts, turf_warnings

# Decimals of a degree that are kept; five are about a metre.
DECIMALS = 6
# Simplifying neighbourhoods by about five metres keeps hundreds of them light.
COARSE = 0.00005

# Grounds of turfs: about a metre.
FINE, FINE_DECIMALS = 0.000008, 5

# Of the street, looking along the line it is drawn with.
SIDES = {1: "left", -1: "right", 0: None}

Json = dict[str, Any]


def coverage_shapes(lines: Iterable[Coverage]) -> Json:
    """One polygon a neighbourhood, with its doors and the share that is done."""
    return collection(
        feature(
            line.neighbourhood.geometry.simplify(COARSE, preserve_topology=True),
            id=line.neighbourhood.pk,
            name=line.neighbourhood.name,
            doors=line.doors,
            percent=line.percent,
            step=line.step,
        )
        for line in lines
    )


def plan_shapes(plan: TurfPlan, *, only: Collection[int] | None = None) -> Json:
    """The ground of every turf, or of these; walks are fetched one at a time, when a turf is chosen."""
    turfs = plan.turfs.defer("line").order_by("number")
    facts = plan_facts(plan)
    features: list[Json] = []
    for turf in turfs if only is None else turfs.filter(pk__in=only):
        if turf.outline is None:
            continue
        found = turf_warnings(turf, plan, facts)
        about = {
            "id": turf.pk,
            "number": turf.number,
            "name": turf.name,
            "doors": turf.door_count,
            "minutes": round(turf.minutes),
            "fit": fit(turf.minutes, plan.budget_minutes),
            "warned": any(not warning.is_note for warning in found),
            "locked": turf.locked,
        }
        middle = max(turf.outline, key=lambda piece: piece.area).point_on_surface
        features.append(_ground(turf.outline, kind="ground", label=_rounded(middle.coords), **about))
    return collection(features)


def _ground(geometry: GEOSGeometry, **properties: object) -> Json:
    """A ground is drawn a few pixels wide at most: a metre is fine enough."""
    shape = json.loads(geometry.simplify(FINE, preserve_topology=True).json)
    coordinates = _rounded(shape["coordinates"], FINE_DECIMALS)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape["type"], "coordinates": coordinates},
    }


def walk_shapes(turf: Turf) -> Json:
    """The walk for another map program: its line and its doors in order. Nothing on who lives there."""
    features = [feature(turf.line, kind="walk", name=turf.name, metres=round(turf.metres))] if turf.line else []
    for stop in doors_in_order(turf):
        door = stop.address
        features.append(
            feature(
                door.point,
                kind="door",
                position=stop.position,
                core=stop.core,
                street=door.street,
                number=door.house_number,
                segment=door.segment_id,
                side=SIDES[door.side],
                entrance=door.entrance_id,
                floor=door.floor,
            )
        )
    # Other programs take the collection's name for the layer's.
    return {"name": f"{turf.number}. {turf.name}"} | collection(features)


def feature(geometry: GEOSGeometry, **properties: object) -> Json:
    shape = json.loads(geometry.json)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])},
    }


def _rounded(coordinates: Any, decimals: int = DECIMALS) -> Any:
    if isinstance(coordinates, (list, tuple)):
        return [_rounded(part, decimals) for part in coordinates]
    return round(coordinates, decimals)


def collection(features: Iterable[Json]) -> Json:
    return {"type": "FeatureCollection", "features": list(features)}
