"""One undo for the last act, whatever it was; what changed since stays as it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.volunteers.shifts.evening.conftest import duo_names
from volunteers.shifts import duos, presence
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.evening.undo import picture, recorded, take_back_last
from volunteers.shifts.evening.walk_ins import come_along
from volunteers.shifts.models import Assignment, Guest, RollCallAct

Deed = RollCallAct.Deed


def tick_all(evening):
    presence.everyone_present(shift=evening.shift, now=evening.now)


def make_duos_anew(evening):
    first = evening.people[0]
    duos.move_to_duo(shift=evening.shift, who=f"v{first.pk}", duo=evening.duos[2])
    duos.move_to_duo(shift=evening.shift, who=f"v{evening.people[1].pk}", duo=None)


def give_turf(evening):
    duos.take_back(assignment=Assignment.objects.get(duo=evening.duos[0]), now=evening.now)
    duos.hand_out(duo=evening.duos[0], turf=evening.spare)


def take_turf(evening):
    duos.take_back(assignment=Assignment.objects.get(duo=evening.duos[1]), now=evening.now)


def leave(evening):
    duos.leave_duo(shift=evening.shift, who=f"v{evening.people[3].pk}")


@pytest.mark.parametrize("deed", [tick_all, make_duos_anew, take_turf, leave])
def test_any_deed_is_taken_back_to_what_was_before(evening, deed):
    before = picture(evening.shift)
    with recorded(shift=evening.shift, deed=Deed.MOVED, now=evening.now):
        deed(evening)
    assert picture(evening.shift) != before
    assert take_back_last(shift=evening.shift, now=evening.now) == 0
    assert picture(evening.shift) == before
    with pytest.raises(ShiftError):
        take_back_last(shift=evening.shift, now=evening.now)


def test_a_turf_given_for_another_goes_back_and_the_first_is_there_again(evening):
    with recorded(shift=evening.shift, deed=Deed.HANDED_OUT, now=evening.now):
        give_turf(evening)
    take_back_last(shift=evening.shift, now=evening.now)
    assert Assignment.objects.get(duo=evening.duos[0], returned_at=None).turf == evening.turfs[0]


def test_a_turf_that_somebody_took_meanwhile_stays_theirs(evening):
    with recorded(shift=evening.shift, deed=Deed.TAKEN_BACK, now=evening.now):
        take_turf(evening)
    other = Assignment.objects.get(duo=evening.duos[0])
    duos.take_another(assignment=other, turf=evening.turfs[1], now=evening.now)
    take_back_last(shift=evening.shift, now=evening.now)
    assert not Assignment.objects.filter(duo=evening.duos[1], returned_at=None).exists()
    assert Assignment.objects.get(duo=evening.duos[0], returned_at=None).turf == evening.turfs[1]


def test_who_changed_since_stays_and_is_counted(evening):
    tick_all(evening)
    presence.check_out(
        shift=evening.shift, volunteer=evening.people[0], now=evening.now + timedelta(minutes=1)
    )  # fmt: skip
    assert take_back_last(shift=evening.shift, now=evening.now) == 1
    came = [key for key, fact in picture(evening.shift).items() if key.startswith("here:") and fact[0]]
    assert came == [f"here:v{evening.people[0].pk}"]


def test_a_guest_who_came_in_goes_with_the_undo(evening):
    come_along(shift=evening.shift, name="Mo", observes=False, now=evening.now)
    take_back_last(shift=evening.shift, now=evening.now)
    assert not Guest.objects.exists()


def test_a_deed_that_fails_or_changes_nothing_hides_none(evening):
    tick_all(evening)
    with pytest.raises(ShiftError), recorded(shift=evening.shift, deed=Deed.MOVED, now=evening.now):
        duos.hand_out(duo=evening.duos[0], turf=evening.spare)
    tick_all(evening)
    assert RollCallAct.objects.get(shift=evening.shift).deed == Deed.PRESENT


def test_moves_name_nobody(evening):
    with recorded(shift=evening.shift, deed=Deed.MOVED, now=evening.now):
        make_duos_anew(evening)
    assert duo_names(evening.shift)[4] == {f"v{evening.people[1].pk}"}
    assert not any(person.name in str(RollCallAct.objects.get().changes) for person in evening.people)
