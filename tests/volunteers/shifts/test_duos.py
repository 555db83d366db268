from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import make_campaign, make_shift, make_turf, make_user
from volunteers.shifts import duos, signups
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import Assignment, DuoMember, SignUp

pytestmark = pytest.mark.django_db


@pytest.fixture
def shift():
    return make_shift(campaign=make_campaign())


def join(shift, people):
    return [SignUp.objects.create(shift=shift, volunteer=make_user()).volunteer for _ in range(people)]


@pytest.mark.parametrize(("people", "sizes"), [(2, [2]), (3, [3]), (4, [2, 2]), (7, [2, 2, 3])])
def test_everybody_lands_in_exactly_one_duo(shift, people, sizes):
    join(shift, people)
    duos.suggest_duos(shift=shift)
    assert sorted(duo.members.count() for duo in shift.duos.all()) == sizes


def test_one_person_alone_is_no_duo(shift):
    join(shift, 1)
    with pytest.raises(ShiftError):
        duos.suggest_duos(shift=shift)


def test_moving_leaves_no_empty_duo_behind(shift):
    anna, bram, chris = join(shift, 3)
    first = duos.move_to_duo(shift=shift, who=f"v{anna.pk}", duo=None)
    second = duos.move_to_duo(shift=shift, who=f"v{bram.pk}", duo=None)
    duos.move_to_duo(shift=shift, who=f"v{bram.pk}", duo=first)
    assert list(shift.duos.all()) == [first] != [second]
    assert {m.volunteer for m in first.members.all()} == {anna, bram}
    assert chris not in {m.volunteer for m in first.members.all()}


def test_the_database_holds_one_duo_per_volunteer(shift):
    [anna] = join(shift, 1)
    duo = duos.move_to_duo(shift=shift, who=f"v{anna.pk}", duo=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        DuoMember.objects.create(duo=duo, shift=shift, volunteer=anna)


def test_a_duo_has_one_turf_at_a_time(shift):
    join(shift, 2)
    [duo] = duos.suggest_duos(shift=shift)
    turf = make_turf(campaign=shift.campaign)
    assignment = duos.hand_out(duo=duo, turf=turf)
    with pytest.raises(ShiftError):
        duos.hand_out(duo=duo, turf=turf)
    duos.take_back(assignment=assignment, now=timezone.now())
    duos.hand_out(duo=duo, turf=turf)
    assert Assignment.objects.filter(returned_at=None).count() == 1


@pytest.mark.parametrize("other", ["draft", "foreign"])
def test_only_published_turfs_of_the_campaign_are_handed_out(shift, other):
    join(shift, 2)
    [duo] = duos.suggest_duos(shift=shift)
    turf = make_turf(campaign=shift.campaign, state="draft") if other == "draft" else make_turf()
    with pytest.raises(ShiftError):
        duos.hand_out(duo=duo, turf=turf)


def test_the_last_place_is_the_last(shift):
    shift.places = 2
    shift.save()
    join(shift, 2)
    late = signups.sign_up(shift=shift, volunteer=make_user(), now=timezone.now())
    assert late.state == SignUp.State.WAITING
