"""What goes into a plan and what comes out, as frozen values.

Units: coordinates and lengths in metres of one projected system, times as their names say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canvass.routing.errors import InvalidRequest
from canvass.routing.profiles import PROFILES, Profile
from canvass.routing.worktime import PlanningNumbers

Point = tuple[float, float]


@dataclass(frozen=True)
class Segment:
    """A street between two junctions `u` and `v`; `points` run from `u` to `v`."""

    key: int
    u: int
    v: int
    points: tuple[Point, ...]
    road_class: str  # the value of OSM's highway tag
    one_way: int = 0  # for people on foot: 0 both ways, 1 only u -> v, -1 only v -> u
    kerb: bool = False  # a raised kerb wherever it is crossed
    closed: bool = False  # nobody gets through: a locked gate


@dataclass(frozen=True)
class Door:
    """A front door: `side` is +1 left of u->v, -1 right, 0 unknown; `offset` in metres from u."""

    key: int
    segment: int
    side: int
    offset: float
    entrance: int | None
    floor: int = 0
    point: Point = (0.0, 0.0)


@dataclass(frozen=True)
class CutRequest:
    """Doors to plan on a street network, with the campaign's numbers and one evening's length.

    `iterations` is the whole effort: the same seed and iterations give the same plan, however
    fast the machine is. `start` is a meeting point: a walk begins at the end nearest to it, and
    `end` is where it should lead; when both are the same point it is a round. `parts` asks for
    exactly so many turfs (never more than doors); the budget then only tells where a core ends.
    `crossing_metres` overrides what crossing a road of a class costs, in metres of walking.
    """

    segments: Sequence[Segment]
    doors: Sequence[Door]
    numbers: PlanningNumbers
    budget_minutes: float
    start: Point | None = None
    profile: str = "foot"
    seed: int = 1
    iterations: int = 20_000
    end: Point | None = None
    parts: int | None = None
    crossing_metres: Mapping[str, float] | None = None

    def __post_init__(self) -> None:
        if not 0 < self.budget_minutes <= 24 * 60:
            raise InvalidRequest(f"budget_minutes must lie in (0, 1440]: {self.budget_minutes}")
        if self.iterations < 0:
            raise InvalidRequest(f"iterations may not be negative: {self.iterations}")
        if self.profile not in PROFILES:
            raise InvalidRequest(f"unknown profile {self.profile!r}; known: {sorted(PROFILES)}")
        if self.parts is not None and self.parts < 1:
            raise InvalidRequest(f"parts must be at least 1: {self.parts}")
        for name, metres in (self.crossing_metres or {}).items():
            if not 0 <= metres < 1e5:
                raise InvalidRequest(f"crossing {name} may not be negative or endless: {metres}")
        if len({segment.key for segment in self.segments}) != len(self.segments):
            raise InvalidRequest("two segments share a key")
        if len({door.key for door in self.doors}) != len(self.doors):
            raise InvalidRequest("two doors share a key")

    @property
    def walker(self) -> Profile:
        """Who walks, with this request's own crossing costs."""
        return PROFILES[self.profile].crossing(self.crossing_metres)


@dataclass(frozen=True)
class PlannedStop:
    """One door in walking order; `arrival_seconds` counts from the first door of the walk."""

    door: int
    position: int
    core: bool
    arrival_seconds: int


@dataclass(frozen=True)
class PlannedTurf:
    """One walk: `minutes` of expected work at and between its doors, `metres` on the way,
    crossings by road class, and the walking `line` in metres along the pavements used.

    `warnings` say what a coordinator should look at: "too_long" and "too_short" (against the
    budget, or against its even share when `parts` were asked), "broken" (not one piece) and
    "busy_road" (the walk crosses one).
    """

    stops: tuple[PlannedStop, ...]
    minutes: float
    metres: float
    crossings: Mapping[str, int]
    line: tuple[Point, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class CutPlan:
    """Every door of the request is in exactly one turf, or in `left_out` with a reason:
    "no_segment" (its segment is not in the request) or "not_walkable" (closed, or to the profile)."""

    turfs: tuple[PlannedTurf, ...]
    left_out: tuple[int, ...]
    left_out_reasons: Mapping[int, str]
