from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from conversations.doorstep.models import DoorEvent, SafetyReport, Walk
from conversations.doorstep.states import current_events
from tests.factories import make_assignment, make_user
from volunteers.people.models import Membership
from volunteers.shifts.models import DuoMember


def test_the_same_entry_is_one_row_however_often_it_is_sent(phone):
    door = phone.door()
    assert phone.statuses(door, door) == ["created", "duplicate"]
    assert phone.statuses(door) == ["duplicate"]
    assert DoorEvent.objects.count() == 1


def test_the_same_id_with_another_content_is_refused_and_changes_nothing(phone):
    door = phone.door()
    phone.send(door)
    assert phone.statuses(door | {"payload": {"outcome": "conversation"}}) == ["id_reused"]
    assert DoorEvent.objects.get().outcome == "not_home"


def test_a_bad_item_spoils_no_other(phone):
    good = phone.door()
    bad = [None, 3, {}, phone.door("blessed"), phone.item("party"), phone.door(logged_at="yesterday"), phone.door(at=1)]
    bad[-1]["stop"] = True
    results = phone.send(*bad, good)
    assert [r["status"] for r in results] == ["rejected"] * len(bad) + ["created"]
    assert {r["code"] for r in results[:-1]} == {"malformed"}
    assert DoorEvent.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"id": "A" * 36},
        {"id": str(uuid.uuid4()).upper()},
        {"id": 7},
        {"assignment": "\x00"},
        {"stop": 2**63},
        {"stop": -1},
        {"stop": 1.5},
        {"logged_at": "2026-11-22T19:00:00"},
        {"logged_at": "9999-12-31T23:59:59+00:00"},
        {"supersedes": "x"},
        {"payload": []},
        {"payload": {"outcome": "\ud800"}},
        {"payload": {"outcome": "not_home", "day_part": "night"}},
    ],
)
def test_what_cannot_be_read_is_refused(phone, change):
    assert phone.statuses(phone.door() | change) == ["malformed"]


def test_a_correction_replaces_and_an_undo_takes_back(phone):
    first = phone.door("not_home")
    second = phone.door("do_not_ring", supersedes=first["id"])
    assert phone.statuses(first, second) == ["created", "created"]
    assert [event.outcome for event in current_events(DoorEvent.objects.all()).values()] == ["do_not_ring"]
    assert phone.statuses(phone.undo(second)) == ["created"]
    assert current_events(DoorEvent.objects.all()) == {}


def test_two_corrections_of_one_entry_both_stay(phone):
    first = phone.door()
    phone.send(first)
    one, two = (phone.door(outcome, supersedes=first["id"]) for outcome in ("sticker", "come_back"))
    assert phone.statuses(one, two, two) == ["created", "conflict_noted", "duplicate"]
    assert DoorEvent.objects.count() == 3


def test_a_correction_cannot_reach_another_door(phone):
    first = phone.door(at=0)
    phone.send(first)
    assert phone.statuses(phone.door(at=1, supersedes=first["id"])) == ["not_yours"]


def test_two_volunteers_at_one_door_both_stay_and_it_is_noted(duo):
    one, two = duo
    assert one.statuses(one.door("not_home")) == ["created"]
    assert two.statuses(two.door("conversation")) == ["conflict_noted"]
    assert [e.outcome for e in current_events(DoorEvent.objects.all()).values()] == ["conversation"]


def test_a_door_of_another_turf_is_refused(phone):
    elsewhere = make_assignment().turf.stops.first()
    assert phone.statuses(phone.door() | {"stop": elsewhere.pk}) == ["no_such_door"]


def test_a_foreign_route_is_refused(phone):
    other = make_assignment()
    stop = other.turf.stops.first().pk
    assert phone.statuses(phone.door() | {"assignment": str(other.pk), "stop": stop}) == ["not_yours"]


def test_who_is_no_longer_a_member_is_refused_at_once(phone):
    Membership.objects.filter(user=phone.user).delete()
    assert phone.statuses(phone.door()) == ["not_yours"]


def test_entries_of_who_left_the_shift_are_refused(duo):
    _one, two = duo
    DuoMember.objects.filter(volunteer=two.user).delete()
    assert two.statuses(two.door(at=1)) == ["not_yours"]


@pytest.mark.parametrize(("late", "status"), [(timedelta(hours=24), "created"), (timedelta(hours=25), "not_yours")])
def test_what_was_logged_is_taken_for_a_day_after_the_shift(phone, late, status):
    door = phone.door()
    with time_machine.travel(phone.assignment.duo.shift.ends_at + late, tick=False):
        assert phone.statuses(door, sent_at=timezone.now().isoformat()) == [status]


def test_a_wrong_clock_is_put_right_and_flagged(phone):
    ahead = timezone.now() + timedelta(hours=26)
    phone.send(phone.door(logged_at=(ahead - timedelta(minutes=3)).isoformat()), sent_at=ahead.isoformat())
    event = DoorEvent.objects.get()
    assert event.clock_suspect
    assert abs(event.corrected_at - (timezone.now() - timedelta(minutes=3))) < timedelta(minutes=1)


def test_a_phone_that_believes_it_is_1970_logs_all_the_same(phone):
    epoch = datetime(1970, 1, 1, 0, 9, tzinfo=UTC)
    early = phone.door(logged_at=(epoch - timedelta(minutes=3)).isoformat())
    assert phone.statuses(early, sent_at=epoch.isoformat()) == ["created"]
    event = DoorEvent.objects.get()
    assert event.clock_suspect
    assert abs(event.corrected_at - (timezone.now() - timedelta(minutes=3))) < timedelta(minutes=1)


def test_a_clock_that_jumped_before_sending_counts_from_its_coming(phone):
    """Logged in 1970 and sent now, or logged in the future."""
    for at, logged_at in enumerate([datetime(1970, 1, 1, tzinfo=UTC), timezone.now() + timedelta(days=400)]):
        assert phone.statuses(phone.door(at=at, logged_at=logged_at.isoformat())) == ["created"]
    for event in DoorEvent.objects.all():
        assert abs(event.corrected_at - timezone.now()) < timedelta(minutes=1)


def test_a_walk_goes_out_and_comes_back_once(phone):
    out, back = phone.item("walk_out"), phone.item("walk_back")
    assert phone.statuses(out, out, phone.door(), back, back) == [
        "created", "duplicate", "created", "created", "duplicate",
    ]  # fmt: skip
    walk = Walk.objects.get()
    assert walk.back_at is not None
    assert walk.back_at >= walk.out_at


def test_a_safety_report_keeps_the_street_only(phone):
    report = phone.item("safety", stop=phone.stops[0], payload={"about": "street"})
    assert phone.statuses(report, report) == ["created", "duplicate"]
    assert SafetyReport.objects.get().street == "Kerkstraat"
    assert phone.statuses(report | {"payload": {"about": "duo"}}) == ["id_reused"]


def test_a_stranger_has_no_route_to_log_on(phone):
    stranger = make_user(role="volunteer", organisation=phone.assignment.duo.shift.campaign.organisation)
    phone.client.force_login(stranger)
    phone.user = stranger
    assert phone.statuses(phone.door()) == ["not_yours"]


def test_queries_grow_by_a_fixed_number_per_entry(phone, django_assert_max_num_queries):
    items = [phone.door(at=i) for i in range(10)]
    with django_assert_max_num_queries(12 + 12 * 10):
        phone.send(*items)
