"""The engine of every iPhone: the worker answers without a server, and what was logged is sent when it is back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.clerk import Clerk, Route
from tests.faults.handset import NOT_HOME, PLATE
from tests.faults.webkit import missing, webkit
from tests.journeys.product import Product

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"WebKit's driver is not installed: no {missing()}")

READY = "document.documentElement.dataset.ready === '1'"
WAITING = "document.getElementById('sync')?.dataset.waiting"


def test_a_shift_in_webkit(served: Product, office: Clerk, route: Route, tmp_path: Path):
    doors = list(route.doors)
    with webkit(tmp_path) as phone:
        phone.open(f"{served.url}/healthz")
        phone.add_cookie(office.cookie(route.members[0], served.url))
        phone.open(f"{served.url}/field/")
        phone.until(READY)
        phone.until("navigator.serviceWorker.controller !== null")
        phone.tap("#dock .btn-main")
        phone.until(f"document.querySelector('{PLATE}')")
        phone.until(WAITING, lambda waiting: waiting == "0")
        with served.web_down():
            phone.tap(NOT_HOME)
            phone.until(WAITING, lambda waiting: waiting == "1")
            phone.open(f"{served.url}/field/")
            phone.until(READY)
            assert phone.text(PLATE) == doors[1], "it opens from what it kept, with the entry in it"
            phone.tap(NOT_HOME)
            phone.until(WAITING, lambda waiting: waiting == "2")
            assert office.entries(route.shift) == []
        found = office.until_rows(route.shift, doors=2)
        assert {event["door"] for event in found["events"]} == set(doors[:2])
        phone.until(WAITING, lambda waiting: waiting == "0")
