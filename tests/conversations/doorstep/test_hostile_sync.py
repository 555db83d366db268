"""A small share of the hostile cases; all of them: make bench NAME=hostile-sync."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from canvass.places.models import Address, Entrance
from conversations.doorstep.models import DoorEvent
from tests.conversations.doorstep.hostile import Target, batches, described, outsized, send, spoilt, unvalidated_rows
from tests.factories import make_assignment
from volunteers.shifts.models import Shift

CHECKS = list(HealthCheck)


def some(cases):
    return settings(max_examples=cases, deadline=None, derandomize=True, database=None, suppress_health_check=CHECKS)


@pytest.fixture
def target(phone) -> Target:
    return make_target(phone)


def make_target(phone, *, key: str = "e1") -> Target:
    other = make_assignment()
    stops = phone.assignment.turf.stops.all()
    entrance = Entrance.objects.create(source_key=key, label="Flat A", point=stops[0].address.point)
    Address.objects.filter(pk=stops[0].address_id).update(entrance=entrance)
    foreign = [str(other.pk), other.turf.stops.first().pk, other.duo.shift_id, entrance.pk, phone.stops[0]]
    return Target(phone, foreign)


def test_nearly_right_batches(target):
    @some(150)
    @given(batches(target))
    def run(batch):
        target.post(*batch)

    run()
    assert target.broken == []
    assert unvalidated_rows(target.phone) == []
    assert target.statuses[200] > 20, "some are read, item by item"


def test_bodies_that_are_too_much(target):
    for path, body, content_type in outsized(target):
        answer = target.ask("POST", f"/field/{path}", body, content_type)
        assert answer.status_code in (400, 413) or answer.json()["results"], body[:40]
    assert target.broken == []
    assert unvalidated_rows(target.phone) == []


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_cases_drawn_from_the_description(target, mode):
    operations = described(mode)
    target.foreign.append(str(target.phone.assignment.pk))

    @some(80)
    @given(st.one_of([strategy.map(lambda case, found=operation: (found, case)) for operation, strategy in operations]))
    def run(drawn):
        send(target, *drawn)

    run()
    assert target.broken == []
    assert unvalidated_rows(target.phone) == []


@pytest.mark.parametrize("state", ["planned", "opened", "closed"])
def test_every_kind_unspoilt_is_taken_so_the_cases_are_near_the_truth(target, state):
    Shift.objects.update(state=state, closed_at="2026-01-01T00:00Z" if state == "closed" else None)
    for kind in ("door", "note", "walk_out", "walk_back", "safety"):
        answer = target.phone.send(spoilt(target.phone, kind, 0))
        assert answer[0]["status"] in ("created", "duplicate", "conflict_noted", "held"), answer


def test_the_check_sees_a_row_that_says_something_else(target):
    target.phone.send(target.phone.door())
    assert unvalidated_rows(target.phone) == []
    DoorEvent.objects.update(day_part="night")
    assert len(unvalidated_rows(target.phone)) == 1
