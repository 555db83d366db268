"""The roll call: ticks one by one and for everybody, one undo, and who is still out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from conversations.insight.closing import close_shift
from conversations.insight.opening import open_shift
from tests.factories import make_assignment, make_shift, make_user
from volunteers.shifts import presence
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.evening.undo import take_back_last
from volunteers.shifts.models import DuoMember, SignUp
from volunteers.shifts.roll_call import GRACE, has_roll_call, roll_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def shift():
    return make_assignment(members=3).duo.shift


@pytest.fixture
def people(shift):
    return [member.volunteer for member in DuoMember.objects.filter(shift=shift).order_by("pk")]


@pytest.fixture
def desk(client, shift):
    client.force_login(make_user(role="coordinator", organisation=shift.campaign.organisation))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def here(shift):
    return {p.volunteer.pk for p in roll_call(shift, now=timezone.now()).people if p.is_here}


def test_everyone_present_then_one_unticked(shift, people):
    assert presence.everyone_present(shift=shift, now=timezone.now()) == 3
    presence.tick(shift=shift, deed=presence.Tick.NOT_HERE, people=presence.Ticked.of(people[1]), now=timezone.now())
    assert here(shift) == {people[0].pk, people[2].pk}


def test_undo_takes_back_everybody_but_who_was_ticked_by_hand(shift, people):
    presence.check_in(shift=shift, volunteer=people[0], now=timezone.now() - timedelta(minutes=3))
    assert presence.everyone_present(shift=shift, now=timezone.now()) == 2
    take_back_last(shift=shift, now=timezone.now())
    assert here(shift) == {people[0].pk}
    with pytest.raises(ShiftError):
        take_back_last(shift=shift, now=timezone.now())


def test_there_is_one_undo_for_the_last_act_only(shift, people):
    presence.everyone_present(shift=shift, now=timezone.now())
    presence.everyone_back(shift=shift, now=timezone.now())
    take_back_last(shift=shift, now=timezone.now())
    assert here(shift) == {person.pk for person in people}
    assert roll_call(shift, now=timezone.now()).last_act is None


def test_an_act_that_touches_nobody_does_not_hide_the_one_before(shift):
    presence.everyone_present(shift=shift, now=timezone.now())
    assert presence.everyone_present(shift=shift, now=timezone.now()) == 0
    assert roll_call(shift, now=timezone.now()).last_act is not None


def test_who_was_checked_out_too_early_is_out_again(shift, people):
    now = timezone.now()
    presence.check_in(shift=shift, volunteer=people[0], now=now)
    presence.check_out(shift=shift, volunteer=people[0], now=now + timedelta(minutes=1))
    presence.check_in(shift=shift, volunteer=people[0], now=now + timedelta(minutes=2))
    mine = SignUp.objects.get(shift=shift, volunteer=people[0])
    assert (mine.checked_in_at, mine.checked_out_at) == (now, None)


def test_nobody_is_checked_out_who_was_never_here(shift, people):
    presence.check_out(shift=shift, volunteer=people[0], now=timezone.now())
    assert SignUp.objects.get(shift=shift, volunteer=people[0]).checked_out_at is None


def test_the_database_holds_that_one_leaves_after_coming(shift, people):
    mine = SignUp.objects.filter(shift=shift, volunteer=people[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        mine.update(checked_in_at=None, checked_out_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        mine.update(checked_in_at=timezone.now(), checked_out_at=timezone.now() - timedelta(hours=1))


def test_overdue_is_a_quarter_of_an_hour_after_the_end(shift, people):
    presence.everyone_present(shift=shift, now=shift.starts_at)
    presence.check_out(shift=shift, volunteer=people[0], now=shift.ends_at)
    in_time = roll_call(shift, now=shift.ends_at + GRACE)
    assert (len(in_time.still_out), in_time.overdue) == (2, [])
    late = roll_call(shift, now=shift.ends_at + GRACE + timedelta(seconds=1))
    assert {p.volunteer.pk for p in late.overdue} == {people[1].pk, people[2].pk}


def test_who_is_here_without_a_route_is_not_out(shift):
    extra = make_user(role="volunteer", organisation=shift.campaign.organisation)
    SignUp.objects.create(shift=shift, volunteer=extra, checked_in_at=shift.starts_at)
    roll = roll_call(shift, now=shift.ends_at + timedelta(hours=1))
    assert roll.overdue == []
    assert [person.volunteer for person in roll.not_out] == [extra]


def test_closing_leaves_that_somebody_came_and_no_minutes(shift, people):
    presence.check_in(shift=shift, volunteer=people[0], now=shift.starts_at + timedelta(minutes=7))
    presence.forget_times(shift=shift)
    mine = SignUp.objects.get(shift=shift, volunteer=people[0])
    assert (mine.checked_in_at, mine.checked_out_at) == (shift.starts_at, shift.ends_at)
    assert SignUp.objects.get(shift=shift, volunteer=people[1]).checked_in_at is None


@pytest.mark.parametrize(("hours", "shown"), [(13, False), (11, True), (-2, True)])
def test_the_list_shows_from_twelve_hours_before(hours, shown):
    now = timezone.now()
    assert has_roll_call(make_shift(starts_at=now + timedelta(hours=hours)), now=now) is shown


def test_the_page_ticks_and_answers_with_the_list(desk, shift, people):
    url = reverse("shifts:roll-call", args=[shift.pk])
    answer = desk.post(url, {"deed": "everyone-here"}, headers={"hx-request": "true"}).content.decode()
    assert "3 of 3 are here" in answer
    assert "Take back: everyone present" in answer
    answer = desk.post(url, {"deed": "not-here", "who": f"v{people[0].pk}"}, headers={"hx-request": "true"})
    assert "2 of 3 are here" in answer.content.decode()
    assert desk.post(url, {"deed": "undo"})["Location"].endswith("#roll-call")
    assert here(shift) == {person.pk for person in people}, "the last act only"


@pytest.mark.parametrize("data", [{}, {"deed": "here"}, {"deed": "fly"}, {"deed": "here", "who": "v0"}])
def test_a_deed_without_a_person_is_refused_in_words(desk, shift, data):
    url = reverse("shifts:roll-call", args=[shift.pk])
    assert "Choose a person of this shift." in desk.post(url, data, headers={"hx-request": "true"}).content.decode()
    assert here(shift) == set()


def test_a_stranger_to_the_shift_cannot_be_ticked(desk, shift):
    stranger = make_user(role="volunteer", organisation=shift.campaign.organisation)
    desk.post(reverse("shifts:roll-call", args=[shift.pk]), {"deed": "here", "who": f"v{stranger.pk}"})
    assert not SignUp.objects.filter(volunteer=stranger).exists()


def test_the_shift_page_calls_who_is_overdue(desk, shift, people):
    presence.everyone_present(shift=shift, now=shift.starts_at)
    type(people[0]).objects.filter(pk=people[0].pk).update(phone="0699999999")
    type(shift).objects.filter(pk=shift.pk).update(
        starts_at=timezone.now() - timedelta(hours=4), ends_at=timezone.now() - timedelta(hours=1)
    )
    page = desk.get(reverse("shifts:detail", args=[shift.pk])).content.decode()
    assert "3 people should have been back" in page
    assert 'href="tel:0699999999"' in page


def test_two_numbers_to_call(shift):
    organisation = shift.campaign.organisation
    organisation.safety_phone = "085"
    shift.safety_phone, shift.safety_phone_2 = "061", ""
    assert shift.safety_phones == ("061", "085")
    shift.safety_phone_2 = "062"
    assert shift.safety_phones == ("061", "062")
    shift.safety_phone, shift.safety_phone_2 = "", ""
    assert shift.safety_phones == ("085", "")


@pytest.mark.parametrize("size", [2, 12])
def test_the_list_costs_the_same_for_two_and_for_twelve(size, django_assert_num_queries):
    shift = make_assignment(members=size).duo.shift
    presence.everyone_present(shift=shift, now=timezone.now())
    with django_assert_num_queries(4):
        roll_call(shift, now=timezone.now())


def test_closing_a_shift_forgets_the_minutes(shift, people):
    presence.check_in(shift=shift, volunteer=people[0], now=shift.starts_at + timedelta(minutes=7))
    open_shift(shift=shift, now=timezone.now())
    close_shift(shift=shift, by=None, now=timezone.now())
    assert SignUp.objects.get(shift=shift, volunteer=people[0]).checked_in_at == shift.starts_at
