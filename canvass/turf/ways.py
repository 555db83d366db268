"""What a street's tags mean to somebody on foot, and what crossing a road costs here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

# OpenStreetMap's words; see https://wiki.openstreetmap.org/wiki/Key:foot and Key:kerb.
ALLOWED = frozenset({"yes", "designated", "permissive", "destination", "customers"})
FORBIDDEN = frozenset({"no", "private", "use_sidepath", "military"})
RAISED = frozenset({"raised", "yes", "regular"})
ONE_WAY = {"yes": 1, "1": 1, "true": 1, "-1": -1, "reverse": -1}


@dataclass(frozen=True)
class Way:
    """How a street may be walked; ``one_way`` is 1 along its own direction, -1 against it, 0 both ways."""

    one_way: int
    kerb: bool
    closed: bool


def way(tags: Mapping[str, str]) -> Way:
    """Steps are no matter of tags: they are a class of street of their own."""
    foot = tags.get("foot", "")
    barred = tags.get("access", "") in FORBIDDEN and foot not in ALLOWED
    return Way(
        one_way=ONE_WAY.get(tags.get("oneway:foot", ""), 0),
        kerb=tags.get("kerb", "") in RAISED,
        closed=foot in FORBIDDEN or barred,
    )


def crossing_metres() -> dict[str, float]:
    """Metre-equivalents of crossing a road, by its class; only classes where this house differs from the planner."""
    return {name: float(metres) for name, metres in settings.CROSSING_METRES.items()}
