"""The street sides of a turf, and the turfs that lie next to it: what one may move, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib.gis.db.models import MultiPolygonField
from django.contrib.gis.db.models.functions import Transform
from django.db.models import F, FloatField, Func, Value
from django.utils.translation import gettext as _
from shapely import LineString
from shapely.ops import substring

from canvass.campaigns.federation.resting import Face
from canvass.places.models import Address, StreetSegment
from canvass.turf.models import Stop, Turf
from canvass.turf.streets import Point, Projection, flat

# Metres between the grounds of turfs that one crosses over to: a busy street, a small canal.
NEXT_TO = 60.0
# Turfs offered besides the neighbours, nearest first.
MOST_OTHERS = 30
# Metres from the middle of the street where a side is drawn, and what a lone door takes of the street.
BESIDE, LONE = 6.0, 8.0


@dataclass(frozen=True)
class TurfFace:
    """One side of one street segment, as far as it lies in one turf."""

    key: str
    street: str
    parity: str
    first: str
    last: str
    doors: int
    face: Face
    offsets: tuple[float, float]

    @property
    def label(self) -> str:
        """Kerkstraat, even 2-20."""
        numbers = self.first if self.first == self.last else f"{self.first}-{self.last}"
        sides = {"odd": _("odd"), "even": _("even")}
        words = f"{sides[self.parity]} {numbers}" if self.parity in sides else numbers
        return f"{self.street or _('Street without a name')}, {words}"


@dataclass(frozen=True)
class Neighbours:
    """Turfs that one may walk over to, and the nearest of the others."""

    next_to: Sequence[Turf]
    others: Sequence[Turf]


def face_key(face: Face) -> str:
    return f"{face[0]}:{face[1]}"


def read_face(key: str) -> Face | None:
    """The face of a key from a form; None for what is not one."""
    segment, _colon, side = key.partition(":")
    if segment.isdecimal() and len(segment) < 19 and side in ("-1", "0", "1"):
        return int(segment), int(side)
    return None


def faces_of(turf: Turf) -> list[TurfFace]:
    """One query; in the order in which the walk comes to them."""
    stops = Stop.objects.filter(turf=turf).order_by("position").select_related("address")
    found: dict[Face, list[Address]] = {}
    for stop in stops:
        if stop.address.segment_id is not None:
            found.setdefault((stop.address.segment_id, stop.address.side), []).append(stop.address)
    return [_face(face, doors) for face, doors in found.items()]


def _face(face: Face, doors: Sequence[Address]) -> TurfFace:
    ordered = sorted(doors, key=lambda door: (door.number, door.house_number))
    odd = {door.number % 2 for door in doors}
    offsets = [door.offset_m for door in doors]
    return TurfFace(
        key=face_key(face),
        street=doors[0].street,
        parity="mixed" if len(odd) > 1 else "odd" if odd == {1} else "even",
        first=ordered[0].house_number,
        last=ordered[-1].house_number,
        doors=len(doors),
        face=face,
        offsets=(min(offsets), max(offsets)),
    )


def face_lines(faces: Sequence[TurfFace], projection: Projection) -> dict[str, list[Point]]:
    """Each face as a line beside its street, on its own side, in degrees."""
    rows = StreetSegment.objects.in_bulk([one.face[0] for one in faces])
    lines: dict[str, list[Point]] = {}
    for segment, some in groupby(sorted(faces, key=lambda one: one.face), key=lambda one: one.face[0]):
        row = rows.get(segment)
        if row is None:
            continue
        street = LineString(projection.to_metres(flat(row.geometry)))
        for one in some:
            lines[one.key] = projection.to_degrees(_beside(street, one))
    return lines


def _beside(street: LineString, one: TurfFace) -> list[Point]:
    low, high = (min(max(offset, 0.0), street.length) for offset in one.offsets)
    if high - low < LONE:
        middle = (low + high) / 2
        low, high = max(0.0, middle - LONE / 2), min(street.length, middle + LONE / 2)
    part = substring(street, low, high)
    if part.geom_type != "LineString" or part.length == 0:
        return [(point[0], point[1]) for point in part.coords] * 2
    side = part.offset_curve(BESIDE * one.face[1]) if one.face[1] else part
    # A sharp bend can leave nothing, or pieces: then the street itself.
    kept = side if side.geom_type == "LineString" and len(side.coords) > 1 else part
    return [(x, y) for x, y in kept.coords]


def neighbours_of(turf: Turf) -> Neighbours:
    """One query: the other turfs of the plan by distance between grounds."""
    others = Turf.objects.filter(plan=turf.plan_id).exclude(pk=turf.pk).defer("line", "outline", "crossings")
    if turf.outline is None:
        return Neighbours([], list(others.order_by("number")[:MOST_OTHERS]))
    srid = Projection.of(turf.plan.neighbourhood).srid
    here = turf.outline.transform(srid, clone=True)
    gap = Func(
        Transform(F("outline"), srid),
        Value(here, output_field=MultiPolygonField(srid=srid)),
        function="ST_Distance",
        output_field=FloatField(),
    )
    near = list(others.annotate(gap=gap).order_by("gap", "number")[: 2 * MOST_OTHERS])
    next_to = [other for other in near if other.gap is not None and other.gap <= NEXT_TO]
    rest = [other for other in near if other not in next_to][:MOST_OTHERS]
    return Neighbours(sorted(next_to, key=lambda other: other.number), rest)
