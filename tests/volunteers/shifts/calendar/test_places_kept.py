"""Nobody beyond the places but by a coordinator's own act; whoever waits longest is next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import make_shift, make_user
from volunteers.people.models import Message
from volunteers.shifts import planning, signups
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import Shift, SignUp

pytestmark = pytest.mark.django_db
TERMS = {"meeting_place": "Buurthuis", "safety_phone": "0612345678"}


@pytest.fixture
def shift():
    return make_shift(starts_at=timezone.now() + timedelta(days=3), places=2)


def join(shift, count=1):
    return [signups.sign_up(shift=shift, volunteer=make_user(), now=timezone.now()) for _ in range(count)]


def states(rows):
    found = dict(SignUp.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "state"))
    return [found.get(row.pk) for row in rows]


def test_who_comes_too_late_waits(shift):
    assert [row.state for row in join(shift, 4)] == ["going", "going", "waiting", "waiting"]


def test_a_place_that_comes_free_goes_to_who_waits_longest_and_they_are_told(shift):
    rows = join(shift, 4)
    signups.cancel_sign_up(shift=shift, volunteer=rows[0].volunteer)
    assert states(rows) == ["cancelled", "going", "going", "waiting"]
    told = Message.objects.filter(kind="place-free")
    assert [message.recipient for message in told] == [rows[2].volunteer]
    assert "/shifts/links/leave/" in told.get().body_text


def test_leaving_the_waiting_list_frees_no_place(shift):
    rows = join(shift, 4)
    signups.cancel_sign_up(shift=shift, volunteer=rows[2].volunteer)
    assert states(rows) == ["going", "going", "cancelled", "waiting"]


def test_who_signs_up_anew_waits_at_the_end(shift):
    rows = join(shift, 4)
    signups.cancel_sign_up(shift=shift, volunteer=rows[2].volunteer)
    again = signups.sign_up(shift=shift, volunteer=rows[2].volunteer, now=timezone.now())
    signups.cancel_sign_up(shift=shift, volunteer=rows[0].volunteer)
    assert states([rows[3], again]) == ["going", "waiting"]


def test_more_places_go_to_who_waits_in_order(shift):
    rows = join(shift, 5)
    planning.change_shift(shift=shift, starts_at=shift.starts_at, ends_at=shift.ends_at, places=4, **TERMS)
    assert states(rows) == ["going"] * 4 + ["waiting"]


def test_a_shift_that_has_begun_promotes_nobody(shift):
    rows = join(shift, 3)
    Shift.objects.filter(pk=shift.pk).update(starts_at=timezone.now() - timedelta(minutes=1))
    signups.cancel_sign_up(shift=shift, volunteer=rows[0].volunteer)
    assert states(rows) == ["cancelled", "going", "waiting"]


def test_fewer_places_than_people_is_refused_by_the_verb_and_by_the_database(shift):
    join(shift, 2)
    with pytest.raises(ShiftError, match="2"):
        planning.change_shift(shift=shift, starts_at=shift.starts_at, ends_at=shift.ends_at, places=1, **TERMS)
    with pytest.raises(IntegrityError, match="2 people for 1 places"), transaction.atomic():
        Shift.objects.filter(pk=shift.pk).update(places=1)


def test_the_database_refuses_one_too_many_by_any_way(shift):
    rows = join(shift, 3)
    with pytest.raises(IntegrityError, match="has 2 places"), transaction.atomic():
        SignUp.objects.create(shift=shift, volunteer=make_user())
    with pytest.raises(IntegrityError, match="has 2 places"), transaction.atomic():
        SignUp.objects.filter(pk=rows[2].pk).update(state="going")
    with pytest.raises(IntegrityError, match="has 2 places"), transaction.atomic():
        SignUp.objects.bulk_create([SignUp(shift=shift, volunteer=make_user())])


def test_a_coordinator_adds_somebody_beyond_the_places_and_nobody_else_follows(shift):
    rows = join(shift, 3)
    extra = signups.add_person(shift=shift, volunteer=make_user(), now=timezone.now())
    assert (extra.state, extra.beyond_places) == ("going", True)
    # Three go for two places: a first cancelling brings it back to two, and the one who waits waits on.
    signups.cancel_sign_up(shift=shift, volunteer=rows[0].volunteer)
    assert states(rows) == ["cancelled", "going", "waiting"]


def test_a_coordinator_takes_somebody_off_the_waiting_list(shift):
    rows = join(shift, 3)
    taken = signups.add_person(shift=shift, volunteer=rows[2].volunteer, now=timezone.now())
    assert taken.beyond_places
    assert Message.objects.get(kind="place-free").recipient == rows[2].volunteer


def test_with_a_place_left_nobody_is_beyond(shift):
    assert not signups.add_person(shift=shift, volunteer=make_user(), now=timezone.now()).beyond_places


def test_cancelling_tells_who_goes_and_who_waits_and_nobody_else(shift):
    rows = join(shift, 4)
    signups.cancel_sign_up(shift=shift, volunteer=rows[3].volunteer)
    planning.cancel_shift(shift=shift, by=make_user(), reason="Storm")
    told = Message.objects.filter(kind="shift-cancelled")
    assert {message.recipient for message in told} == {row.volunteer for row in rows[:3]}
    assert all("Storm" in message.body_text for message in told)


def test_a_move_is_told_once_with_the_old_time_and_a_new_name_of_the_phone_is_not(shift):
    [row] = join(shift, 1)
    planning.change_shift(
        shift=shift, starts_at=shift.starts_at, ends_at=shift.ends_at, places=2, **TERMS | {"safety_phone": "112"}
    )
    assert not Message.objects.filter(kind="shift-moved").exists()
    for hours in (1, 2):
        later = timedelta(hours=hours)
        planning.change_shift(
            shift=shift, starts_at=shift.starts_at + later, ends_at=shift.ends_at + later, places=2, **TERMS
        )
    # The second move takes the place of the first, which was not sent yet.
    assert Message.objects.get(kind="shift-moved").recipient == row.volunteer
