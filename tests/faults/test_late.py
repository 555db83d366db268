"""Truth that comes late, from an older app, or from a phone with a wrong clock is taken all the same."""

from __future__ import annotations

import pytest

from tests.faults.clerk import Clerk, Route
from tests.faults.conftest import Phones
from tests.faults.device import Device, statuses
from tests.faults.handset import Handset
from tests.journeys.product import Product

SKEWED_CLOCK = """
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { if (given.length) super(...given); else super(Real.now() + SKEW); }
  static now() { return Real.now() + SKEW; }
};
"""


def test_doors_of_a_turf_taken_back_meanwhile_are_kept(phone: Handset, route: Route, office: Clerk):
    phone.waiting(0)
    phone.offline()
    doors = [phone.not_home(), phone.sticker()]
    office.ask("take_back", assignment=route.assignment)
    phone.offline(False)
    found = office.until(route.shift, lambda rows: len(rows["events"]) + len(rows["held"]) == 2)
    phone.waiting(0)
    phone.page.wait_for_selector("#sync[data-rejected='0']")
    assert {row["door"] for row in [*found["events"], *found["held"]]} == set(doors)
    answer = phone.page.request.get(f"{phone.url}/field/bundle/{route.assignment}")
    assert answer.status == 404, "reading ends with the assignment"


@pytest.mark.parametrize("schema", [1, 2])
def test_an_older_app_is_still_understood(served: Product, route: Route, office: Clerk, schema: int):
    device = Device.of(office, served.url, route)
    items = [device.item("walk_out"), *(device.door(number) for number in list(route.doors)[:3])]
    assert statuses(device.sync(*items, schema=schema, app_version="1")) == ["created"] * 4
    assert statuses(device.conversations(device.sealed())) == ["created"]
    office.until_rows(route.shift, doors=3, talks=1)


def test_an_app_from_the_future_is_told_so_and_keeps_its_entries(served: Product, route: Route, office: Clerk):
    device = Device.of(office, served.url, route)
    status, answer = device.sync(device.door("1"), schema=99)
    assert (status, answer) == (400, {"code": "schema"})
    assert office.entries(route.shift) == []


@pytest.mark.parametrize("hours", [26, -26])
def test_a_clock_that_is_off_by_a_day_is_put_right(new_phone: Phones, route: Route, office: Clerk, hours: int):
    script = SKEWED_CLOCK.replace("SKEW", str(hours * 3_600_000))
    phone = new_phone(route, script=script)
    phone.not_home()
    phone.sticker()
    found = office.until_rows(route.shift, doors=2)
    assert [event["clock_suspect"] for event in found["events"]] == [True, True]
    assert all(-5 < event["seconds_old"] < 60 for event in found["events"])


def test_what_comes_in_within_a_day_after_the_shift_is_kept(phone: Handset, route: Route, office: Clerk):
    phone.waiting(0)
    phone.offline()
    phone.not_home()
    office.ask("end_shift", shift=route.shift, hours_ago=20)
    phone.offline(False)
    office.until(route.shift, lambda rows: len(rows["events"]) + len(rows["held"]) == 1)
    phone.waiting(0)
