"""Answers that get lost, a server that fails, several tabs and phones at once: each entry is one row."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Route as Wire

from tests.faults.clerk import Clerk, Route
from tests.faults.conftest import Phones
from tests.faults.device import Device, statuses
from tests.faults.handset import Handset, Talk
from tests.journeys.product import Product

SYNC, CONVERSATIONS = "**/field/sync", "**/field/conversations"


def test_an_answer_lost_after_the_server_stored_is_one_row(phone: Handset, route: Route, office: Clerk):
    lost: list[int] = []

    def lose_first(wire: Wire) -> None:
        if len(lost) < 2:
            lost.append(wire.fetch().status)
            wire.abort()
        else:
            wire.continue_()

    phone.waiting(0)
    phone.page.route(SYNC, lose_first)
    phone.not_home()
    found = office.until_rows(route.shift, doors=1, meanwhile=phone.passes)
    phone.waiting(0)
    assert lost == [200, 200], "the server had stored it, and was asked again"
    assert found["events"][0]["outcome"] == "not_home"


def test_a_lost_answer_about_a_conversation_is_one_conversation(phone: Handset, route: Route, office: Clerk):
    lost: list[int] = []

    def lose_first(wire: Wire) -> None:
        if lost:
            wire.continue_()
        else:
            lost.append(wire.fetch().status)
            wire.abort()

    phone.page.route(CONVERSATIONS, lose_first)
    phone.talk(Talk())
    phone.not_home()
    found = office.until_rows(route.shift, doors=2, talks=1, meanwhile=phone.passes)
    phone.waiting(0)
    assert lost == [200]
    assert Talk().is_in(found["talks"][0])


def test_a_failing_server_is_asked_until_it_answers(phone: Handset, route: Route, office: Clerk):
    asked: list[int] = []

    def fail_twice(wire: Wire) -> None:
        asked.append(1)
        if len(asked) <= 2:
            wire.fulfill(status=500, body="<h1>Server error</h1>", content_type="text/html")
        else:
            wire.continue_()

    phone.waiting(0)
    phone.page.route(SYNC, fail_twice)
    phone.not_home()
    # It sends again by itself.
    office.until_rows(route.shift, doors=1, meanwhile=phone.passes)
    assert len(asked) == 3


def test_two_tabs_that_send_at_once_send_each_entry_once(phone: Handset, office: Clerk, new_phone: Phones):
    [route] = office.evening(doors=24)
    first = new_phone(route).controlled()
    first.waiting(0)
    second = Handset.new(first.context, first.url).open()
    sent: list[str] = []
    first.context.on("request", lambda request: sent.extend(_ids(request.url, request.post_data)))
    first.offline()
    doors = [first.not_home() for _ in range(10)]
    second.reload()
    doors += [second.sticker() for _ in range(10)]
    first.offline(False)
    office.until_rows(route.shift, doors=20)
    first.waiting(0)
    assert {door for door, _ in office.entries(route.shift)} == set(doors)
    assert len(doors) == len(set(doors)) == 20
    assert sorted(sent) == sorted(set(sent)), "one tab sends at a time"


def _ids(url: str, body: str | None) -> list[str]:
    if not url.endswith("/field/sync") or not body:
        return []
    return [item["id"] for item in json.loads(body)["items"] if item["type"] == "door"]


def test_the_same_batch_from_three_devices_at_once_is_stored_once(served: Product, route: Route, office: Clerk):
    devices = [Device.of(office, served.url, route) for _ in range(3)]
    doors = [devices[0].door(number) for number in route.doors]
    talks = [devices[0].sealed(opening=n) for n in range(5)]

    def send(turn: int) -> list[str]:
        device = devices[turn % 3]
        return statuses(device.sync(*doors)) + statuses(device.conversations(*talks))

    with ThreadPoolExecutor(20) as pool:
        rounds = list(pool.map(send, range(20)))
    found = office.ledger(route.shift)
    assert sorted(event["id"] for event in found["events"]) == sorted(item["id"] for item in doors)
    assert sorted(talk["id"] for talk in found["talks"]) == sorted(item["id"] for item in talks)
    assert {status for statuses_of_one in rounds for status in statuses_of_one} <= {"created", "duplicate", "retry"}
    assert statuses(devices[1].sync(*doors)) == ["duplicate"] * len(doors)
