from __future__ import annotations

import pytest

from canvass.core import jobs
from canvass.core.models import Job
from canvass.turf import recutting
from canvass.turf.cutting import CutCancelled, PlanGone
from canvass.turf.drafts import PlanBusy, revision
from canvass.turf.editing import set_locked, split_turf
from canvass.turf.history import Change, undo
from canvass.turf.models import TurfPlan
from canvass.turf.publishing import publish_plan
from canvass.turf.recutting import AllLocked, recut, start_recut
from tests.canvass.turf.drafting import assert_sound, make_draft, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db):
    return make_draft()


@pytest.fixture
def by_job(monkeypatch):
    monkeypatch.setattr(recutting, "INLINE_DOORS", 10)


def test_locked_turf_stays_and_the_rest_is_divided_again(plan):
    turf = plan.turfs.all()[1]
    set_locked(turf=turf, locked=True)
    kept = next(row for row in state_of(plan) if row[0] == turf.pk)
    change = start_recut(plan=plan)
    assert isinstance(change, Change)
    assert 2 not in change.after
    assert kept in state_of(plan)
    assert_sound(plan)


def test_with_everything_locked_there_is_nothing_to_divide(plan):
    plan.turfs.update(locked=True)
    with pytest.raises(AllLocked):
        start_recut(plan=plan)


def test_many_doors_are_left_to_a_job_and_the_draft_waits(plan, by_job):
    before = state_of(plan)
    job = start_recut(plan=plan)
    assert isinstance(job, Job)
    assert state_of(plan) == before
    for change in (
        lambda: split_turf(turf=plan.turfs.first()),
        lambda: undo(plan=plan),
        lambda: start_recut(plan=plan),
        lambda: publish_plan(plan=plan),
    ):
        with pytest.raises(PlanBusy):
            change()
    assert recut(plan_id=plan.pk, at=job.payload["at"]) == plan.turfs.count()
    assert_sound(plan)
    Job.objects.update(state="done")
    undo(plan=plan)
    assert state_of(plan) == before


def test_a_job_that_runs_twice_divides_once(plan, by_job):
    at = start_recut(plan=plan).payload["at"]
    turfs = recut(plan_id=plan.pk, at=at)
    after = state_of(plan)
    assert recut(plan_id=plan.pk, at=at) == turfs
    assert state_of(plan) == after


def test_a_job_that_is_stopped_changes_nothing(plan):
    before = state_of(plan)
    with pytest.raises(CutCancelled):
        recut(plan_id=plan.pk, at=revision(plan), cancelled=lambda: True)
    assert state_of(plan) == before


def test_a_draft_thrown_away_meanwhile_is_gone(plan):
    at = revision(plan)
    TurfPlan.objects.all().delete()
    with pytest.raises(PlanGone):
        recut(plan_id=plan.pk, at=at)


@pytest.mark.django_db(transaction=True)
def test_a_worker_divides_the_rest(by_job):
    plan = make_draft()
    job = start_recut(plan=plan)
    assert jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"plan": plan.pk, "turfs": plan.turfs.count()})
    assert TurfPlan.objects.get().edits_done == 1
