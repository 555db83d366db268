from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.places.models import Address, Entrance
from canvass.turf.models import DoorState, Stop
from conversations.doorstep.models import DoorEvent, EntranceState, HeldEntry, PlaceNote, SeenId
from conversations.insight.entries.deciding import accept_entries, drop_entries
from conversations.insight.models import DoorCount, ShiftSummary
from volunteers.people.models import AuditEntry
from volunteers.shifts.duos import take_back


def accept(shift, by, chosen=None):
    return accept_entries(shift=shift, chosen=chosen, by=by, now=timezone.now())


def counts():
    return dict(DoorCount.objects.filter(count__gt=0).values_list("outcome", "count"))


def state_of(item):
    row = DoorState.objects.get(address=Stop.objects.get(pk=item["stop"]).address)
    return row.state, row.passes


def test_accepted_while_the_shift_is_open_it_is_an_entry_like_the_others(phone, shift, coordinator):
    take_back(assignment=phone.assignment, now=timezone.now() - timedelta(minutes=1))
    door = phone.door("conversation")
    phone.send(door)
    assert accept(shift, coordinator).done == 1
    event = DoorEvent.objects.get()
    assert (str(event.pk), event.outcome, event.owner) == (door["id"], "conversation", phone.user)
    assert not HeldEntry.objects.exists()
    assert phone.statuses(door) == ["duplicate"]


def test_accepted_after_closing_it_counts_as_at_closing(phone, shift, coordinator, close):
    phone.send(phone.door("not_home"))
    close()
    late, other = phone.door("conversation", at=1), phone.door("not_home", at=2)
    phone.send(late, other)
    assert accept(shift, coordinator).done == 2
    assert counts() == {"not_home": 2, "conversation": 1}
    assert (state_of(late), state_of(other)) == (("done", 1), ("again", 1))
    assert sum(row[3] for row in ShiftSummary.objects.get().counted) == 3
    assert not HeldEntry.objects.exists()
    assert phone.statuses(late) == ["duplicate"]


@pytest.mark.parametrize(
    ("before", "late", "state", "left"),
    [
        ("not_home", "conversation", "done", {"conversation": 1}),
        ("conversation", "not_home", "done", {"conversation": 1}),
        ("not_home", "no_access", "unreachable", {"no_access": 1}),
        ("no_access", "not_interested", "done", {"not_interested": 1}),
        ("sticker", "conversation", "done", {"sticker": 1}),
    ],
)
def test_a_door_counts_once_an_evening(phone, shift, coordinator, close, before, late, state, left):
    phone.send(phone.door(before))
    close()
    item = phone.door(late)
    phone.send(item)
    accept(shift, coordinator)
    assert counts() == left
    assert state_of(item) == (state, 1)


def test_what_a_later_evening_found_stands(phone, shift, coordinator, close):
    close()
    item = phone.door("conversation")
    tomorrow = timezone.localdate() + timedelta(days=1)
    address = Stop.objects.get(pk=item["stop"]).address
    DoorState.objects.create(campaign=shift.campaign, address=address, state="again", passes=1, on=tomorrow)
    phone.send(item)
    accept(shift, coordinator)
    assert state_of(item) == ("again", 2)
    assert counts() == {"conversation": 1}


def test_corrections_among_late_entries_are_followed(phone, shift, coordinator, close):
    close()
    first = phone.door("conversation")
    second = phone.door("not_home", supersedes=first["id"])
    third = phone.door("sticker", at=1)
    phone.send(first, second, third, phone.undo(third))
    assert accept(shift, coordinator).done == 4
    assert counts() == {"not_home": 1}
    assert DoorState.objects.count() == 1


def test_street_doors_and_notes_too(phone, shift, coordinator, close):
    stop = phone.assignment.turf.stops.first()
    flat = Entrance.objects.create(source_key="e1", label="Flat A", point=stop.address.point)
    Address.objects.filter(pk=stop.address_id).update(entrance=flat)
    close()
    phone.send(
        phone.item("entrance", entrance=flat.pk, payload={"outcome": "silent"}),
        phone.item("note", stop=stop.pk, payload={"code": "dog"}),
    )
    assert accept(shift, coordinator).done == 2
    assert EntranceState.objects.get().last == "shut"
    assert PlaceNote.objects.get().address == stop.address


def test_dropped_is_gone_but_known_and_a_wish_stays(phone, shift, coordinator, close):
    close()
    wish, door = phone.door("do_not_ring"), phone.door(at=1)
    phone.send(wish, door)
    assert drop_entries(shift=shift, chosen=None, by=coordinator, now=timezone.now()).done == 2
    assert not HeldEntry.objects.exists()
    assert not DoorState.objects.exists()
    assert SeenId.objects.count() == 2
    assert phone.statuses(wish, door) == ["duplicate", "duplicate"]
    address = Stop.objects.get(pk=wish["stop"]).address_id
    assert blocked_addresses([address]) == {address}


def test_one_of_several_is_chosen_and_the_log_names_no_door(phone, shift, coordinator, close):
    close()
    phone.send(phone.door(), phone.door(at=1))
    chosen = HeldEntry.objects.first()
    assert accept(shift, coordinator, [chosen.pk]).done == 1
    assert HeldEntry.objects.count() == 1
    note = AuditEntry.objects.get(verb="accepted held entries")
    assert (note.actor, note.subject) == (coordinator, f"shift {shift.pk}: 1")


def test_without_return_visits_only_counts_are_kept(phone, shift, coordinator, close):
    type(shift.campaign).objects.filter(pk=shift.campaign_id).update(keeps_door_states=False)
    close()
    phone.send(phone.door("conversation"))
    accept(shift, coordinator)
    assert counts() == {"conversation": 1}
    assert not DoorState.objects.exists()


def test_what_cannot_be_stored_is_said_and_still_waits(phone, shift, coordinator):
    take_back(assignment=phone.assignment, now=timezone.now() - timedelta(minutes=1))
    first = phone.door(at=0, logged_at=(timezone.now() - timedelta(minutes=5)).isoformat())
    phone.send(first, phone.door(at=1, supersedes=first["id"]))
    decided = accept(shift, coordinator)
    assert (decided.done, len(decided.refused)) == (0, 1)
    assert HeldEntry.objects.count() == 1
