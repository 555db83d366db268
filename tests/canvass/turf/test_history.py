from __future__ import annotations

import pytest
from django.utils.translation import override

from canvass.turf.drafts import EditedMeanwhile, revision
from canvass.turf.editing import join_turfs, move_faces, rename_turf, set_locked, split_turf
from canvass.turf.history import NothingToUndo, redo, steps, undo
from canvass.turf.models import PlanEdit, TurfPlan
from canvass.turf.recutting import start_recut
from tests.canvass.turf.drafting import assert_sound, make_draft, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db):
    return make_draft()


def every_edit(plan):
    """One of each kind, in turn."""
    yield lambda: split_turf(turf=plan.turfs.first())
    yield lambda: join_turfs(turf=plan.turfs.all()[1], other_id=plan.turfs.all()[2].pk)
    yield lambda: set_locked(turf=plan.turfs.first(), locked=True)
    yield lambda: rename_turf(turf=plan.turfs.last(), name="Round the church")
    yield lambda: start_recut(plan=plan)
    yield lambda: set_locked(turf=plan.turfs.first(), locked=False)

    def move():
        one, other = plan.turfs.all()[:2]
        stop = one.stops.select_related("address").last()
        move_faces(turf=one, faces=[(stop.address.segment_id, stop.address.side)], to_id=other.pk)

    yield move


def test_every_edit_is_undone_to_the_letter_and_done_again(plan):
    states = [state_of(plan)]
    for edit in every_edit(plan):
        edit()
        assert_sound(plan)
        states.append(state_of(plan))
    assert len({str(state) for state in states}) == len(states)
    for state in reversed(states[:-1]):
        assert undo(plan=plan).undone
        assert state_of(plan) == state
    with pytest.raises(NothingToUndo):
        undo(plan=plan)
    for state in states[1:]:
        assert redo(plan=plan).redone
        assert state_of(plan) == state
    with pytest.raises(NothingToUndo):
        redo(plan=plan)


def test_a_new_edit_drops_what_was_undone(plan):
    turf = plan.turfs.first()
    rename_turf(turf=turf, name="One")
    rename_turf(turf=turf, name="Two")
    undo(plan=plan)
    rename_turf(turf=turf, name="Three")
    assert list(PlanEdit.objects.values_list("position", flat=True)) == [1, 2]
    with pytest.raises(NothingToUndo):
        redo(plan=plan)
    undo(plan=plan)
    turf.refresh_from_db()
    assert turf.name == "One"


def test_going_back_gives_the_same_revision_and_another_edit_does_not(plan):
    turf = plan.turfs.first()
    first = revision(plan)

    def now():
        return revision(TurfPlan.objects.get(pk=plan.pk))

    rename_turf(turf=turf, name="One")
    one = now()
    undo(plan=plan, at=one)
    assert now() == first
    rename_turf(turf=turf, name="Two")
    assert now() not in (first, one)
    with pytest.raises(EditedMeanwhile):
        undo(plan=plan, at=one)


def test_the_buttons_know_what_they_would_do(plan):
    turf = plan.turfs.first()
    assert (steps(plan).undo, steps(plan).redo) == ("", "")
    split_turf(turf=turf)
    set_locked(turf=turf, locked=True)
    undo(plan=plan)
    plan.refresh_from_db()
    with override("en"):
        assert (steps(plan).undo, steps(plan).redo) == ("split in two", "locked")
