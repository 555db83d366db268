"""How long the work at a door takes: the planning numbers and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass

from canvass.routing.errors import InvalidRequest


@dataclass(frozen=True)
class PlanningNumbers:
    """A campaign's own figures; the defaults hold until about 200 doors were knocked on.

    Rates are shares in [0, 1]: `open_rate` of the doors open, `talk_rate` of those talk.
    """

    walk_speed: float = 1.2  # metres a second
    open_rate: float = 0.30
    talk_rate: float = 0.25
    wait_seconds: float = 60.0  # at a door that stays shut
    note_seconds: float = 10.0  # to log it
    greet_seconds: float = 30.0  # until an opened door knows what we come for
    refusal_seconds: float = 75.0
    talk_minutes: float = 12.0
    talk_minutes_sd: float = 5.0
    logging_seconds: float = 120.0  # after a talk
    floor_seconds: float = 12.0  # one floor up or down, by stairs or lift
    last_door_minutes: float = 17.5  # no new door this long before the end

    def __post_init__(self) -> None:
        if not 0.2 <= self.walk_speed <= 10:
            raise InvalidRequest(f"walk_speed must lie in [0.2, 10] m/s: {self.walk_speed}")
        for name in ("open_rate", "talk_rate"):
            if not 0 <= getattr(self, name) <= 1:
                raise InvalidRequest(f"{name} must lie in [0, 1]: {getattr(self, name)}")
        for name, value in vars(self).items():
            if not 0 <= value < 1e5:
                raise InvalidRequest(f"{name} may not be negative or endless: {value}")

    @property
    def talk_seconds(self) -> float:
        """A talk with all around it: opening, talking, logging."""
        return self.greet_seconds + 60 * self.talk_minutes + self.logging_seconds

    @property
    def door_seconds(self) -> float:
        """Expected seconds at one door, without the walk to it.

        (1-o)(wait+10) + o(1-s)(30+75) + o*s(30+60L+120), with o and s the open and talk rates.
        """
        shut = (1 - self.open_rate) * (self.wait_seconds + self.note_seconds)
        refused = (1 - self.talk_rate) * (self.greet_seconds + self.refusal_seconds)
        return shut + self.open_rate * (refused + self.talk_rate * self.talk_seconds)

    def expected_talks(self, doors: int) -> float:
        """Conversations to expect from so many doors."""
        return doors * self.open_rate * self.talk_rate

    def last_start_seconds(self, budget_minutes: float) -> float:
        """When the last new door may start; on a short outing the margin shrinks with it."""
        return 60 * (budget_minutes - min(self.last_door_minutes, budget_minutes / 4))
