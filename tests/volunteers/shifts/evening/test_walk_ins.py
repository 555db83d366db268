"""Guests of tonight: a code for several, a first name, a page of their own, and nothing left after closing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conversations.doorstep.access import assignments_to_walk
from tests.factories import make_user
from volunteers.shifts import duos, presence
from volunteers.shifts.errors import PassRefused, ShiftError
from volunteers.shifts.evening import walk_ins
from volunteers.shifts.models import DuoMember, Guest, ShiftPass
from volunteers.shifts.passes import find_pass


def show(evening, now=None):
    return walk_ins.issue_code(shift=evening.shift, by=make_user(), now=now or timezone.now()).token


def test_two_phones_come_in_by_one_code(evening, client, in_english):
    url = reverse("shifts:walk-in", args=[show(evening)])
    assert "Walk along tonight?" in client.get(url, headers={"accept-language": "en"}).content.decode()
    for name in ("Mo", "Li"):
        answer = client.post(url, {"name": name}, follow=True, headers={"accept-language": "en"})
        assert f"Welcome, {name}" in answer.content.decode()
    assert list(Guest.objects.order_by("pk").values_list("name", "observes")) == [("Mo", False), ("Li", False)]
    assert all(guest.checked_in_at for guest in Guest.objects.all())


def test_a_name_is_asked_for_and_nothing_else_is_kept(evening, client):
    url = reverse("shifts:walk-in", args=[show(evening)])
    assert client.post(url, {"name": " "}).status_code == 422
    client.post(url, {"name": "Mo", "email": "mo@example.org", "phone": "06"})
    fields = {field.name for field in Guest._meta.get_fields()}
    assert fields == {"id", "shift", "duo", "name", "observes", "checked_in_at", "checked_out_at"}
    assert "sessionid" not in client.cookies


def test_the_code_ends_after_ten_minutes_and_with_the_next_one(evening):
    now = timezone.now()
    first = show(evening, now)
    assert walk_ins.shift_of_code(token=first, now=now) == evening.shift
    second = show(evening, now)
    for token, moment in ((first, now), (second, now + timedelta(minutes=11)), ("guess", now)):
        with pytest.raises(PassRefused):
            walk_ins.shift_of_code(token=token, now=moment)


def test_it_signs_no_phone_in_and_a_volunteers_code_lets_no_guest_in(evening):
    now = timezone.now()
    with pytest.raises(PassRefused):
        find_pass(token=show(evening), now=now)
    row = ShiftPass.objects.get()
    row.volunteer = evening.people[0]
    row.save()
    with pytest.raises(PassRefused):
        walk_ins.shift_of_code(token="x", now=now)


def test_the_guests_page_says_with_whom_and_is_gone_after_closing(evening, client, in_english):
    guest = walk_ins.come_along(shift=evening.shift, name="Mo", observes=False, now=evening.now)
    url = reverse("shifts:guest", args=[walk_ins.ticket(guest)])
    assert "finds you somebody" in client.get(url, headers={"accept-language": "en"}).content.decode()
    duos.move_to_duo(shift=evening.shift, who=f"g{guest.pk}", duo=evening.duos[0])
    page = client.get(url, headers={"accept-language": "en"}).content.decode()
    assert "You walk in duo 1" in page
    assert evening.people[0].first_name in page
    presence.forget_times(shift=evening.shift)
    assert not Guest.objects.exists()
    assert client.get(url).status_code == 404


def test_there_are_only_so_many_guests(evening, monkeypatch):
    monkeypatch.setattr(walk_ins, "MOST_GUESTS", 1)
    walk_ins.come_along(shift=evening.shift, name="Mo", observes=False, now=evening.now)
    with pytest.raises(ShiftError):
        walk_ins.come_along(shift=evening.shift, name="Li", observes=False, now=evening.now)


def test_who_looks_on_gets_no_doors(evening):
    person, now = evening.people[0], timezone.now()
    assert assignments_to_walk(person, now=now).count() == 1
    DuoMember.objects.filter(volunteer=person).update(observes=True)
    assert assignments_to_walk(person, now=now).count() == 0


def test_a_guest_is_added_by_name(desk, evening):
    page = desk.post(reverse("shifts:add-guest", args=[evening.shift.pk]), {"name": "Mo"}, follow=True)
    assert "Mo walks along tonight." in page.content.decode()
    assert "guest of tonight" in page.content.decode()
