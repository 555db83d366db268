from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.turf.models import Stop
from conversations.doorstep.holding import HELD_FOR
from conversations.doorstep.models import DoorEvent, HeldEntry, SeenId, Walk
from conversations.doorstep.tidying import tidy
from tests.factories import make_turf
from volunteers.people.models import Membership
from volunteers.shifts.duos import hand_out, take_back
from volunteers.shifts.models import Shift


@pytest.fixture
def closed(phone):
    Shift.objects.update(state="closed", opened_at=timezone.now(), closed_at=timezone.now())


def address_of(item):
    return Stop.objects.get(pk=item["stop"]).address_id


def test_after_closing_entries_are_kept_apart(phone, closed):
    door = phone.door("conversation")
    assert phone.statuses(door, door) == ["held", "held"]
    entry = HeldEntry.objects.get()
    assert (entry.reason, entry.kind, entry.outcome, entry.stop_id) == ("late", "door", "conversation", door["stop"])
    assert not DoorEvent.objects.exists()
    assert not Walk.objects.exists()


def test_the_same_id_with_another_content_is_refused_while_held_too(phone, closed):
    door = phone.door()
    phone.send(door)
    assert phone.statuses(door | {"payload": {"outcome": "conversation"}}) == ["id_reused"]


def test_a_door_of_another_turf_is_not_held(phone, closed):
    assert phone.statuses(phone.door() | {"stop": make_turf().stops.first().pk}) == ["no_such_door"]


def test_an_app_of_before_quarantine_hears_that_it_is_stored(phone, closed):
    assert phone.statuses(phone.door(), schema=1) == ["created"]
    assert HeldEntry.objects.count() == 1


def test_a_wish_holds_at_once_and_its_entry_waits(phone, closed):
    wish = phone.door("do_not_ring")
    assert phone.statuses(wish) == ["held"]
    assert blocked_addresses([address_of(wish)]) == {address_of(wish)}


def test_a_wish_is_honoured_however_late(phone):
    wish, other = phone.door("do_not_ring"), phone.door(at=1)
    with time_machine.travel(phone.assignment.duo.shift.ends_at + timedelta(days=40), tick=False):
        phone.client.force_login(phone.user)
        assert phone.statuses(wish, other, wish) == ["created", "not_yours", "created"]
    assert blocked_addresses([address_of(wish)]) == {address_of(wish)}
    assert not HeldEntry.objects.exists()
    assert not DoorEvent.objects.exists()


def test_a_stranger_registers_no_wish(phone, closed):
    Membership.objects.filter(user=phone.user).delete()
    from tests.factories import make_assignment

    other = make_assignment()
    wish = phone.door("do_not_ring") | {"assignment": str(other.pk), "stop": other.turf.stops.first().pk}
    assert phone.statuses(wish) == ["not_yours"]
    assert blocked_addresses([address_of(wish)]) == set()


def test_what_was_logged_before_the_turf_was_taken_back_counts(phone):
    door = phone.door(logged_at=(timezone.now() - timedelta(minutes=5)).isoformat())
    take_back(assignment=phone.assignment, now=timezone.now() - timedelta(minutes=1))
    assert phone.statuses(door) == ["created"]


def test_what_was_logged_after_the_turf_was_taken_back_waits(phone):
    take_back(assignment=phone.assignment, now=timezone.now() - timedelta(minutes=1))
    assert phone.statuses(phone.door(), phone.item("walk_back")) == ["held", "created"]
    assert HeldEntry.objects.get().reason == "taken_back"


def test_by_the_phones_clock_put_right(phone):
    """Logged five minutes ago on a phone that is an hour ahead."""
    take_back(assignment=phone.assignment, now=timezone.now() - timedelta(minutes=1))
    ahead = timezone.now() + timedelta(hours=1)
    door = phone.door(logged_at=(ahead - timedelta(minutes=5)).isoformat())
    assert phone.statuses(door, sent_at=ahead.isoformat()) == ["created"]


def test_a_wish_from_turf_taken_back_is_an_entry_like_any_other_until_closing(phone):
    take_back(assignment=phone.assignment, now=timezone.now() - timedelta(minutes=1))
    wish = phone.door("do_not_ring")
    assert phone.statuses(wish, phone.undo(wish)) == ["created", "created"]


def test_a_duo_that_took_other_turf_itself_is_not_taken_from(phone):
    free = make_turf(campaign=phone.assignment.turf.plan.campaign)
    assert phone.post(f"take/{phone.assignment.pk}", {"turf": free.pk}).status_code == 200
    assert phone.statuses(phone.door()) == ["created"]


def test_turf_given_to_the_same_duo_again_is_theirs(phone):
    take_back(assignment=phone.assignment, now=timezone.now() - timedelta(minutes=1))
    hand_out(duo=phone.assignment.duo, turf=phone.assignment.turf)
    assert phone.statuses(phone.door()) == ["created"]


def test_what_nobody_decides_on_goes_after_a_week_and_stays_known(phone, closed):
    door = phone.door()
    phone.send(door)
    tidy(now=timezone.now() + HELD_FOR - timedelta(hours=1))
    assert HeldEntry.objects.count() == 1
    tidy(now=timezone.now() + HELD_FOR)
    assert not HeldEntry.objects.exists()
    assert phone.statuses(door) == ["duplicate"]
    tidy(now=timezone.now() + HELD_FOR + timedelta(days=31))
    assert not SeenId.objects.exists()
