"""GeoJSON (RFC 7946) as a stream: a feature a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from conversations.insight.exporting.xlsx_writing import Out

# What it says, and its shape as GeoJSON; without a shape it is nowhere on the map, and still in the file.
Feature = tuple[dict[str, Any], str | None]


def write_features(out: Out, features: Iterable[Feature]) -> None:
    out.write(b'{"type": "FeatureCollection", "features": [')
    for number, (properties, shape) in enumerate(features, start=1):
        said = json.dumps(properties, ensure_ascii=False)
        feature = f'{{"type": "Feature", "properties": {said}, "geometry": {shape or "null"}}}'
        out.write(((",\n" if number > 1 else "\n") + feature).encode())
    out.write(b"\n]}\n")
