from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from conversations.doorstep.models import DoorEvent, HeldEntry
from conversations.doorstep.queries import attention, shifts_with_held
from conversations.insight.opening import open_shift
from tests.conversations.sealing import put_in_inbox
from volunteers.shifts.duos import take_back
from volunteers.shifts.models import Shift


def get(desk, name, shift):
    answer = desk.get(reverse(name, args=[shift.pk]), headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def decide(desk, shift, **data):
    return desk.post(reverse("insight:decide-entries", args=[shift.pk]), data)


def test_held_entries_are_listed_and_accepted_with_a_button(phone, shift, desk):
    take_back(assignment=phone.assignment, now=timezone.now() - timedelta(minutes=1))
    phone.send(phone.door("not_home"), phone.door("conversation", at=1))
    page = get(desk, "insight:entries", shift)
    assert "2 entries wait for your decision" in page
    assert "Kerkstraat 1" in page
    assert "2 entries came in late" in get(desk, "shifts:detail", shift)
    one = HeldEntry.objects.get(outcome="not_home")
    assert decide(desk, shift, drop=str(one.pk)).status_code == 302
    assert decide(desk, shift, accept="all").status_code == 302
    assert [event.outcome for event in DoorEvent.objects.all()] == ["conversation"]
    assert "Nothing waits" in get(desk, "insight:entries", shift)


def test_nonsense_decides_nothing(phone, shift, desk, close):
    close()
    phone.send(phone.door())
    for data in ({}, {"accept": "some"}, {"accept": "all", "drop": "all"}, {"drop": str(shift.pk)}):
        assert decide(desk, shift, **data).status_code == 302
    assert HeldEntry.objects.count() == 1


def test_doors_visited_twice_show_until_closing(duo, shift, desk, close):
    one, two = duo
    one.send(one.door("not_home"), one.door("sticker", at=1), one.door("not_home", at=2))
    again = two.door("not_home", at=2)
    two.send(two.door("conversation"), again, two.undo(again))
    page = get(desk, "insight:entries", shift)
    assert page.count("Kerkstraat") == 1
    assert page.index("conversation <") < page.index("not home <"), "the one that counts comes first"
    assert "1 door was visited twice" in get(desk, "shifts:detail", shift)
    close()
    assert "who was where is deleted" in get(desk, "insight:entries", shift)


def test_one_person_correcting_is_not_twice(phone, shift):
    first = phone.door()
    phone.send(first, phone.door("sticker", supersedes=first["id"]))
    assert not attention(shift)


def test_late_conversations_are_counted(phone, shift, desk):
    put_in_inbox(shift, phone.user)
    assert attention(shift).late_sealed == 0
    open_shift(shift=shift, now=timezone.now())
    shift.refresh_from_db()
    put_in_inbox(shift, phone.user)
    assert attention(shift).late_sealed == 1
    assert "1 conversation came in after everyone was back" in get(desk, "insight:entries", shift)


def test_shifts_with_held_entries_in_one_query(phone, shift, close, django_assert_num_queries):
    close()
    phone.send(phone.door(), phone.door(at=1))
    with django_assert_num_queries(1):
        assert shifts_with_held(Shift.objects.all()) == [(shift, 2)]


def test_the_list_costs_the_same_queries_however_long(phone, shift, desk, close, django_assert_max_num_queries):
    close()
    phone.send(*[phone.door(at=at) for at in range(12)])
    get(desk, "insight:entries", shift)
    with django_assert_max_num_queries(24):
        get(desk, "insight:entries", shift)
