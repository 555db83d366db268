from __future__ import annotations

import gzip
import json

from canvass.campaigns.do_not_ring import record_wishes
from canvass.places.models import Address, Entrance, Neighbourhood
from canvass.turf.models import DoorState
from conversations.doorstep.bundle import build_bundle
from conversations.doorstep.models import ShiftKey
from tests.conversations.doorstep.phone import Phone
from tests.factories import make_assignment, make_neighbourhood, make_turf
from volunteers.people.models import User


def test_the_bundle_holds_the_route_and_the_words(phone):
    bundle = phone.bundle()
    assert [door["stop"] for door in bundle["doors"]] == phone.stops
    assert bundle["doors"][0]["number"] == "1"
    assert len(bundle["streets"]) == 1
    assert bundle["partners"] == ["Person"]
    assert User.objects.get(pk=bundle["partner_ids"][0]).first_name == "Person"
    assert bundle["talk"]["low"] == {"nl": "oneens", "en": "oneens"}
    assert [value["code"] for value in bundle["talk"]["values"]] == ["care"]
    assert [step["code"] for step in bundle["talk"]["steps"]] == ["permission", "story", "value"]


def test_doors_say_second_time_or_done_and_never_why(phone):
    again, done, wish = (phone.assignment.turf.stops.all()[i] for i in range(3))
    campaign = phone.assignment.duo.shift.campaign
    day = phone.assignment.duo.shift.starts_at.date()
    DoorState.objects.create(address=again.address, campaign=campaign, state="again", day_part="evening", on=day)
    DoorState.objects.create(address=done.address, campaign=campaign, state="unreachable", on=day)
    record_wishes(address_ids=[wish.address_id], on=day)
    bundle = phone.bundle()
    assert [door["state"] for door in bundle["doors"]][:4] == ["again", "done", "done", "new"]
    assert "evening" not in json.dumps(bundle)


def test_doors_behind_one_street_door_come_with_floors(phone):
    entrance = Entrance.objects.create(source_key="e1", label="Flat A", point=Address.objects.first().point)
    stops = phone.assignment.turf.stops.all()[:2]
    for floor, stop in enumerate(stops):
        Address.objects.filter(pk=stop.address_id).update(entrance=entrance, floor=floor)
    bundle = phone.bundle()
    assert bundle["entrances"] == [{"id": entrance.pk, "label": "Flat A", "last": ""}]
    assert [door["floor"] for door in bundle["doors"]][:2] == [0, 1]


def test_changes_show_what_the_other_phone_did(duo):
    one, two = duo
    cursor = one.bundle()["cursor"]
    door = two.door("come_back")
    two.send(door)
    url = f"/field/changes/{one.assignment.pk}"
    changes = one.client.get(url, {"since": cursor}).json()["changes"]
    assert changes == [{"stop": door["stop"], "outcome": "come_back", "event": None}]
    own = two.client.get(url, {"since": cursor}).json()["changes"]
    assert own[0]["event"] == door["id"]
    two.send(two.undo(door))
    assert one.client.get(url, {"since": cursor}).json()["changes"][0]["outcome"] is None
    later = one.client.get(url, {"since": "2099-01-01T00:00:00Z"}).json()["changes"]
    assert later == []


def test_the_key_is_made_once(phone):
    assert phone.bundle()["public_key"] == phone.bundle()["public_key"]
    assert ShiftKey.objects.count() == 1


def test_a_bundle_of_120_doors_is_light_and_costs_the_same_queries(db, django_assert_num_queries):
    small, large = make_assignment(), make_assignment(turf=make_turf(doors=120))
    for assignment in (small, large):
        user = User.objects.get(pk=assignment.duo.members.values("volunteer")[:1])
        phone = Phone(user, assignment)
        phone.bundle()
        with django_assert_num_queries(25):
            answer = phone.client.get(f"/field/bundle/{assignment.pk}")
    assert len(answer.json()["doors"]) == 120
    assert len(gzip.compress(answer.content)) <= 60_000


def test_the_bundle_names_nobody_but_the_partner(phone):
    text = json.dumps(build_bundle(assignment=phone.assignment, user=phone.user))
    assert "@" not in text


def test_the_area_is_the_official_neighbourhood_that_most_doors_lie_in(phone):
    turf = phone.assignment.turf
    home = turf.plan.neighbourhood
    assert phone.bundle()["area"] == home.code
    beside = make_neighbourhood()
    Address.objects.filter(pk=turf.stops.first().address_id).update(neighbourhood=beside)
    assert phone.bundle()["area"] == home.code
    Address.objects.filter(pk__in=turf.stops.values("address")).update(neighbourhood=beside)
    assert phone.bundle()["area"] == beside.code


def test_the_area_is_never_one_that_a_campaign_drew(phone):
    home = phone.assignment.turf.plan.neighbourhood
    Neighbourhood.objects.filter(pk=home.pk).update(source="drawn", code="eigen-0000abcd")
    assert phone.bundle()["area"] == ""
    official = make_neighbourhood()
    Address.objects.filter(neighbourhood=home).update(neighbourhood=official)
    bundle = phone.bundle()
    assert bundle["area"] == official.code
    assert "eigen-" not in json.dumps(bundle)
