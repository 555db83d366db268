"""What the planner page shows: the list beside the map, its bars and its warnings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from canvass.core.models import Job
from canvass.turf.drafts import is_busy, job_of, revision
from canvass.turf.faces import Neighbours, TurfFace, faces_of, neighbours_of
from canvass.turf.history import Steps, steps
from canvass.turf.models import Turf, TurfPlan
from canvass.turf.queries import FITS_FROM, FITS_TO
from canvass.turf.resting import Clash, total_clash
from canvass.turf.warnings import PlanFacts, TurfWarning, plan_facts, turf_warnings

# Turfs listed at once; the others are a page further, so that the largest plan stays light.
PAGE = 40


@dataclass(frozen=True)
class TurfLine:
    """One turf in the list. ``width``, ``core``, ``fits_from`` and ``fits_to`` are whole percents of the bar."""

    turf: Turf
    minutes: int
    fit: str
    width: int
    core: int
    fits_from: int
    fits_to: int
    warnings: Sequence[TurfWarning]

    @property
    def is_marked(self) -> bool:
        return any(not warning.is_note for warning in self.warnings)


@dataclass(frozen=True)
class Chosen:
    """What one can do with the chosen turf."""

    line: TurfLine
    faces: Sequence[TurfFace]
    neighbours: Neighbours


@dataclass(frozen=True)
class PlanPage:
    plan: TurfPlan
    turfs: int
    lines: Sequence[TurfLine]
    marked: Sequence[TurfLine]
    doors: int
    core: int
    metres: int
    minutes: int
    too_long: Sequence[TurfLine]
    locked: int
    fits_from: int
    fits_to: int
    left_out: int
    clash: Clash
    chosen: Chosen | None
    number: int
    pages: int
    at: str
    steps: Steps
    job: Job | None

    @property
    def is_draft(self) -> bool:
        return self.plan.state == TurfPlan.State.DRAFT

    @property
    def page_range(self) -> range:
        return range(1, self.pages + 1)


def plan_page(plan: TurfPlan, *, chosen: int | None = None, number: int = 1) -> PlanPage:
    """The list of one page of turfs, and what can be done with the chosen one. About eleven queries."""
    turfs = list(plan.turfs.defer("line", "outline").order_by("number"))
    facts = plan_facts(plan)
    full = max([1.5 * plan.budget_minutes, *(turf.minutes for turf in turfs)])
    lines = [_line(turf, plan, full, facts) for turf in turfs]
    place = next((place for place, line in enumerate(lines) if line.turf.pk == chosen), None)
    pages = max(1, ceil(len(lines) / PAGE))
    number = min(max(number, 1), pages) if place is None else 1 + place // PAGE
    return PlanPage(
        plan=plan,
        turfs=len(turfs),
        lines=lines[PAGE * (number - 1) : PAGE * number],
        marked=[line for line in lines if line.is_marked],
        doors=sum(turf.door_count for turf in turfs),
        core=sum(turf.core_count for turf in turfs),
        metres=round(sum(turf.metres for turf in turfs)),
        minutes=round(sum(turf.minutes for turf in turfs)),
        too_long=[line for line in lines if line.fit == "long"],
        locked=sum(turf.locked for turf in turfs),
        fits_from=round(FITS_FROM * plan.budget_minutes),
        fits_to=round(FITS_TO * plan.budget_minutes),
        left_out=sum(plan.doors_left_out.values()),
        clash=total_clash(facts.clashes.values()),
        chosen=None if place is None else _chosen(lines[place], plan),
        number=number,
        pages=pages,
        at=revision(plan),
        steps=steps(plan),
        job=job_of(plan) if is_busy(plan) else None,
    )


def _chosen(line: TurfLine, plan: TurfPlan) -> Chosen:
    if plan.state != TurfPlan.State.DRAFT:
        return Chosen(line, [], Neighbours([], []))
    turf = Turf.objects.select_related("plan__neighbourhood").get(pk=line.turf.pk)
    return Chosen(line, faces_of(turf), neighbours_of(turf))


def _line(turf: Turf, plan: TurfPlan, full: float, facts: PlanFacts) -> TurfLine:
    budget = plan.budget_minutes
    width = 100 * turf.minutes / full
    return TurfLine(
        turf=turf,
        minutes=round(turf.minutes),
        fit=fit(turf.minutes, budget),
        width=round(width),
        core=round(width * facts.walk(turf).core_share),
        fits_from=round(100 * FITS_FROM * budget / full),
        fits_to=round(100 * FITS_TO * budget / full),
        warnings=turf_warnings(turf, plan, facts),
    )


def fit(minutes: float, budget: int) -> str:
    """Judged on whole minutes, so that the word agrees with the number beside it."""
    if round(minutes) > round(FITS_TO * budget):
        return "long"
    return "room" if round(minutes) < round(FITS_FROM * budget) else "ok"
