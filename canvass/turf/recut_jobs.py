"""Dividing the rest again as a job of the outbox."""

from __future__ import annotations

from typing import Any

from canvass.core.jobs import JobCancelled, JobRun
from canvass.turf.cutting import CutCancelled
from canvass.turf.jobs import UNITS
from canvass.turf.recutting import recut


def recut_turf_job(run: JobRun) -> dict[str, Any]:
    plan_id = int(run.payload["plan"])
    try:
        turfs = recut(
            plan_id=plan_id,
            at=str(run.payload["at"]),
            progress=lambda share: run.progress(int(UNITS * share), UNITS),
            cancelled=run.cancelled.is_set,
        )
    except CutCancelled:
        raise JobCancelled from None
    return {"plan": plan_id, "turfs": turfs}
