"""Progress out, cancellation in, between slices of work of at most about 200 ms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from canvass.routing.errors import PlanCancelled


@dataclass(frozen=True)
class Pace:
    """A share of the whole job, from `low` to `high` in [0, 1]."""

    progress: Callable[[float], None] | None = None
    cancelled: Callable[[], bool] | None = None
    low: float = 0.0
    high: float = 1.0

    def at(self, share: float) -> None:
        """Report a share of this part; raises PlanCancelled when the caller has had enough."""
        if self.cancelled is not None and self.cancelled():
            raise PlanCancelled
        if self.progress is not None:
            self.progress(self.low + (self.high - self.low) * min(max(share, 0.0), 1.0))

    def silent(self) -> Pace:
        """The same, without a word about progress."""
        return replace(self, progress=None)

    def part(self, low: float, high: float) -> Pace:
        """The part of this share between two shares of it."""
        width = self.high - self.low
        return replace(self, low=self.low + low * width, high=self.low + high * width)
