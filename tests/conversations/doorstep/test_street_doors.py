from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from canvass.places.models import Address, Entrance
from conversations.doorstep.models import EntranceEvent, EntranceState, NoteEvent, PlaceNote, SeenId
from conversations.doorstep.tidying import tidy
from conversations.insight.closing import close_shift
from conversations.insight.opening import open_shift
from tests.factories import make_turf


@pytest.fixture
def flat(phone):
    """The first four doors of the route lie behind one street door."""
    entrance = Entrance.objects.create(source_key="e1", label="Flat A", point=Address.objects.first().point)
    ids = list(phone.assignment.turf.stops.values_list("address_id", flat=True)[:4])
    Address.objects.filter(pk__in=ids).update(entrance=entrance)
    return entrance


def tried(phone, flat, outcome):
    return phone.item("entrance", entrance=flat.pk, payload={"outcome": outcome})


def note(phone, code="bell_broken", *, gone=None, **place):
    payload = {"code": code} | ({} if gone is None else {"gone": gone})
    return phone.item("note", payload=payload, **(place or {"stop": phone.stops[0]}))


def finish(phone):
    shift = phone.assignment.duo.shift
    open_shift(shift=shift, now=timezone.now())
    close_shift(shift=shift, by=None, now=timezone.now())


@pytest.mark.parametrize(
    ("outcome", "last"), [("let_in", "let_in"), ("silent", "shut"), ("refused", "shut"), ("no_access", "shut")]
)
def test_both_phones_hear_of_a_street_door(duo, flat, outcome, last):
    one, two = duo
    item = tried(one, flat, outcome)
    assert one.statuses(item, item) == ["created", "duplicate"]
    assert two.bundle()["entrances"] == [{"id": flat.pk, "label": "Flat A", "last": last}]
    changes = two.client.get(f"/field/changes/{two.assignment.pk}").json()
    assert changes["entrances"] == [{"id": flat.pk, "last": last}]


def test_the_newest_word_on_a_street_door_counts(phone, flat):
    before = (timezone.now() - timedelta(minutes=5)).isoformat()
    phone.send(tried(phone, flat, "let_in"), tried(phone, flat, "silent") | {"logged_at": before})
    assert phone.bundle()["entrances"][0]["last"] == "let_in"


def test_after_closing_only_the_state_of_a_street_door_is_left(phone, flat):
    item = tried(phone, flat, "refused")
    phone.send(item)
    finish(phone)
    assert not EntranceEvent.objects.exists()
    state = EntranceState.objects.get()
    assert (state.entrance, state.last) == (flat, "shut")
    assert {f.name for f in EntranceState._meta.fields} == {"id", "entrance", "campaign", "last", "on"}
    assert SeenId.objects.count() == 1
    assert phone.statuses(item) == ["duplicate"]


def test_a_campaign_without_return_visits_keeps_no_street_door(phone, flat):
    campaign = phone.assignment.duo.shift.campaign
    type(campaign).objects.filter(pk=campaign.pk).update(keeps_door_states=False)
    phone.send(tried(phone, flat, "refused"))
    finish(phone)
    assert not EntranceState.objects.exists()


@pytest.mark.parametrize("place", ["stop", "entrance"])
def test_a_note_shows_to_the_duo_and_to_the_next_one(duo, flat, place):
    one, two = duo
    where = {"stop": one.stops[0]} if place == "stop" else {"entrance": flat.pk}
    item = note(one, "lift_out", **where)
    assert one.statuses(item, item) == ["created", "duplicate"]
    until = (timezone.localtime(one.assignment.duo.shift.starts_at).date() + timedelta(days=7)).isoformat()
    expected = [where | {"code": "lift_out", "until": until}]
    assert two.bundle()["notes"] == expected
    assert [{k: v for k, v in row.items() if v is not None} for row in changes_of(two)["notes"]] == expected
    finish(one)
    assert not NoteEvent.objects.exists()
    assert {f.name for f in PlaceNote._meta.fields} == {"id", "campaign", "address", "entrance", "code", "until"}
    assert PlaceNote.objects.get().until.isoformat() == until


def changes_of(phone):
    return phone.client.get(f"/field/changes/{phone.assignment.pk}").json()


def test_a_note_that_holds_no_longer_goes(phone):
    day = timezone.localdate() + timedelta(days=3)
    stop = phone.assignment.turf.stops.first()
    campaign = phone.assignment.duo.shift.campaign
    PlaceNote.objects.create(campaign=campaign, address=stop.address, code="bell_broken", until=day)
    assert [row["code"] for row in phone.bundle()["notes"]] == ["bell_broken"]
    phone.send(note(phone, gone=True))
    assert phone.bundle()["notes"] == []
    finish(phone)
    assert not PlaceNote.objects.exists()


def test_a_note_does_not_outlive_its_campaign_or_its_time(phone):
    campaign = phone.assignment.duo.shift.campaign
    last_day = timezone.localdate() + timedelta(days=2)
    type(campaign).objects.filter(pk=campaign.pk).update(ends_on=last_day)
    phone.send(note(phone, "dog"))
    finish(phone)
    assert PlaceNote.objects.get().until == last_day
    tidy(now=timezone.now() + timedelta(days=3))
    assert not PlaceNote.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"entrance": None}, "malformed"),
        ({"entrance": "1"}, "malformed"),
        ({"entrance": 2**63}, "malformed"),
        ({"entrance": 2**62}, "no_such_door"),
        ({"payload": {"outcome": "conversation"}}, "malformed"),
        ({"payload": {}}, "malformed"),
    ],
)
def test_a_wrong_street_door_is_refused(phone, flat, change, code):
    assert phone.statuses(tried(phone, flat, "silent") | change) == [code]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"stop": None}, "malformed"),
        ({"entrance": 1}, "malformed"),
        ({"payload": {"code": "a dog named Rex"}}, "malformed"),
        ({"payload": {"code": "dog", "gone": "yes"}}, "malformed"),
    ],
)
def test_a_wrong_note_is_refused(phone, flat, change, code):
    assert phone.statuses(note(phone) | change) == [code]


def test_a_street_door_of_another_route_is_refused(phone, flat):
    Address.objects.filter(entrance=flat).update(entrance=None)
    elsewhere = make_turf().stops.first().address
    Address.objects.filter(pk=elsewhere.pk).update(entrance=flat)
    assert phone.statuses(tried(phone, flat, "silent"), note(phone, entrance=flat.pk)) == ["no_such_door"] * 2


def test_the_same_id_with_another_content_is_refused(phone, flat):
    item, mark = tried(phone, flat, "silent"), note(phone)
    phone.send(item, mark)
    again = item | {"payload": {"outcome": "let_in"}}, mark | {"payload": {"code": "dog"}}
    assert phone.statuses(*again) == ["id_reused", "id_reused"]
