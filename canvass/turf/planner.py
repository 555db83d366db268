"""What the planner page shows: the list beside the map, its bars and its warnings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from canvass.turf.models import Turf, TurfPlan
from canvass.turf.queries import FITS_FROM, FITS_TO


@dataclass(frozen=True)
class TurfLine:
    """One turf in the list. ``width``, ``fits_from`` and ``fits_to`` are whole percents of the bar."""

    turf: Turf
    minutes: int
    fit: str
    width: int
    fits_from: int
    fits_to: int


@dataclass(frozen=True)
class PlanPage:
    plan: TurfPlan
    lines: Sequence[TurfLine]
    doors: int
    core: int
    metres: int
    minutes: int
    too_long: Sequence[TurfLine]
    fits_from: int
    fits_to: int
    left_out: int


def plan_page(plan: TurfPlan) -> PlanPage:
    """One query: the turfs, without their shapes."""
    turfs = list(plan.turfs.defer("line", "outline").order_by("number"))
    longest = max([turf.minutes for turf in turfs], default=0.0)
    lines = [_line(turf, plan.budget_minutes, _full(plan, longest)) for turf in turfs]
    return PlanPage(
        plan=plan,
        lines=lines,
        doors=sum(turf.door_count for turf in turfs),
        core=sum(turf.core_count for turf in turfs),
        metres=round(sum(turf.metres for turf in turfs)),
        minutes=round(sum(turf.minutes for turf in turfs)),
        too_long=[line for line in lines if line.fit == "long"],
        fits_from=round(FITS_FROM * plan.budget_minutes),
        fits_to=round(FITS_TO * plan.budget_minutes),
        left_out=sum(plan.doors_left_out.values()),
    )


def turf_line(turf: Turf) -> TurfLine:
    """One line anew, after its name changed."""
    longest = turf.plan.turfs.aggregate(longest=Max("minutes"))["longest"]
    return _line(turf, turf.plan.budget_minutes, _full(turf.plan, longest))


def _full(plan: TurfPlan, longest: float) -> float:
    """Minutes at the end of every bar."""
    return max(1.5 * plan.budget_minutes, longest)


def _line(turf: Turf, budget: int, full: float) -> TurfLine:
    return TurfLine(
        turf=turf,
        minutes=round(turf.minutes),
        fit=fit(turf.minutes, budget),
        width=round(100 * turf.minutes / full),
        fits_from=round(100 * FITS_FROM * budget / full),
        fits_to=round(100 * FITS_TO * budget / full),
    )


def fit(minutes: float, budget: int) -> str:
    """Judged on whole minutes, so that the word agrees with the number beside it."""
    if round(minutes) > round(FITS_TO * budget):
        return "long"
    return "room" if round(minutes) < round(FITS_FROM * budget) else "ok"
