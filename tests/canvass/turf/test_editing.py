from __future__ import annotations

import pytest

from canvass.turf.drafts import EditedMeanwhile, NotADraft, revision
from canvass.turf.editing import (
    TooFewDoors,
    TurfGone,
    TurfLocked,
    join_turfs,
    move_faces,
    rename_turf,
    set_locked,
    split_turf,
)
from canvass.turf.models import PlanEdit, Stop, TurfPlan
from canvass.turf.publishing import publish_plan
from tests.canvass.turf.drafting import assert_sound, make_draft, state_of
from tests.factories_turf import make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db):
    return make_draft()


def faces_of(turf):
    return list(turf.stops.values_list("address__segment", "address__side").distinct().order_by("address__segment"))


def doors_of(turf):
    return set(turf.stops.values_list("address_id", flat=True))


def test_a_turf_splits_into_two_halves_and_the_first_keeps_its_number(plan):
    turf, turfs = plan.turfs.first(), plan.turfs.count()
    doors, first_door = doors_of(turf), turf.stops.first().address_id
    change = split_turf(turf=turf)
    assert (change.before, change.after) == ((1,), (1, turfs + 1))
    halves = [plan.turfs.get(number=number) for number in change.after]
    assert set.union(*map(doors_of, halves)) == doors
    assert first_door in doors_of(halves[0])
    assert halves[0].pk == turf.pk
    assert max(half.minutes for half in halves) < 0.7 * turf.minutes
    assert_sound(plan)


def test_two_turfs_become_one_under_the_first_number(plan):
    one, other = plan.turfs.all()[:2]
    doors = doors_of(one) | doors_of(other)
    change = join_turfs(turf=one, other_id=other.pk)
    assert (change.before, change.after, change.gone) == ((1, 2), (1,), (other.pk,))
    assert doors_of(one) == doors
    one.refresh_from_db()
    assert one.minutes > 60
    assert_sound(plan)


def test_a_street_side_changes_turf_and_both_are_walked_anew(plan):
    one, other = plan.turfs.all()[:2]
    segment, side = faces_of(one)[0]
    moving = set(one.stops.filter(address__segment=segment, address__side=side).values_list("address_id", flat=True))
    change = move_faces(turf=one, faces=[(segment, side)], to_id=other.pk)
    assert change.after == (1, 2)
    assert moving <= doors_of(other)
    assert moving.isdisjoint(doors_of(one))
    was = one.minutes
    one.refresh_from_db()
    assert one.minutes < was
    assert_sound(plan)


def test_no_turf_is_left_without_doors(plan):
    one, other = plan.turfs.all()[:2]
    with pytest.raises(TooFewDoors):
        move_faces(turf=one, faces=faces_of(one), to_id=other.pk)
    assert not PlanEdit.objects.exists()


def test_one_door_cannot_be_split():
    plan = make_draft(town=make_town(columns=1, rows=0, doors=1))
    turf = plan.turfs.first()
    if turf.door_count == 2:
        split_turf(turf=turf)
        turf.refresh_from_db()
    with pytest.raises(TooFewDoors):
        split_turf(turf=turf)


def test_what_is_not_there_is_refused(plan):
    one, other = plan.turfs.all()[:2]
    elsewhere = make_draft(town=make_town(columns=1, rows=1)).turfs.first()
    with pytest.raises(TurfGone):
        join_turfs(turf=one, other_id=one.pk)
    with pytest.raises(TurfGone):
        join_turfs(turf=one, other_id=elsewhere.pk)
    with pytest.raises(TurfGone):
        move_faces(turf=one, faces=[(0, 1)], to_id=other.pk)
    with pytest.raises(TurfGone):
        move_faces(turf=one, faces=faces_of(one)[:1], to_id=elsewhere.pk)


def test_a_locked_turf_stays_as_it_is(plan):
    one, other = plan.turfs.all()[:2]
    set_locked(turf=one, locked=True)
    for change in (
        lambda: split_turf(turf=one),
        lambda: join_turfs(turf=other, other_id=one.pk),
        lambda: move_faces(turf=other, faces=faces_of(other)[:1], to_id=one.pk),
    ):
        with pytest.raises(TurfLocked):
            change()
    set_locked(turf=one, locked=False)
    split_turf(turf=one)


def test_published_turf_is_not_edited(plan):
    turf = plan.turfs.first()
    publish_plan(plan=plan)
    before = state_of(plan)
    for change in (lambda: split_turf(turf=turf), lambda: set_locked(turf=turf, locked=True)):
        with pytest.raises(NotADraft):
            change()
    assert state_of(plan) == before


def test_who_looked_at_an_older_draft_is_told(plan):
    one = plan.turfs.first()
    seen = revision(plan)
    split_turf(turf=one, at=seen)
    with pytest.raises(EditedMeanwhile):
        split_turf(turf=one, at=seen)
    assert TurfPlan.objects.get(pk=plan.pk).edits_done == 1


def test_a_name_that_somebody_chose_outlives_later_edits(plan):
    one, other = plan.turfs.all()[:2]
    rename_turf(turf=one, name="Round the church")
    move_faces(turf=one, faces=faces_of(one)[:1], to_id=other.pk)
    split_turf(turf=one)
    one.refresh_from_db()
    assert one.name == "Round the church"
    assert_sound(plan)


def test_a_turf_that_keeps_its_streets_keeps_its_name(plan):
    one, other = plan.turfs.all()[:2]
    segment, side = faces_of(other)[-1]
    was = one.name
    move_faces(turf=other, faces=[(segment, side)], to_id=one.pk)
    one.refresh_from_db()
    streets = set(one.stops.values_list("address__street", flat=True))
    assert one.name == was or any(street in one.name for street in streets)


def test_the_ground_of_a_changed_turf_runs_over_no_other(plan):
    change = split_turf(turf=plan.turfs.first())
    grounds = {turf.number: turf.outline for turf in plan.turfs.all()}
    for number in change.after:
        for other, ground in grounds.items():
            if other != number:
                assert grounds[number].intersection(ground).area < 1e-10


def test_doors_of_one_entrance_can_be_split():
    town = make_town(columns=1, rows=0, doors=4)
    town.addresses.update(offset_m=20, side=1)
    plan = make_draft(town=town)
    split_turf(turf=plan.turfs.first())
    assert Stop.objects.filter(plan=plan).count() == 8
    assert plan.turfs.count() == 2
