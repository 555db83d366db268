"""A captain with runners in one flat: several duos share a turf, and each phone sees within one sync what is done."""

from __future__ import annotations

import pytest
from django.contrib.gis.db.models import GeometryField
from django.db import connection, models

from canvass.places.models import Address, Entrance
from conversations.doorstep import models as ledger
from tests.conversations.doorstep.phone import Phone
from tests.factories import make_assignment, make_shift, make_turf
from volunteers.people.models import User

POSITION = ("lon", "lat", "position", "coord", "point", "geom", "track", "trail", "speed", "accuracy", "heading")


@pytest.fixture
def crew(db) -> list[Phone]:
    """A duo that stays at the intercom, and two duos of runners, all on one turf behind one street door."""
    turf = make_turf(doors=18)
    shift = make_shift(campaign=turf.plan.campaign)
    entrance = Entrance.objects.create(source_key="e1", label="Flat A", point=turf.stops.first().address.point)
    Address.objects.filter(pk__in=turf.stops.values("address")).update(entrance=entrance)
    phones = []
    for _ in range(3):
        assignment = make_assignment(shift=shift, turf=turf)
        members = User.objects.filter(pk__in=assignment.duo.members.values("volunteer")).order_by("pk")
        phones += [Phone(user, assignment) for user in members]
    return phones


def pull(phone, cursor=None):
    """What the phone asks before it sends."""
    answer = phone.client.get(f"/field/changes/{phone.assignment.pk}", {"since": cursor} if cursor else {})
    assert answer.status_code == 200
    return answer.json()


def done(changes):
    return {row["stop"]: row["outcome"] for row in changes["changes"] if row["outcome"]}


def test_each_phone_sees_all_done_doors_within_one_sync(crew):
    cursors = [phone.bundle()["cursor"] for phone in crew]
    for n, phone in enumerate(crew):
        phone.send(phone.door("not_home", at=3 * n), phone.door("conversation", at=3 * n + 1))
    expected = {phone.stops[3 * n]: "not_home" for n, phone in enumerate(crew)}
    expected |= {phone.stops[3 * n + 1]: "conversation" for n, phone in enumerate(crew)}
    for phone, cursor in zip(crew, cursors, strict=True):
        assert done(pull(phone, cursor)) == expected


def test_a_door_that_another_duo_did_first_is_noted_not_lost(crew):
    captain, runner = crew[0], crew[2]
    captain.send(captain.door("not_home", at=5))
    assert runner.statuses(runner.door("conversation", at=5)) == ["conflict_noted"]
    assert done(pull(captain)) == {captain.stops[5]: "conversation"}


def test_nobody_is_told_whose_door_it_was(crew):
    crew[0].send(crew[0].door("sticker"))
    (seen,) = pull(crew[3])["changes"]
    assert seen == {"stop": crew[0].stops[0], "outcome": "sticker", "event": None}


def test_the_captain_at_the_intercom_lets_all_know(crew):
    captain = crew[0]
    entrance = captain.bundle()["entrances"][0]["id"]
    captain.send(captain.item("entrance", entrance=entrance, payload={"outcome": "let_in"}))
    for phone in crew:
        assert pull(phone)["entrances"] == [{"id": entrance, "last": "let_in"}]


def test_one_runner_ends_and_the_others_go_on(crew):
    captain, runner = crew[0], crew[4]
    runner.send(runner.item("walk_out"), runner.door(at=2), runner.item("walk_back"))
    captain.send(captain.door(at=3))
    walks = {walk.assignment_id: walk.back_at is not None for walk in ledger.Walk.objects.all()}
    assert walks == {runner.assignment.pk: True, captain.assignment.pk: False}


def test_no_column_of_the_ledger_could_hold_a_position_or_a_trail():
    for model in ledger_models():
        for field in model._meta.concrete_fields:
            assert not isinstance(field, GeometryField), field
            assert not isinstance(field, models.JSONField | models.FloatField | models.DecimalField), field
            assert not any(word in field.name for word in POSITION), field


def test_a_position_that_a_phone_sends_all_the_same_is_stored_nowhere(crew):
    phone = crew[0]
    where = {"lon": 5.3987654, "lat": 52.1543219}
    door = phone.door() | where | {"position": where}
    door["payload"] |= where
    report = phone.item("safety", stop=phone.stops[0], payload={"about": "street"} | where)
    phone.send(door, report, phone.item("walk_out") | where, position=where)
    with connection.cursor() as cursor:
        for table in {model._meta.db_table for model in ledger_models()}:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            text = " ".join(row for (row,) in cursor.fetchall())
            assert "3987654" not in text
            assert "1543219" not in text


def ledger_models():
    found = [getattr(ledger, name) for name in ledger.__all__]
    return [row for row in found if isinstance(row, type) and issubclass(row, models.Model) and not row._meta.abstract]
