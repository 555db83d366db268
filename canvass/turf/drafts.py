"""A draft, held still while one change is made to it; and why a change may be refused."""

from __future__ import annotations

from canvass.core.models import Job
from canvass.turf.models import PlanEdit, TurfPlan

# The kind of job that divides a draft again; a finished cut's own job may still be winding up.
RECUT = "recut-turf"


class DraftError(Exception):
    """A change to a plan that cannot be made; the plan is as it was."""


class NotADraft(DraftError):
    """Published turf never changes; cut a new version instead."""


class EditedMeanwhile(DraftError):
    """Somebody else changed the draft after this page was made."""


class Superseded(DraftError):
    """A newer version took this draft's place; it is only kept to compare with."""


class PlanBusy(DraftError):
    """The rest of the draft is being divided again by a job."""


def job_of(plan: TurfPlan) -> Job | None:
    return Job.objects.filter(pk=plan.job_id).first() if plan.job_id else None


def is_busy(plan: TurfPlan) -> bool:
    job = job_of(plan)
    return job is not None and job.kind == RECUT and not job.is_final


def revision(plan: TurfPlan) -> str:
    """Names the draft as it is now. Going back to where one was gives the same word again."""
    last = None
    if plan.edits_done:
        last = PlanEdit.objects.filter(plan=plan, position=plan.edits_done).values_list("pk", flat=True).first()
    return f"{plan.pk}.{plan.edits_done}.{last or 0}"


def locked_draft(plan_id: int, *, at: str | None = None, by_job: bool = False) -> TurfPlan:
    """The plan, its row locked, so that changes come one after another.

    `at` is the revision that the person looked at; None takes the draft as it is.
    """
    plan = (
        TurfPlan.objects.select_for_update(of=("self",))
        .select_related("campaign", "neighbourhood")
        .filter(pk=plan_id)
        .first()
    )
    if plan is None or plan.state != TurfPlan.State.DRAFT:
        raise NotADraft
    newer = TurfPlan.objects.filter(
        campaign=plan.campaign_id, neighbourhood=plan.neighbourhood_id, version__gt=plan.version
    )
    if newer.filter(state__in=[TurfPlan.State.DRAFT, TurfPlan.State.PUBLISHED]).exists():
        raise Superseded
    if not by_job and is_busy(plan):
        raise PlanBusy
    if at is not None and at != revision(plan):
        raise EditedMeanwhile
    return plan
