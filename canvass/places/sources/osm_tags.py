"""Which OpenStreetMap objects count as what."""

from __future__ import annotations

from collections.abc import Mapping

WALKABLE = frozenset(
    [
        "trunk",
        "trunk_link",
        "primary",
        "primary_link",
        "secondary",
        "secondary_link",
        "tertiary",
        "tertiary_link",
        "unclassified",
        "residential",
        "living_street",
        "service",
        "road",
        "pedestrian",
        "footway",
        "path",
        "steps",
        "cycleway",
        "track",
        "bridleway",
        "corridor",
    ]
)
# What profiles and later plans may need of a street; the rest of its tags stays in the file.
KEPT = (
    "access", "foot", "footway", "bicycle", "service", "surface", "smoothness", "width", "incline", "wheelchair",
    "kerb", "step_count", "handrail", "ramp", "ramp:wheelchair", "sidewalk", "sidewalk:left", "sidewalk:right",
    "bridge", "tunnel", "layer", "lit", "oneway:foot", "maxspeed", "lanes",
)  # fmt: skip
GREEN = {
    "landuse": frozenset(
        ["grass", "forest", "meadow", "recreation_ground", "village_green", "cemetery", "allotments", "orchard"]
    ),
    "leisure": frozenset(["park", "garden", "playground", "pitch", "nature_reserve", "golf_course"]),
    "natural": frozenset(["wood", "scrub", "grassland", "heath"]),
}
WATERWAYS = frozenset(["river", "stream", "canal", "ditch", "drain"])
RAILS = frozenset(["rail", "light_rail", "tram", "subway", "narrow_gauge"])
PLACES = frozenset(["neighbourhood", "quarter", "suburb", "borough", "village", "hamlet"])
ADMIN_LEVELS = {"8": 8, "9": 9, "10": 10, "11": 11}
FINEST_MUNICIPALITY = 8
AREA_KEYS = ("building", "natural", "landuse", "leisure", "waterway", "boundary", "place", "addr:housenumber")
WAY_KEYS = ("highway", "waterway", "railway", "addr:interpolation")

Tags = Mapping[str, str]


def is_walkable(tags: Tags) -> bool:
    if tags.get("highway") not in WALKABLE or tags.get("area") == "yes":
        return False
    foot = tags.get("foot", "")
    if foot in {"no", "private", "use_sidepath"}:
        return False
    if tags.get("motorroad") == "yes" or tags.get("access") in {"no", "private"}:
        return foot in {"yes", "designated", "permissive"}
    # A trunk road is walked on only where somebody noted that one may.
    return not tags["highway"].startswith("trunk") or bool(foot) or tags.get("sidewalk", "no") not in {"no", "none"}


def shape_kind(tags: Tags) -> str | None:
    """The backdrop's kind of an area, or None."""
    if tags.get("building", "no") != "no":
        return "building"
    if tags.get("natural") == "water" or tags.get("waterway") == "riverbank" or tags.get("landuse") == "basin":
        return "water"
    if any(tags.get(key) in values for key, values in GREEN.items()):
        return "green"
    return None


def line_kind(tags: Tags) -> str | None:
    """The backdrop's kind of a line, or None; what runs underground is not seen."""
    if tags.get("tunnel", "no") != "no":
        return None
    if tags.get("waterway") in WATERWAYS:
        return "water"
    return "rail" if tags.get("railway") in RAILS else None


def boundary_rank(tags: Tags) -> int | None:
    """How fine a boundary is (OSM's admin_level; places count as 10), or None when it is none of ours."""
    if not tags.get("name"):
        return None
    if tags.get("boundary") == "administrative":
        return ADMIN_LEVELS.get(tags.get("admin_level", ""))
    return 10 if tags.get("place") in PLACES else None
