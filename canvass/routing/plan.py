"""The one public face of the planner: doors and streets in, walks out."""

from __future__ import annotations

from collections.abc import Callable

from canvass.routing.errors import InvalidRequest, PlanCancelled, RoutingError
from canvass.routing.model import (
    CutPlan,
    CutRequest,
    Door,
    PlannedStop,
    PlannedTurf,
    Segment,
)
from canvass.routing.worktime import PlanningNumbers

__all__ = [
    "CutPlan", "CutRequest", "Door", "InvalidRequest", "PlanCancelled", "PlannedStop",
    "PlannedTurf", "PlanningNumbers", "RoutingError", "Segment", "cut", "walk",
]  # fmt: skip


def cut(
    request: CutRequest,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> CutPlan:
    raise NotImplementedError


def walk(
    request: CutRequest,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PlannedTurf:
    raise NotImplementedError
