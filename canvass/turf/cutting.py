"""Cutting a neighbourhood into turfs: ask for it, do it, stop it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from canvass.campaigns.models import Campaign
from canvass.core.jobs import enqueue, request_cancel
from canvass.core.models import Job
from canvass.places.models import Neighbourhood
from canvass.routing.errors import PlanCancelled
from canvass.routing.model import CutPlan, CutRequest
from canvass.turf.asking import planning_request
from canvass.turf.doors import LeftOut, plannable_doors
from canvass.turf.drafts import job_of
from canvass.turf.models import TurfPlan
from canvass.turf.numbers import snapshot
from canvass.turf.storing import store_cut
from canvass.turf.streets import Projection

KIND = "cut-turf"


class CutCancelled(Exception):
    """Somebody stopped the cut; nothing was stored."""


class NothingToCut(Exception):
    """No door is left that a street leads to."""

    final = True


class PlanGone(Exception):
    """The plan was discarded, or is no longer being cut."""

    final = True


@transaction.atomic
def start_cut(
    *,
    campaign: Campaign,
    neighbourhood: Neighbourhood,
    budget_minutes: int,
    open_percent: int,
    profile: str = TurfPlan.Profile.FOOT,
    start: Point | None = None,
    duos: int | None = None,
    only_again: bool = False,
    day_part: str = "",
    owner_id: int | None = None,
    seed: int | None = None,
) -> TurfPlan:
    """A new version, and the job that cuts it. Asking again while one is being cut gives that one."""
    plan = new_plan(
        campaign=campaign,
        neighbourhood=neighbourhood,
        budget_minutes=budget_minutes,
        open_percent=open_percent,
        profile=profile,
        start=start,
        duos=duos,
        only_again=only_again,
        day_part=day_part,
        seed=seed,
    )
    if plan.job_id is None:
        job = enqueue(
            kind=KIND,
            key=f"{KIND}:{plan.pk}",
            payload={"plan": plan.pk},
            owner_id=owner_id,
            organisation_id=campaign.organisation_id,
        )
        plan.job_id = job.pk
        plan.save(update_fields=["job_id"])
    return plan


@transaction.atomic
def new_plan(
    *,
    campaign: Campaign,
    neighbourhood: Neighbourhood,
    budget_minutes: int,
    open_percent: int,
    profile: str = TurfPlan.Profile.FOOT,
    start: Point | None = None,
    duos: int | None = None,
    only_again: bool = False,
    day_part: str = "",
    seed: int | None = None,
) -> TurfPlan:
    # The campaign's row is the queue: two coordinators who press at once get one plan.
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    plans = TurfPlan.objects.filter(campaign=campaign, neighbourhood=neighbourhood)
    running = plans.filter(state=TurfPlan.State.CUTTING).first()
    if running is not None and not _is_dead(running):
        return running
    if running is not None:
        fail_plan(plan_id=running.pk, failure=TurfPlan.Failure.ERROR)
    version = (plans.aggregate(last=Max("version"))["last"] or 0) + 1
    return TurfPlan.objects.create(
        campaign=campaign,
        neighbourhood=neighbourhood,
        version=version,
        budget_minutes=budget_minutes,
        numbers=snapshot(campaign.planning_numbers, open_percent=open_percent, duos=duos),
        profile=profile,
        start=start,
        only_again=only_again,
        day_part=day_part,
        # Another version is another try, and the same version is the same try.
        seed=version if seed is None else seed,
    )


def _is_dead(plan: TurfPlan) -> bool:
    """Its job ended without telling the plan, or there never was one (a command that was killed)."""
    job = job_of(plan)
    return job is None or job.is_final


def cut_turf(
    *,
    plan_id: int,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Plan the walks and store them; the number of turfs. Safe to run again after a crash.

    The long part holds no transaction and no lock: doors may change meanwhile, a plan is a plan.
    """
    plan = TurfPlan.objects.select_related("campaign", "neighbourhood").filter(pk=plan_id).first()
    if plan is None or plan.state not in (TurfPlan.State.CUTTING, TurfPlan.State.DRAFT):
        raise PlanGone
    if plan.state == TurfPlan.State.DRAFT:
        return plan.turfs.count()
    found = plannable_doors(
        campaign=plan.campaign,
        neighbourhood=plan.neighbourhood,
        today=timezone.localdate(),
        only_again=plan.only_again,
        day_part=plan.day_part,
    )
    projection = Projection.of(plan.neighbourhood)
    result = _cut(plan, planning_request(plan, found.addresses, projection), progress, cancelled)
    walked = {stop.door for turf in result.turfs for stop in turf.stops}
    reasons = {address.pk: LeftOut.NO_SEGMENT.value for address in found.addresses if address.pk not in walked}
    reasons |= result.left_out_reasons
    counted = replace(found, left_out=Counter(found.left_out) + Counter(reasons.values()))
    if not store_cut(
        plan_id=plan.pk, found=counted, turfs=result.turfs, unrouted=sorted(reasons), projection=projection
    ):
        raise PlanGone
    return len(result.turfs)


def _cut(
    plan: TurfPlan,
    request: CutRequest,
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
) -> CutPlan:
    # numba and scipy cost a second and 100 MB: only the process that cuts pays for them.
    from canvass.routing.plan import cut

    try:
        result = cut(request, progress=progress, cancelled=cancelled) if request.doors else None
    except PlanCancelled:
        fail_plan(plan_id=plan.pk, failure=TurfPlan.Failure.CANCELLED)
        raise CutCancelled from None
    if result is None or not result.turfs:
        fail_plan(plan_id=plan.pk, failure=TurfPlan.Failure.NO_DOORS)
        raise NothingToCut
    return result


@transaction.atomic
def cancel_cut(*, plan: TurfPlan) -> None:
    """A waiting cut ends at once, a running one at its worker's next look."""
    if plan.job_id is None:
        return
    request_cancel(job_id=plan.job_id)
    if Job.objects.filter(pk=plan.job_id, state=Job.State.CANCELLED).exists():
        fail_plan(plan_id=plan.pk, failure=TurfPlan.Failure.CANCELLED)


@transaction.atomic
def fail_plan(*, plan_id: int, failure: TurfPlan.Failure) -> None:
    TurfPlan.objects.filter(pk=plan_id, state=TurfPlan.State.CUTTING).update(
        state=TurfPlan.State.FAILED, failure=failure
    )
