"""Paper keyed in ends where the phone's entries end: once each, as the walker's, and never near a conversation."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.places.models import Address, Entrance
from canvass.turf.sheet_columns import DOOR_COLUMNS, ENTRANCE_COLUMNS
from conversations.doorstep.keying import keying_sheet
from conversations.doorstep.models import DoorEvent, EntranceEvent, EntranceOutcome, HeldEntry, Outcome, Walk
from conversations.insight.closing import close_shift
from conversations.insight.opening import open_shift
from tests.factories import make_user
from volunteers.people.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(phone):
    return phone.assignment


@pytest.fixture
def walker(phone):
    return phone.user


@pytest.fixture
def coordinator(client, assignment):
    user = make_user(role="coordinator", organisation=assignment.duo.shift.campaign.organisation)
    client.force_login(user)
    return user


@pytest.fixture
def stops(assignment):
    return list(assignment.turf.stops.order_by("position").values_list("pk", flat=True))


@pytest.fixture
def key(client, coordinator, assignment, walker):
    """Key rows in as the page does; gives their statuses."""

    def send(*rows, owner=None):
        url = reverse("doorstep:key-rows", args=[assignment.pk, walker.pk])
        body = {"owner": owner or walker.pk, "items": list(rows)}
        answer = client.post(url, body, content_type="application/json")
        assert answer.status_code == 200, answer.content
        return [result["code"] or result["status"] for result in answer.json()["results"]]

    return send


def row(stop, outcome="not_home", **fields):
    return {"id": str(uuid.uuid4()), "type": "door", "stop": stop, "outcome": outcome} | fields


def test_every_box_is_an_outcome_and_no_letter_stands_for_two():
    assert [column.code for column in DOOR_COLUMNS] == list(Outcome.values)
    assert [column.code for column in ENTRANCE_COLUMNS] == list(EntranceOutcome.values)
    for columns in (DOOR_COLUMNS, ENTRANCE_COLUMNS):
        letters = [str(column.letter).lower() for column in columns]
        assert len(set(letters)) == len(letters)
        assert all(letter.isalpha() and len(letter) == 1 for letter in letters)


def test_a_row_is_an_entry_of_who_walked(key, stops, walker, coordinator, assignment):
    assert key(row(stops[0]), row(stops[1], "conversation")) == ["created", "created"]
    events = DoorEvent.objects.order_by("corrected_at")
    assert [(event.owner, event.outcome) for event in events] == [(walker, "not_home"), (walker, "conversation")]
    note = AuditEntry.objects.get(verb="keyed in a walk sheet")
    assert (note.actor, note.subject) == (coordinator, f"shift {assignment.duo.shift_id} user {walker.pk}")


def test_a_sitting_leaves_one_line_in_the_audit_log(key, stops):
    for stop in stops[:4]:
        key(row(stop))
    assert AuditEntry.objects.filter(verb="keyed in a walk sheet").count() == 1


def test_the_same_row_twice_is_one_entry(key, stops):
    first = row(stops[2])
    assert key(first) == ["created"]
    assert key(first) == ["duplicate"]
    assert DoorEvent.objects.count() == 1


def test_times_are_spread_over_the_shift_in_walking_order(key, stops, assignment):
    key(*(row(stop) for stop in stops))
    events = {event.address_id: event.corrected_at for event in DoorEvent.objects.all()}
    order = [events[pk] for pk in assignment.turf.stops.order_by("position").values_list("address_id", flat=True)]
    assert order == sorted(order)
    assert assignment.duo.shift.starts_at < order[0]
    assert order[-1] < assignment.duo.shift.ends_at
    assert not DoorEvent.objects.filter(clock_suspect=True).exists()


def test_corrections_and_undo(key, stops, assignment, walker):
    first = row(stops[0])
    second = row(stops[0], "not_interested", supersedes=first["id"])
    key(first)
    assert key(second) == ["created"]
    sheet = keying_sheet(assignment=assignment, walker=walker)
    assert sheet.doors[stops[0]].outcome == "not_interested"
    assert sheet.doors[stops[0]].event == second["id"]
    undo = row(stops[0], "not_interested", supersedes=second["id"], type="undo")
    assert key(undo) == ["created"]
    assert keying_sheet(assignment=assignment, walker=walker).doors == {}


def test_progress_counts_what_phones_sent_too(key, phone, stops, assignment, walker):
    phone.send(phone.door("come_back", at=3))
    key(row(stops[0]))
    sheet = keying_sheet(assignment=assignment, walker=walker)
    assert (sheet.keyed, sheet.total) == (2, 12)


def test_a_street_door(key, assignment, walker):
    address = assignment.turf.stops.first().address
    entrance = Entrance.objects.create(source_key="e1", label="Kerkstraat 1-3", point=address.point)
    Address.objects.filter(pk__in=[address.pk, address.pk + 1]).update(entrance=entrance)
    tried = {"id": str(uuid.uuid4()), "type": "entrance", "entrance": entrance.pk, "outcome": "silent"}
    assert key(tried) == ["created"]
    assert EntranceEvent.objects.get().outcome == "silent"
    assert keying_sheet(assignment=assignment, walker=walker).entrances == {entrance.pk: "silent"}


@pytest.mark.parametrize(
    "bad",
    [None, 7, [], {}, {"type": "walk_back"}, {"type": "safety", "outcome": "door"}, {"type": "door", "stop": "1"}],
)
def test_what_is_no_row_is_refused_by_itself(key, stops, bad):
    assert key(bad, row(stops[0])) == ["malformed", "created"]
    assert Walk.objects.count() == 1


def test_a_door_of_another_sheet_is_refused(key):
    assert key(row(10**9)) == ["no_such_door"]


def test_rows_of_somebody_else_are_refused(client, coordinator, assignment, walker, stops):
    url = reverse("doorstep:key-rows", args=[assignment.pk, walker.pk])
    body = {"owner": walker.pk + 1, "items": [row(stops[0])]}
    assert client.post(url, body, content_type="application/json").status_code == 409
    stranger = reverse("doorstep:key-rows", args=[assignment.pk, coordinator.pk])
    assert client.post(stranger, body, content_type="application/json").status_code == 404
    assert DoorEvent.objects.count() == 0


def test_after_closing_rows_wait_on_the_held_list_and_a_wish_is_honoured_at_once(key, stops, assignment):
    shift = assignment.duo.shift
    open_shift(shift=shift, now=timezone.now())
    close_shift(shift=shift, by=None, now=timezone.now())
    assert key(row(stops[0]), row(stops[1], "do_not_ring")) == ["held", "held"]
    assert HeldEntry.objects.count() == 2
    address = assignment.turf.stops.get(pk=stops[1]).address_id
    assert blocked_addresses([address]) == {address}


def test_the_page_shows_each_door_once_with_its_boxes(client, coordinator, assignment, walker, stops, key):
    key(row(stops[4], "sticker"))
    url = reverse("doorstep:key-in", args=[assignment.pk, walker.pk])
    page = client.get(url, headers={"accept-language": "en"}).content.decode()
    assert "1 of 12 keyed" in page
    assert page.count('type="radio"') == 12 * len(DOOR_COLUMNS)
    assert page.count(" checked") == 1


@pytest.mark.parametrize("doors", [6, 60])
def test_the_page_costs_the_same_for_six_and_for_sixty(client, doors, django_assert_max_num_queries):
    from tests.factories import make_assignment, make_turf

    assignment = make_assignment(turf=make_turf(doors=doors))
    client.force_login(make_user(role="coordinator", organisation=assignment.duo.shift.campaign.organisation))
    walker = assignment.duo.members.first().volunteer_id
    with django_assert_max_num_queries(20):
        client.get(reverse("doorstep:key-in", args=[assignment.pk, walker]))


def test_the_square_code_leads_to_the_rows_of_the_newest_hand_out(client, coordinator, assignment):
    first = reverse("doorstep:paper", args=[assignment.pk])
    assert client.get(reverse("doorstep:paper-turf", args=[assignment.turf_id]))["Location"] == first
    assert client.get(first).status_code == 302
    assert client.get(first, follow=True).status_code == 200
