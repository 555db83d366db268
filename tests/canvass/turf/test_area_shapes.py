from __future__ import annotations

import json

import pytest
from django.contrib.gis.geos import Point

from canvass.turf.area_shapes import MOST_POINTS, BadShape, circle, read_shape
from canvass.turf.splitting import length_of
from canvass.turf.streets import Projection

pytestmark = pytest.mark.usefixtures("in_english")

RING = [[5.0, 52.0], [5.01, 52.0], [5.01, 52.01], [5.0, 52.01], [5.0, 52.0]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}
EAST = {"type": "Polygon", "coordinates": [[[x + 0.005, y] for x, y in RING]]}


def feature(geometry):
    return {"type": "Feature", "properties": {}, "geometry": geometry}


@pytest.mark.parametrize(
    "value",
    [
        POLYGON,
        {"type": "MultiPolygon", "coordinates": [[RING]]},
        feature(POLYGON),
        {"type": "FeatureCollection", "features": [feature(POLYGON)]},
        {"type": "Polygon", "coordinates": [RING[:-1]]},
        {"type": "Polygon", "coordinates": [[[*point, 3.5] for point in RING]]},
    ],
)
def test_a_polygon_is_read_in_every_dress(value):
    shape = read_shape(json.dumps(value))
    assert shape.geom_type == "MultiPolygon"
    assert shape.srid == 4326
    assert shape.extent == pytest.approx((5.0, 52.0, 5.01, 52.01))


def test_polygons_that_overlap_become_one():
    shape = read_shape(json.dumps({"type": "FeatureCollection", "features": [feature(POLYGON), feature(EAST)]}))
    assert len(shape) == 1
    assert shape.extent == pytest.approx((5.0, 52.0, 5.015, 52.01))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "GeoJSON"),
        ("{", "GeoJSON"),
        ("[1, 2]", "GeoJSON"),
        ('{"type": "Polygon"}', "GeoJSON"),
        ('{"type": "Polygon", "coordinates": []}', "GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[[5, 52], [5, "x"]]]}', "GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[[5, 52], [6, NaN], [6, 52]]]}', "GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[[155000, 463000], [155100, 463000], [155100, 463100]]]}', "longitude"),
        ('{"type": "Point", "coordinates": [5, 52]}', "no polygon"),
        ('{"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52.1], [5.1, 52], [5, 52.1], [5, 52]]]}', "crosses"),
        ('{"type": "Polygon", "coordinates": [[[5, 52], [6, 52], [6, 53], [5, 53], [5, 52]]]}', "too large"),
        ("[" * 100_000, "GeoJSON"),
        (" " * 500_000, "too many points"),
    ],
)
def test_what_is_no_polygon_is_told_so(text, words):
    with pytest.raises(BadShape, match=words):
        read_shape(text)


def test_a_shape_of_too_many_points_is_refused():
    ring = [[5 + 0.001 * (n % 2) + n * 1e-5, 52 + n * 1e-5] for n in range(MOST_POINTS + 1)]
    with pytest.raises(BadShape, match="too many points"):
        read_shape(json.dumps({"type": "Polygon", "coordinates": [ring]}))


def test_a_circle_has_its_radius():
    shape = circle(Point(5.39, 52.15, srid=4326), 300)
    assert shape.valid
    ring = [(x, y) for x, y in Projection(28992).to_metres(list(shape[0].shell.coords))]
    assert length_of(ring) == pytest.approx(2 * 3.14159 * 300, rel=0.01)
