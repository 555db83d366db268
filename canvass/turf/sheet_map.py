"""The map of a walk as a drawing in whole numbers, for paper and for pages without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon

from canvass.places.models import WGS84, Address, BackdropShape, StreetSegment
from canvass.turf.models import Turf
from canvass.turf.streets import Point, Projection, flat

# The drawing is this wide; its height follows from the ground, within bounds that fit a page.
WIDTH, LOWEST, HIGHEST = 1000, 320, 520
PADDING_METRES = 30.0


@dataclass(frozen=True)
class SheetMap:
    """Paths for an inline drawing; y grows downwards."""

    width: int
    height: int
    ground: str
    water: str
    green: str
    buildings: str
    streets: str
    walk: str
    labels: Sequence[tuple[int, int, str]]
    start: tuple[int, int]
    doors: Sequence[tuple[int, int]]


def sheet_map(turf: Turf, doors: Sequence[Address]) -> SheetMap | None:
    """Streets, houses and the walk around a turf; None for a turf without a ground."""
    if turf.outline is None:
        return None
    projection = Projection.of(turf.plan.neighbourhood)
    shells = [flat(piece.shell) for piece in turf.outline if isinstance(piece, Polygon)]
    frame = _Frame.around(projection.to_metres([point for shell in shells for point in shell]), projection)
    box = frame.box()
    shapes: dict[str, list[str]] = {}
    for shape in BackdropShape.objects.filter(geometry__bboverlaps=box):
        shapes.setdefault(shape.kind, []).extend(frame.path(ring, close=True) for ring in _rings(shape.geometry))
    streets: list[str] = []
    names: dict[str, tuple[float, tuple[int, int]]] = {}
    for segment in StreetSegment.objects.filter(geometry__bboverlaps=box).order_by("pk"):
        streets.append(frame.path(flat(segment.geometry)))
        if segment.name and segment.length_m > names.get(segment.name, (0.0,))[0]:
            middle = segment.geometry.interpolate_normalized(0.5)
            names[segment.name] = (segment.length_m, frame.at([(middle.x, middle.y)])[0])
    walk = flat(turf.line) if turf.line else []
    places = frame.at([(door.point.x, door.point.y) for door in doors])
    return SheetMap(
        width=WIDTH,
        height=frame.height,
        ground=" ".join(frame.path(shell, close=True) for shell in shells),
        water=" ".join(shapes.get("water", [])),
        green=" ".join(shapes.get("green", [])),
        buildings=" ".join(shapes.get("building", [])),
        streets=" ".join(streets),
        walk=frame.path(walk),
        labels=[(x, y, name) for name, (_length, (x, y)) in sorted(names.items()) if frame.holds(x, y)],
        start=frame.at(walk[:1])[0] if walk else places[0],
        doors=places,
    )


@dataclass(frozen=True)
class _Frame:
    """Metres to whole units of the drawing."""

    west: float
    north: float
    scale: float
    height: int
    projection: Projection

    @classmethod
    def around(cls, points: Sequence[Point], projection: Projection) -> _Frame:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide = max(xs) - min(xs) + 2 * PADDING_METRES
        high = max(ys) - min(ys) + 2 * PADDING_METRES
        scale = min(WIDTH / wide, HIGHEST / high)
        height = max(LOWEST, min(HIGHEST, round(high * scale)))
        middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        return cls(middle_x - WIDTH / scale / 2, middle_y + height / scale / 2, scale, height, projection)

    def box(self) -> Polygon:
        west, south = self.projection.to_degrees([(self.west, self.north - self.height / self.scale)])[0]
        east, north = self.projection.to_degrees([(self.west + WIDTH / self.scale, self.north)])[0]
        box = Polygon.from_bbox((west, south, east, north))
        box.srid = WGS84
        return box

    def at(self, degrees: Sequence[Point]) -> list[tuple[int, int]]:
        metres = self.projection.to_metres(degrees)
        return [(round((x - self.west) * self.scale), round((self.north - y) * self.scale)) for x, y in metres]

    def holds(self, x: int, y: int) -> bool:
        return 40 <= x <= WIDTH - 40 and 20 <= y <= self.height - 20

    def path(self, degrees: Sequence[Point], *, close: bool = False) -> str:
        points = self.at(degrees)
        if not points:
            return ""
        return "M" + "L".join(f"{x} {y}" for x, y in points) + ("Z" if close else "")


def _rings(geometry: GEOSGeometry) -> list[list[Point]]:
    """Outer rings only: courtyards do not matter on a walk sheet."""
    parts = list(geometry) if isinstance(geometry, MultiPolygon) else [geometry]
    return [flat(part.shell) for part in parts if isinstance(part, Polygon)]
