"""Light-mode chart colours for paper: a PDF renderer reads no page stylesheet inside an svg.

Each value repeats ``static/css/tokens.css``; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PALETTE: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#1d1b18",
        "paper": "#f4f1ea",
        "plate": "#1a4a94",
        "card": "#ffffff",
        "sunk": "#e9e4da",
        "line-2": "#857b6d",
        "amber": "#f4b733",
        "ch-start": "#9a8f80",
        "ch-end": "#1a4a94",
        "ch-bar": "#6f93cc",
        "ch-whisker": "#1d1b18",
        "map-3": "#1a4a94",
        "map-street": "#ffffff",
        "map-water": "#c3d9e6",
        "map-green": "#d4e3c9",
        "map-building": "#dcd2c4",
        "map-ink": "#1d1b18",
        "map-route": "#a5311d",
    }
)
