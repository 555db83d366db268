"""After no-shows: what changes is shown first, and is what happens; whole duos stay."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_user
from tests.volunteers.shifts.evening.conftest import duo_names, make_evening
from volunteers.shifts import presence
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.evening.rematching import carry_out, plan_rematch
from volunteers.shifts.evening.undo import picture, take_back_last
from volunteers.shifts.models import Assignment, DuoMember, Guest, SignUp
from volunteers.shifts.presence import Tick, Ticked


def come(evening, *places):
    people = Ticked(volunteers=[evening.people[i].pk for i in places])
    presence.tick(shift=evening.shift, deed=Tick.HERE, people=people, now=evening.now)


def keys(evening, *places):
    return {f"v{evening.people[i].pk}" for i in places}


def go(evening):
    carry_out(shift=evening.shift, fingerprint=plan_rematch(evening.shift).fingerprint, now=evening.now)


def test_two_left_alone_find_each_other_and_keep_one_turf(evening):
    come(evening, 0, 1, 2, 4)
    plan = plan_rematch(evening.shift)
    assert (plan.unchanged, [duo.number for duo in plan.changed], len(plan.absent)) == (1, [2], 2)
    assert plan.returned == [evening.turfs[2].name]
    go(evening)
    assert duo_names(evening.shift) == {1: keys(evening, 0, 1), 2: keys(evening, 2, 4)}
    assert not Assignment.objects.filter(duo=evening.duos[2], returned_at=None).exists()
    assert Assignment.objects.get(duo=evening.duos[1], returned_at=None).turf == evening.turfs[1]


def test_one_left_over_makes_a_trio(evening):
    come(evening, 0, 1, 2, 3, 4)
    go(evening)
    assert duo_names(evening.shift) == {1: keys(evening, 0, 1, 4), 2: keys(evening, 2, 3)}


def test_a_guest_walks_with_somebody_who_can_log_and_an_observer_is_no_half_of_a_duo(evening):
    come(evening, 0, 2, 3)
    guest = Guest.objects.create(shift=evening.shift, name="Mo", checked_in_at=evening.now)
    looker = Guest.objects.create(shift=evening.shift, name="Li", checked_in_at=evening.now, observes=True)
    go(evening)
    assert duo_names(evening.shift)[1] == {f"g{guest.pk}", f"g{looker.pk}"} | keys(evening, 0)
    looker.refresh_from_db()
    assert looker.observes


def test_guests_alone_wait_and_nobody_is_lost(evening):
    for name in ("Mo", "Li"):
        Guest.objects.create(shift=evening.shift, name=name, checked_in_at=evening.now)
    plan = plan_rematch(evening.shift)
    assert {person.name for person in plan.still_alone} == {"Li", "Mo"}
    assert plan.changed == []


def test_what_was_looked_at_is_what_happens(evening):
    come(evening, 0, 1, 2, 4)
    shown = plan_rematch(evening.shift).fingerprint
    come(evening, 5)
    with pytest.raises(ShiftError):
        carry_out(shift=evening.shift, fingerprint=shown, now=evening.now)
    assert len(duo_names(evening.shift)) == 3


def test_a_whole_evening_of_forty_after_twelve_stayed_away(db):
    evening = make_evening(people=40)
    come(evening, *(i for i in range(40) if i % 10 not in (0, 3, 7)))
    go(evening)
    sizes = [len(group) for group in duo_names(evening.shift).values()]
    assert sum(sizes) == 28
    assert set(sizes) == {2}
    assert DuoMember.objects.filter(shift=evening.shift).count() == 28


def test_the_page_shows_then_does_and_one_undo_takes_it_back(desk, evening):
    come(evening, 0, 1, 2, 4)
    before = picture(evening.shift)
    url = reverse("shifts:rematch", args=[evening.shift.pk])
    page = desk.get(url).content.decode()
    assert "1 duo changes" in page
    assert picture(evening.shift) == before
    desk.post(url, {"plan": plan_rematch(evening.shift).fingerprint})
    assert picture(evening.shift) != before
    take_back_last(shift=evening.shift, now=evening.now)
    assert picture(evening.shift) == before


def test_who_has_no_duo_yet_is_paired_too(evening):
    late = make_user()
    SignUp.objects.create(shift=evening.shift, volunteer=late, checked_in_at=evening.now)
    come(evening, 0)
    go(evening)
    assert duo_names(evening.shift)[1] == keys(evening, 0) | {f"v{late.pk}"}
