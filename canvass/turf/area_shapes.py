"""Shapes that people draw, paste or upload: GeoJSON read by ourselves, in degrees, checked before the database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import cos, isfinite, pi, sin
from typing import Any

from django.contrib.gis.geos import GEOSException, MultiPolygon, Point, Polygon
from django.utils.translation import gettext as _

from canvass.places.models import WGS84
from canvass.places.projection import metric_srid
from canvass.turf.streets import Projection

MOST_CHARACTERS = 400_000
MOST_POINTS = 5_000
# Degrees; a town fits, a province does not: its doors are not even counted.
WIDEST = 0.6
CORNERS_OF_CIRCLE = 16


class BadShape(Exception):
    """The text is no polygon that can be planned; the message says what to mend."""


def read_shape(text: str) -> MultiPolygon:
    """A polygon from GeoJSON: bare, or in one or more features. Raises BadShape."""
    if len(text) > MOST_CHARACTERS:
        raise BadShape(_("The shape has too many points. Draw it coarser."))
    try:
        found = list(_polygons(json.loads(text)))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, GEOSException):
        raise BadShape(_("This is no GeoJSON polygon in longitude and latitude.")) from None
    if not found:
        raise BadShape(_("There is no polygon in this GeoJSON."))
    for one in found:
        _check(one)
    merged = found[0] if len(found) == 1 else MultiPolygon(found, srid=WGS84).unary_union
    whole = merged if isinstance(merged, MultiPolygon) else MultiPolygon(merged, srid=WGS84)
    _check(whole)
    return whole


def _check(shape: Polygon | MultiPolygon) -> None:
    west, south, east, north = shape.extent
    if shape.num_coords > MOST_POINTS:
        raise BadShape(_("The shape has too many points. Draw it coarser."))
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadShape(_("This is no GeoJSON polygon in longitude and latitude."))
    if not shape.valid:
        raise BadShape(_("The edge crosses itself. Draw it so that it goes round once."))
    if shape.area == 0:
        raise BadShape(_("The shape has no inside."))
    if east - west > WIDEST or north - south > WIDEST:
        raise BadShape(_("The area is too large to plan at once. Draw smaller areas."))


def _polygons(value: Any) -> Iterator[Polygon]:
    kind = value["type"]
    if kind == "FeatureCollection":
        for feature in value["features"]:
            yield from _polygons(feature)
    elif kind == "Feature":
        yield from _polygons(value["geometry"])
    elif kind == "Polygon":
        yield _polygon(value["coordinates"])
    elif kind == "MultiPolygon":
        yield from (_polygon(rings) for rings in value["coordinates"])


def _polygon(rings: Any) -> Polygon:
    """Closed if it is not, as people leave the last point out; heights are dropped."""
    plain = [[(float(point[0]), float(point[1])) for point in ring] for ring in rings]
    if not plain or not all(isfinite(number) for ring in plain for point in ring for number in point):
        raise ValueError("no ring, or a number without end")
    return Polygon(*[ring if ring[0] == ring[-1] else [*ring, ring[0]] for ring in plain], srid=WGS84)


def circle(middle: Point, metres: int) -> MultiPolygon:
    """Everything within so many metres of a place."""
    projection = Projection(metric_srid(middle.x, middle.y))
    x, y = projection.to_metres([(middle.x, middle.y)])[0]
    turns = [2 * pi * step / CORNERS_OF_CIRCLE for step in range(CORNERS_OF_CIRCLE)]
    ring = projection.to_degrees([(x + metres * cos(turn), y + metres * sin(turn)) for turn in turns])
    corners = [(round(lon, 6), round(lat, 6)) for lon, lat in [*ring, ring[0]]]
    return MultiPolygon(Polygon(corners, srid=WGS84), srid=WGS84)
