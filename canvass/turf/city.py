"""A whole city at once: divide every neighbourhood, stop that, publish every draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import transaction
from django.db.models import Max

from canvass.campaigns.models import Campaign
from canvass.core.jobs import enqueue_many, request_cancel_all
from canvass.core.models import Job
from canvass.places.models import Neighbourhood
from canvass.turf.city_lines import CityLine, Stage, city_lines
from canvass.turf.cutting import KIND
from canvass.turf.drafts import DraftError
from canvass.turf.models import TurfPlan
from canvass.turf.numbers import snapshot
from canvass.turf.publishing import PlannedElsewhere, publish_plan


class Skipped(StrEnum):
    """Why a neighbourhood is not divided with all the others."""

    PUBLISHED = "published"
    DRAFT = "draft"
    RUNNING = "running"
    NO_DOORS = "no_doors"


@dataclass(frozen=True)
class CityPlan:
    """What dividing everything would do."""

    todo: Sequence[Neighbourhood]
    doors: int
    skipped: Mapping[str, int]


@dataclass(frozen=True)
class Published:
    """What came of publishing every draft; names of those that could not be."""

    plans: int
    elsewhere: Sequence[str] = field(default_factory=tuple)
    refused: Sequence[str] = field(default_factory=tuple)


SKIPPED = {
    Stage.CUTTING: Skipped.RUNNING,
    Stage.PUBLISHED: Skipped.PUBLISHED,
    Stage.EMPTY: Skipped.NO_DOORS,
}


def city_plan(lines: Sequence[CityLine], *, drafts_too: bool = False) -> CityPlan:
    """Everything that has doors and is not published; a draft may hold work by hand, so it only goes when asked."""
    reasons = dict(SKIPPED) if drafts_too else SKIPPED | {Stage.DRAFT: Skipped.DRAFT}
    todo = [line for line in lines if line.stage not in reasons and line.coverage.doors]
    skipped = Counter(reasons.get(line.stage, Skipped.NO_DOORS).value for line in lines if line not in todo)
    # The largest first: what takes longest should not be what everybody waits for at the end.
    todo.sort(key=lambda line: (-line.coverage.doors, line.neighbourhood.name))
    return CityPlan([line.neighbourhood for line in todo], sum(line.coverage.doors for line in todo), skipped)


@transaction.atomic
def plan_all(
    *, campaign: Campaign, budget_minutes: int, open_percent: int, drafts_too: bool = False, owner_id: int | None = None
) -> int:
    """One job a neighbourhood; how many were started. Asking twice starts nothing twice.

    A handful of statements, however many neighbourhoods: five hundred single cuts would hold the request for long.
    """
    # As for a single cut the campaign's row is the queue.
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    todo = city_plan(city_lines(campaign), drafts_too=drafts_too).todo
    earlier = TurfPlan.objects.filter(campaign=campaign, neighbourhood__in=todo)
    # What is not running here but says so lost its job.
    earlier.filter(state=TurfPlan.State.CUTTING).update(state=TurfPlan.State.FAILED, failure=TurfPlan.Failure.ERROR)
    versions = dict(earlier.order_by().values_list("neighbourhood").annotate(last=Max("version")))
    numbers = snapshot(campaign.planning_numbers, open_percent=open_percent)
    plans = TurfPlan.objects.bulk_create(
        TurfPlan(
            campaign=campaign,
            neighbourhood=place,
            version=versions.get(place.pk, 0) + 1,
            seed=versions.get(place.pk, 0) + 1,
            budget_minutes=budget_minutes,
            numbers=numbers,
        )
        for place in todo
    )
    jobs = enqueue_many(
        kind=KIND,
        payloads={f"{KIND}:{plan.pk}": {"plan": plan.pk} for plan in plans},
        owner_id=owner_id,
        organisation_id=campaign.organisation_id,
    )
    for plan in plans:
        plan.job_id = jobs[f"{KIND}:{plan.pk}"]
    TurfPlan.objects.bulk_update(plans, ["job_id"])
    return len(plans)


@transaction.atomic
def cancel_all(*, campaign: Campaign) -> int:
    """Stop every cut of a campaign: waiting ones at once, running ones at their worker's next look."""
    cutting = TurfPlan.objects.filter(campaign=campaign, state=TurfPlan.State.CUTTING, job_id__isnull=False)
    job_ids = {job_id for job_id in cutting.values_list("job_id", flat=True) if job_id}
    request_cancel_all(job_ids=job_ids)
    ended = Job.objects.filter(pk__in=job_ids, state=Job.State.CANCELLED).values_list("pk", flat=True)
    cutting.filter(job_id__in=list(ended)).update(state=TurfPlan.State.FAILED, failure=TurfPlan.Failure.CANCELLED)
    return len(job_ids)


def drafts(lines: Sequence[CityLine]) -> list[CityLine]:
    return [line for line in lines if line.stage == Stage.DRAFT and line.sums]


def publish_all(*, campaign: Campaign) -> Published:
    """Every draft, each for itself: one that cannot be published holds up no other."""
    done, elsewhere, refused = 0, [], []
    for line in drafts(city_lines(campaign)):
        if line.plan is None:
            continue
        try:
            publish_plan(plan=line.plan)
        except PlannedElsewhere:
            elsewhere.append(line.neighbourhood.name)
        except DraftError:
            refused.append(line.neighbourhood.name)
        else:
            done += 1
    return Published(done, elsewhere, refused)
