"""Every neighbourhood of a campaign in one table: how far it is planned, and how well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import Floor

from canvass.campaigns.models import Campaign
from canvass.core.models import Job
from canvass.places.models import Neighbourhood
from canvass.turf.models import Turf, TurfPlan
from canvass.turf.queries import FITS_TO, Coverage, coverage


class Stage(StrEnum):
    """Where a neighbourhood stands; what somebody works on goes before what is finished."""

    CUTTING = "cutting"
    DRAFT = "draft"
    PUBLISHED = "published"
    FAILED = "failed"
    OPEN = "open"
    EMPTY = "empty"


@dataclass(frozen=True)
class TurfSums:
    """Of the turfs of one plan. Minutes are whole; ``too_long`` counts turfs that do not fit a shift."""

    turfs: int
    doors: int
    shortest: int
    longest: int
    too_long: int


@dataclass(frozen=True)
class CityLine:
    coverage: Coverage
    stage: Stage
    plan: TurfPlan | None
    sums: TurfSums | None
    job: Job | None

    @property
    def neighbourhood(self) -> Neighbourhood:
        return self.coverage.neighbourhood

    @property
    def warnings(self) -> int:
        """Turfs too long for a shift, and one for doors that no street leads to."""
        unrouted = bool(self.plan and self.plan.unrouted_address_ids)
        return (self.sums.too_long if self.sums else 0) + unrouted


@dataclass(frozen=True)
class Running:
    """What is being divided now. ``at_work`` have a bar; the others wait their turn."""

    at_work: Sequence[CityLine]
    waiting: int

    @property
    def count(self) -> int:
        return len(self.at_work) + self.waiting


def city_lines(campaign: Campaign) -> list[CityLine]:
    """One line a neighbourhood; the number of questions does not grow with the city."""
    plans = _plans(campaign)
    shown = {pk: _shown(by_stage) for pk, by_stage in plans.items()}
    sums = _sums([plan.pk for plan in shown.values() if plan])
    jobs = _jobs(by_stage[Stage.CUTTING] for by_stage in plans.values() if Stage.CUTTING in by_stage)
    lines = []
    for covered in coverage(campaign):
        by_stage = plans.get(covered.neighbourhood.pk, {})
        cutting, plan = by_stage.get(Stage.CUTTING), shown.get(covered.neighbourhood.pk)
        job = jobs.get(cutting.job_id) if cutting and cutting.job_id else None
        stage = _stage(covered, by_stage, job)
        lines.append(CityLine(covered, stage, plan, sums.get(plan.pk) if plan else None, job))
    return lines


def running(lines: Iterable[CityLine]) -> Running:
    cutting = [line for line in lines if line.stage == Stage.CUTTING]
    at_work = [line for line in cutting if line.job and line.job.state == Job.State.RUNNING]
    return Running(at_work, len(cutting) - len(at_work))


def stages(lines: Iterable[CityLine]) -> Mapping[str, int]:
    return Counter(line.stage.value for line in lines)


def matching(lines: Iterable[CityLine], *, words: str = "", stage: str = "") -> list[CityLine]:
    """Lines whose name holds every word, and of one stage if asked."""
    wanted = words.lower().split()
    return [
        line
        for line in lines
        if (not stage or line.stage == stage)
        and all(word in f"{line.neighbourhood.name} {line.neighbourhood.municipality_name}".lower() for word in wanted)
    ]


def _plans(campaign: Campaign) -> dict[int, dict[Stage, TurfPlan]]:
    """The newest plan of each state that matters, by neighbourhood."""
    states = {
        TurfPlan.State.CUTTING: Stage.CUTTING,
        TurfPlan.State.DRAFT: Stage.DRAFT,
        TurfPlan.State.PUBLISHED: Stage.PUBLISHED,
        TurfPlan.State.FAILED: Stage.FAILED,
    }
    found: dict[int, dict[Stage, TurfPlan]] = {}
    rows = TurfPlan.objects.filter(campaign=campaign, state__in=list(states)).order_by("version")
    for plan in rows.defer("numbers", "start"):
        found.setdefault(plan.neighbourhood_id, {})[states[TurfPlan.State(plan.state)]] = plan
    return found


def _shown(by_stage: Mapping[Stage, TurfPlan]) -> TurfPlan | None:
    return by_stage.get(Stage.DRAFT) or by_stage.get(Stage.PUBLISHED)


def _stage(covered: Coverage, by_stage: Mapping[Stage, TurfPlan], job: Job | None) -> Stage:
    if Stage.CUTTING in by_stage and job is not None and not job.is_final:
        return Stage.CUTTING
    failed, shown = by_stage.get(Stage.FAILED), _shown(by_stage)
    if failed is not None and (shown is None or failed.version > shown.version):
        return Stage.FAILED
    if shown is not None:
        return Stage.DRAFT if shown.state == TurfPlan.State.DRAFT else Stage.PUBLISHED
    if Stage.CUTTING in by_stage:  # its job ended without a word
        return Stage.FAILED
    return Stage.OPEN if covered.doors else Stage.EMPTY


def _sums(plan_ids: Sequence[int]) -> dict[int, TurfSums]:
    # As the planner's list judges: on whole minutes.
    too_long = Q(minutes__gte=Floor(FITS_TO * F("plan__budget_minutes") + 0.5) + 0.5)
    rows = (
        Turf.objects.filter(plan__in=plan_ids)
        .values("plan")
        .annotate(
            turfs=Count("pk"),
            doors=Sum("door_count"),
            shortest=Min("minutes"),
            longest=Max("minutes"),
            too_long=Count("pk", filter=too_long),
        )
    )
    return {row["plan"]: _sum(row) for row in rows}


def _sum(row: Mapping[str, Any]) -> TurfSums:
    return TurfSums(row["turfs"], row["doors"], round(row["shortest"]), round(row["longest"]), row["too_long"])


def _jobs(plans: Iterable[TurfPlan]) -> dict[UUID, Job]:
    ids = [plan.job_id for plan in plans if plan.job_id]
    return Job.objects.in_bulk(ids) if ids else {}
