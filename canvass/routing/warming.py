"""Compile the kernels of cutting once, by planning a small made-up place."""

from __future__ import annotations

from canvass.routing.model import CutRequest, Door, Segment
from canvass.routing.plan import cut
from canvass.routing.worktime import PlanningNumbers


def warm_cutting() -> None:
    """Run each kernel on the types it is used with: two streets, a meeting point, several turfs."""
    segments = [
        Segment(1, 1, 2, ((0.0, 0.0), (400.0, 0.0)), "residential"),
        Segment(2, 2, 3, ((400.0, 0.0), (400.0, 300.0)), "tertiary"),
    ]
    doors = [Door(x, 1 + x % 2, 1 - 2 * (x // 2 % 2), 4.0 * x, None) for x in range(60)]
    cut(CutRequest(segments, doors, PlanningNumbers(), 40.0, start=(0.0, 0.0), iterations=100))
