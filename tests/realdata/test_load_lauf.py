"""Lauf an der Pegnitz, a real OpenStreetMap extract: counts, links and doors against an independent reckoning."""

from __future__ import annotations

from collections import Counter

import pytest
import shapely
from pyproj import Transformer

from canvass.places.files import load_osm
from canvass.places.models import Address, BackdropShape, Neighbourhood, StreetSegment
from canvass.places.projection import metric_srid
from tests.realdata.files import real_file

pytestmark = pytest.mark.django_db
LAUF = real_file("lauf-200115.osm.pbf")
REACH = 150


@pytest.fixture
def report(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return load_osm(path=LAUF, box_name="Lauf")


def test_counts_agree_with_an_independent_reading(report):
    # 4,778 nodes and 646 ways carry a house number (5,424 in all), as counted with pyosmium.
    assert report.read["address_nodes"] + report.read["address_ways"] == 5424
    # On top of those: one multipolygon, the second half of one "12;14", and the doors of 29 interpolation lines.
    assert report.read["address_relations"] == 1
    assert report.read["addresses"] == 5424 + 1 + 1 + report.read["address_interpolated"]
    assert report.stored["addresses"] == report.read["addresses"] == Address.objects.live().count()
    # 6,525 building ways less the parts of multipolygons that count with their relation.
    assert 6480 <= BackdropShape.objects.filter(kind="building").count() <= 6530
    # A routing graph of the same file had 4,434 edges in its largest component.
    assert 4434 <= StreetSegment.objects.count() <= 4500
    assert Neighbourhood.objects.get().address_count == report.stored["addresses"]
    assert report.problems["boundary_not_closed"] == 6


def test_a_second_load_reports_no_change(report):
    again = load_osm(path=LAUF, box_name="Lauf")
    assert again.changed == 0
    assert again.stored == report.stored


def test_junctions_are_shared_and_never_inside_a_segment(report):
    ends = Counter()
    for start, end in StreetSegment.objects.values_list("junction_from", "junction_to"):
        ends.update((start, end))
    inner = set()
    for geometry in StreetSegment.objects.values_list("geometry", flat=True):
        inner.update(geometry.coords[1:-1])
    at = {}
    for segment in StreetSegment.objects.all():
        at[segment.geometry.coords[0]], at[segment.geometry.coords[-1]] = segment.junction_from, segment.junction_to
    assert not inner & set(at)
    assert 3500 <= len(ends) <= 3650


def test_every_door_is_linked_to_a_street_near_it_on_the_side_where_it_stands(report):
    """Reckoned again with shapely, from the rows alone."""
    srid = metric_srid(11.28, 49.51)
    project = Transformer.from_crs(4326, srid, always_xy=True).transform
    lines = {
        row.pk: shapely.LineString([project(*point) for point in row.geometry.coords])
        for row in StreetSegment.objects.all()
    }
    named = 0
    wrong_side = []
    for door in Address.objects.select_related("segment"):
        line, point = lines[door.segment_id], shapely.Point(project(*door.point.coords))
        assert line.distance(point) <= REACH + 0.5
        assert line.project(point) == pytest.approx(door.offset_m, abs=0.6)
        named += door.street == door.segment.name
        # An independent side: is a strip on the left of the street nearer than one on the right?
        left = shapely.LineString(line.parallel_offset(0.3, "left")).distance(point)
        right = shapely.LineString(line.parallel_offset(0.3, "right")).distance(point)
        if door.side and abs(left - right) > 0.3 and (left < right) != (door.side == Address.LEFT):
            wrong_side.append(door.pk)
    assert named >= 5490
    assert len(wrong_side) <= 5
