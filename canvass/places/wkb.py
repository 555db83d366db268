"""Well-known binary, little endian, in hexadecimal: what COPY hands to PostGIS."""

from __future__ import annotations

import struct
from collections.abc import Sequence

LINE, POLYGON = 2, 3
Coordinates = Sequence[tuple[float, float]]


def line_wkb(points: Coordinates) -> str:
    return (struct.pack("<BII", 1, LINE, len(points)) + _points(points)).hex()


def polygon_wkb(rings: Sequence[Coordinates]) -> str:
    body = b"".join(struct.pack("<I", len(ring)) + _points(ring) for ring in rings)
    return (struct.pack("<BII", 1, POLYGON, len(rings)) + body).hex()


def _points(points: Coordinates) -> bytes:
    flat = [value for point in points for value in point[:2]]
    return struct.pack(f"<{len(flat)}d", *flat)
