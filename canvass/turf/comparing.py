"""A plan beside the version before it."""

from __future__ import annotations

from dataclasses import dataclass

from canvass.turf.models import TurfPlan
from canvass.turf.warnings import busy_crossings


@dataclass(frozen=True)
class Figures:
    """What one compares; minutes and metres are whole."""

    turfs: int
    doors: int
    longest: int
    shortest: int
    metres: int
    crossings: int


@dataclass(frozen=True)
class Comparison:
    before: TurfPlan
    was: Figures
    now: Figures


def previous_version(plan: TurfPlan) -> TurfPlan | None:
    """What is published, for a draft; the version it replaced, for what is published; else the draft before."""
    older = TurfPlan.objects.filter(
        campaign=plan.campaign_id, neighbourhood=plan.neighbourhood_id, version__lt=plan.version
    ).order_by("-version")
    published = older.filter(state__in=[TurfPlan.State.PUBLISHED, TurfPlan.State.REPLACED]).first()
    return published or older.filter(state=TurfPlan.State.DRAFT).first()


def figures(plan: TurfPlan) -> Figures:
    turfs = list(plan.turfs.only("minutes", "metres", "door_count", "crossings", "plan"))
    minutes = [turf.minutes for turf in turfs] or [0.0]
    return Figures(
        turfs=len(turfs),
        doors=sum(turf.door_count for turf in turfs),
        longest=round(max(minutes)),
        shortest=round(min(minutes)),
        metres=round(sum(turf.metres for turf in turfs)),
        crossings=sum(busy_crossings(turf.crossings) for turf in turfs),
    )


def comparison(plan: TurfPlan) -> Comparison | None:
    """Three queries; None for the first version of a neighbourhood."""
    before = previous_version(plan)
    return Comparison(before, figures(before), figures(plan)) if before else None
