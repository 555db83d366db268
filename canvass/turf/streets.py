"""Doors and streets of a neighbourhood in metres, as the planner wants them, and its answer back in degrees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from django.contrib.gis.geos import LinearRing, LineString, MultiPolygon, Polygon
from django.db.models import Q
from pyproj import Transformer

from canvass.campaigns.models import Campaign
from canvass.places.models import WGS84, Address, Neighbourhood, StreetSegment
from canvass.places.projection import metric_srid
from canvass.routing.model import Door, Segment
from canvass.turf.models import LinkChange
from canvass.turf.splitting import Network, add_links
from canvass.turf.ways import way

Point = tuple[float, float]
# A way around a block may leave the neighbourhood: so far beyond it streets are still looked at.
MARGIN_DEGREES = 0.005


@dataclass(frozen=True)
class Projection:
    """Between degrees and the metres of one projected system, both ways by the same library."""

    srid: int

    @classmethod
    def of(cls, neighbourhood: Neighbourhood) -> Projection:
        middle = neighbourhood.geometry.centroid
        return cls(metric_srid(middle.x, middle.y))

    def to_metres(self, coords: Sequence[Point]) -> list[Point]:
        return _transform(WGS84, self.srid, coords)

    def to_degrees(self, coords: Sequence[Point]) -> list[Point]:
        return _transform(self.srid, WGS84, coords)


@lru_cache(maxsize=16)
def _transformer(source: int, target: int) -> Transformer:
    """Making one takes tens of milliseconds."""
    return Transformer.from_crs(source, target, always_xy=True)


def _transform(source: int, target: int, coords: Sequence[Point]) -> list[Point]:
    if not coords:
        return []
    x, y = np.asarray(coords, dtype=np.float64).T
    moved = _transformer(source, target).transform(x, y)
    return list(zip(moved[0].tolist(), moved[1].tolist(), strict=True))


def routing_doors(addresses: Sequence[Address], projection: Projection) -> list[Door]:
    """Only addresses that lie on a street; the others are left out by the caller."""
    points = projection.to_metres([(address.point.x, address.point.y) for address in addresses])
    return [
        Door(
            key=address.pk,
            segment=address.segment_id,
            side=address.side,
            offset=address.offset_m,
            entrance=address.entrance_id,
            floor=address.floor,
            point=point,
        )
        for address, point in zip(addresses, points, strict=True)
        if address.segment_id is not None
    ]


def routing_segments(
    neighbourhood: Neighbourhood, door_segments: Iterable[int], projection: Projection
) -> list[Segment]:
    """Streets in and around the neighbourhood, and every street that a door lies on."""
    wanted = Q(geometry__bboverlaps=surroundings(neighbourhood)) | Q(pk__in=set(door_segments))
    rows = list(StreetSegment.objects.filter(wanted).defer("source", "source_key", "name").order_by("pk"))
    # One call for all points: a call a street would take most of the time of a small plan.
    lines = [flat(row.geometry) for row in rows]
    moved = projection.to_metres([point for line in lines for point in line])
    segments, at = [], 0
    for row, line in zip(rows, lines, strict=True):
        points = tuple(moved[at : at + len(line)])
        at += len(line)
        segments.append(_segment(row, points))
    return segments


def _segment(row: StreetSegment, points: tuple[Point, ...]) -> Segment:
    walked = way(row.tags)
    return Segment(
        key=row.pk,
        u=row.junction_from,
        v=row.junction_to,
        points=points,
        road_class=row.road_class,
        one_way=walked.one_way,
        kerb=walked.kerb,
        closed=walked.closed,
    )


def street_network(
    *, campaign: Campaign, neighbourhood: Neighbourhood, addresses: Sequence[Address], projection: Projection
) -> Network:
    """Doors and streets as the campaign's organisation knows them: ways it closed, ways it added."""
    doors = routing_doors(addresses, projection)
    segments = routing_segments(neighbourhood, (door.segment for door in doors), projection)
    changes = list(LinkChange.objects.in_force().filter(organisation=campaign.organisation_id).order_by("pk"))
    closed = {change.segment_id for change in changes if change.kind == LinkChange.Kind.BLOCKED}
    known = [replace(one, closed=True) if one.key in closed else one for one in segments]
    around = surroundings(neighbourhood)
    lines = [flat(change.line) for change in changes if change.line and change.line.intersects(around)]
    return add_links(known, doors, [projection.to_metres(line) for line in lines])


def surroundings(neighbourhood: Neighbourhood) -> Polygon:
    """The box of streets that a walk through the neighbourhood may use."""
    west, south, east, north = neighbourhood.geometry.extent
    around = Polygon.from_bbox(
        (west - MARGIN_DEGREES, south - MARGIN_DEGREES, east + MARGIN_DEGREES, north + MARGIN_DEGREES)
    )
    around.srid = WGS84
    return around


def flat(line: LineString | LinearRing) -> list[Point]:
    """The points of a line, without a height where a source had one."""
    return [(point[0], point[1]) for point in line.coords]


def line_in_degrees(points: Sequence[Point], projection: Projection) -> LineString | None:
    if len(points) < 2:
        return None
    return LineString(projection.to_degrees(points), srid=WGS84)


def ground_in_degrees(shells: Iterable[Sequence[Point]], projection: Projection) -> MultiPolygon:
    return MultiPolygon([Polygon(projection.to_degrees(shell)) for shell in shells], srid=WGS84)
