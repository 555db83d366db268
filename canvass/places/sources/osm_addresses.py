"""Addresses in OpenStreetMap: on nodes, on buildings, and along interpolation lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from typing import Any

from canvass.places import house_numbers
from canvass.places.rows import AddressRow, ProblemRow, Row
from canvass.places.sources.osm_tags import Tags

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Known:
    """A numbered node on an interpolation line."""

    number: int
    street: str
    postcode: str
    city: str


@dataclass
class Interpolations:
    """The nodes of interpolation lines, and the house numbers found on them. Grows with the lines only."""

    nodes: dict[int, Known | None] = field(default_factory=dict)

    def watch(self, nodes: Sequence[int]) -> None:
        for node in nodes:
            self.nodes.setdefault(node, None)


class AddressReader:
    def __init__(self, interpolations: Interpolations) -> None:
        self.known = interpolations.nodes

    def read(self, item: Any) -> Iterator[Row]:
        tags: Tags = item.tags
        if "addr:housenumber" in tags:
            place = _place(item)
            if place is not None:
                key, point = place
                yield from _addresses(key, point, tags)
                if item.is_node() and item.id in self.known:
                    self._remember(item.id, tags)
        if item.is_way() and "addr:interpolation" in tags:
            yield from self._along(item)

    def _remember(self, node: int, tags: Tags) -> None:
        number = house_numbers.parse(tags["addr:housenumber"])
        if number is not None:
            city, postcode = tags.get("addr:city", ""), tags.get("addr:postcode", "")
            self.known[node] = Known(number.number, _street(tags), postcode, city)

    def _along(self, way: Any) -> Iterator[Row]:
        """Doors spread evenly between two neighbouring numbered nodes of the line."""
        points = [(node.ref, (node.lon, node.lat)) for node in way.nodes if node.location.valid()]
        numbered = [
            (place, known) for place, (ref, _) in enumerate(points) if (known := self.known.get(ref)) is not None
        ]
        if len(numbered) < 2:
            yield ProblemRow("interpolation_without_numbers", f"w{way.id}", "fewer than two numbered nodes")
        for (start, first), (end, last) in pairwise(numbered):
            line = [point for _, point in points[start : end + 1]]
            numbers = house_numbers.between(first.number, last.number, way.tags["addr:interpolation"])
            street = way.tags.get("addr:street") or first.street
            for place, number in enumerate(numbers, 1):
                x, y = _at(line, place / (len(numbers) + 1))
                key = f"i{way.id}:{number}"
                yield AddressRow(key, street, number, x, y, postcode=first.postcode, city=first.city, guessed=True)


def _street(tags: Tags) -> str:
    return tags.get("addr:street") or tags.get("addr:place") or ""


def _place(item: Any) -> tuple[str, Point] | None:
    """Key and point; a closed way counts once, as a way, and an area only when a relation makes it."""
    if item.is_node():
        return f"n{item.id}", (item.lon, item.lat)
    if item.is_way():
        return f"w{item.id}", _middle([(node.lon, node.lat) for node in item.nodes if node.location.valid()])
    if item.is_area() and not item.from_way():
        ring = next(iter(item.outer_rings()))
        return f"r{item.orig_id()}", _middle([(node.lon, node.lat) for node in ring])
    return None


def _middle(points: list[Point]) -> Point:
    """The centre of a ring's area, so that a building with many corners on one side does not pull it."""
    x0, y0 = points[0]
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise([(px - x0, py - y0) for px, py in [*points, points[0]]]):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(area) < 1e-14:
        return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    return x0 + x / (3 * area), y0 + y / (3 * area)


def _addresses(key: str, point: Point, tags: Tags) -> Iterator[Row]:
    text = tags["addr:housenumber"]
    numbers = house_numbers.parse_all(text)
    if not numbers:
        yield ProblemRow("address_without_number", key, text)
        return
    boxes = house_numbers.flats(tags.get("addr:flats") or tags.get("addr:unit") or tags.get("addr:door") or "")
    doors = [(number, box) for number in numbers for box in boxes or [number.box]]
    for place, (number, box) in enumerate(doors):
        yield AddressRow(
            key if place == 0 else f"{key}:{place + 1}", _street(tags), number.number, *point,
            letter=number.letter, addition=number.addition, box=box,
            postcode=tags.get("addr:postcode", ""), city=tags.get("addr:city", ""),
            floor=_floor(tags, number.addition, box),
        )  # fmt: skip


def _floor(tags: Tags, addition: str, box: str) -> int:
    text = tags.get("addr:floor") or tags.get("level")
    try:
        if text:
            return max(-5, min(200, int(float(text))))
    except ValueError:
        pass
    return house_numbers.floor_of(addition, box) if addition or box else 0


def _at(line: Sequence[Point], share: float) -> Point:
    """The point at a share of a line's length. Degrees will do: the line is as long as a street."""
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line)]
    left = share * sum(lengths)
    for (a, b), length in zip(pairwise(line), lengths, strict=True):
        if left <= length and length > 0:
            return a[0] + (b[0] - a[0]) * left / length, a[1] + (b[1] - a[1]) * left / length
        left -= length
    return line[-1]
