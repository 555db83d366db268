"""Who walks, and what a street costs them: crossing by road class, closed ways, hard roads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# Metres of walking that one crossing is worth; classes not named here have no pavements.
CROSSING_METRES: Mapping[str, float] = {
    "trunk": 60.0,
    "trunk_link": 60.0,
    "primary": 40.0,
    "primary_link": 30.0,
    "secondary": 30.0,
    "secondary_link": 25.0,
    "tertiary": 18.0,
    "tertiary_link": 18.0,
    "unclassified": 9.0,
    "residential": 8.0,
    "road": 8.0,
    "living_street": 5.0,
    "service": 4.0,
}
# Roads walked along one side first and then along the other.
HARD_ROADS = frozenset(name for name, metres in CROSSING_METRES.items() if metres >= 18.0)
CLOSED_TO_WALKERS = frozenset({"motorway", "motorway_link", "construction", "proposed"})


@dataclass(frozen=True)
class Profile:
    """`hard_factor` makes a crossing between junctions of a hard road dearer than at a corner."""

    name: str
    closed: frozenset[str] = CLOSED_TO_WALKERS
    hard: frozenset[str] = HARD_ROADS
    hard_factor: float = 3.0
    crossing_metres: Mapping[str, float] = field(default_factory=lambda: CROSSING_METRES)

    def walkable(self, road_class: str) -> bool:
        return road_class not in self.closed

    def sided(self, road_class: str) -> bool:
        return road_class in self.crossing_metres

    def corner_metres(self, road_class: str) -> float:
        """Cost of crossing an arm at a junction, in metres of walking."""
        return self.crossing_metres.get(road_class, 0.0)

    def midblock_metres(self, road_class: str) -> float:
        """Cost of crossing between two junctions, in metres of walking."""
        factor = self.hard_factor if road_class in self.hard else 1.0
        return factor * self.corner_metres(road_class)


PROFILES: Mapping[str, Profile] = {
    "foot": Profile("foot"),
    "wheelchair": Profile("wheelchair", closed=CLOSED_TO_WALKERS | {"steps"}),
}
