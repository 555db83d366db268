"""Dividing the rest of a draft again: every door that is not in a locked turf."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet, Sum

from canvass.core.jobs import enqueue
from canvass.core.models import Job
from canvass.routing.errors import PlanCancelled
from canvass.turf.asking import planning_request
from canvass.turf.cutting import CutCancelled, PlanGone
from canvass.turf.drafts import RECUT, DraftError, EditedMeanwhile, NotADraft, locked_draft, revision
from canvass.turf.history import Change, record
from canvass.turf.models import PlanEdit, Turf, TurfPlan
from canvass.turf.snapshots import TurfCopy, copies
from canvass.turf.streets import Projection
from canvass.turf.walking import addresses_by_id, many_walks, turf_copies

# More doors than this are divided by a worker: a web process may not keep others waiting for a second.
INLINE_DOORS = 300
KICKS = 20_000
# A hundred doors one tries at once; beyond that the answer of a page would take long.
INLINE_KICKS = 4_000


class AllLocked(DraftError):
    """Every turf is locked: nothing is left to divide."""


@transaction.atomic
def start_recut(*, plan: TurfPlan, at: str | None = None, owner_id: int | None = None) -> Change | Job:
    """A few doors are divided at once, many by a job; the draft waits for it meanwhile."""
    held = locked_draft(plan.pk, at=at)
    doors = _unlocked(held).aggregate(doors=Sum("door_count"))["doors"]
    if not doors:
        raise AllLocked
    if doors <= INLINE_DOORS:
        return _store(held, _walks(held, kicks=INLINE_KICKS))
    job = enqueue(
        kind=RECUT,
        key=f"{RECUT}:{uuid4()}",
        payload={"plan": held.pk, "at": revision(held)},
        owner_id=owner_id,
        organisation_id=held.campaign.organisation_id,
    )
    held.job_id = job.pk
    held.save(update_fields=["job_id"])
    return job


def recut(
    *,
    plan_id: int,
    at: str,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """The job's work; the number of turfs. The long part holds no lock: a busy draft is not edited anyway.

    Safe to run again after a crash: a draft that is not as it was has been divided already.
    """
    plan = TurfPlan.objects.select_related("campaign", "neighbourhood").filter(pk=plan_id).first()
    if plan is None or plan.state != TurfPlan.State.DRAFT:
        raise PlanGone
    if revision(plan) == at:
        try:
            after = _walks(plan, kicks=KICKS, progress=progress, cancelled=cancelled)
        except PlanCancelled:
            raise CutCancelled from None
        try:
            with transaction.atomic():
                _store(locked_draft(plan_id, at=at, by_job=True), after)
        except (NotADraft, EditedMeanwhile):
            raise PlanGone from None
    return plan.turfs.count()


def _unlocked(plan: TurfPlan) -> QuerySet[Turf]:
    return Turf.objects.filter(plan=plan, locked=False)


def _walks(
    plan: TurfPlan,
    *,
    kicks: int,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[list[TurfCopy], list[TurfCopy]]:
    """The open turfs as they are, and the turfs that their doors make."""
    before = copies(_unlocked(plan))
    doors = addresses_by_id(pk for copy in before for pk in copy.addresses)
    projection = Projection.of(plan.neighbourhood)
    request = planning_request(plan, list(doors.values()), projection, iterations=kicks)
    planned = many_walks(request, progress, cancelled)
    held = set(Turf.objects.filter(plan=plan, locked=True).values_list("number", flat=True))
    numbers = (number for number in count(1) if number not in held)
    keeping = [(None, next(numbers)) for _ in planned]
    after = turf_copies(plan, planned, doors, projection, instead_of=before, keeping=keeping)
    return before, after


def _store(plan: TurfPlan, walks: tuple[list[TurfCopy], list[TurfCopy]]) -> Change:
    before, after = walks
    return record(plan, PlanEdit.Kind.RECUT, before=before, after=after)
