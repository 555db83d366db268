"""The cut as a job of the outbox: its row's progress and cancel, handed to ``cutting``."""

from __future__ import annotations

from typing import Any

from canvass.core.jobs import JobCancelled, JobRun
from canvass.core.models import Job
from canvass.turf.cutting import CutCancelled, NothingToCut, PlanGone, cut_turf, fail_plan
from canvass.turf.models import TurfPlan

# Progress is a share; the job row counts whole units.
UNITS = 1000


def cut_turf_job(run: JobRun) -> dict[str, Any]:
    plan_id = int(run.payload["plan"])
    try:
        turfs = cut_turf(
            plan_id=plan_id,
            progress=lambda share: run.progress(int(UNITS * share), UNITS),
            cancelled=run.cancelled.is_set,
        )
    except (CutCancelled, JobCancelled):
        fail_plan(plan_id=plan_id, failure=TurfPlan.Failure.CANCELLED)
        raise JobCancelled from None
    except (NothingToCut, PlanGone):
        raise
    except Exception:
        # The job tries again by itself; the plan is given up with the last attempt.
        if run.attempt >= Job.MAX_ATTEMPTS:
            fail_plan(plan_id=plan_id, failure=TurfPlan.Failure.ERROR)
        raise
    return {"plan": plan_id, "turfs": turfs}
