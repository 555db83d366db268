"""Who walks, and what a street costs them: crossing by road class, closed ways, hard roads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
HARD_METRES = 18.0  # a road that costs so much is walked along one side and then along the other
HARD_ROADS = frozenset(name for name, metres in CROSSING_METRES.items() if metres >= HARD_METRES)
CLOSED_TO_WALKERS = frozenset({"motorway", "motorway_link", "construction", "proposed"})


@dataclass(frozen=True)
class Profile:
    """`hard_factor` makes a crossing between junctions of a hard road dearer than at a corner.

    With a `ride_speed` (metres a second) the way between two doors may also be ridden, after
    `mount_seconds` to get on and off; the bike is pushed along where doors are close.
    """

    name: str
    closed: frozenset[str] = CLOSED_TO_WALKERS
    hard: frozenset[str] = HARD_ROADS
    hard_factor: float = 3.0
    crossing_metres: Mapping[str, float] = field(default_factory=lambda: CROSSING_METRES)
    pace: float = 1.0  # of the campaign's walking speed
    kerb_metres: float = 0.0  # what a raised kerb adds to a crossing
    ride_speed: float = 0.0
    mount_seconds: float = 0.0

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

    def crossing(self, metres: Mapping[str, float] | None) -> Profile:
        """The same walker, where these road classes cost something else to cross."""
        if not metres:
            return self
        # A class that only an override names gets pavements by it; 0 leaves them and costs nothing.
        merged = {**self.crossing_metres, **metres}
        hard = frozenset(name for name, cost in merged.items() if cost >= HARD_METRES)
        return replace(self, crossing_metres=merged, hard=hard)


PROFILES: Mapping[str, Profile] = {
    "foot": Profile("foot"),
    "wheelchair": Profile("wheelchair", closed=CLOSED_TO_WALKERS | {"steps"}, pace=0.8, kerb_metres=60.0),
    "bike": Profile("bike", closed=CLOSED_TO_WALKERS | {"steps"}, ride_speed=4.0, mount_seconds=20.0),
}
