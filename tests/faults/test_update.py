"""A new version of the app comes out in the middle of a shift: it waits until nothing is left to send."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page

from tests.faults.clerk import Clerk, Route
from tests.faults.handset import Handset
from tests.journeys.product import Product

SYNC = "**/field/sync"
STYLE = "css/doorstep.css"
NEW_STYLE = "css/doorstep.0123456789ab.css"


def bring_out(served: Product) -> None:
    """What collectstatic leaves when a style changed."""
    root = Path(served.environment["CANVASS_STATIC_ROOT"])
    manifest = root / "staticfiles.json"
    known = json.loads(manifest.read_text())
    (root / NEW_STYLE).write_bytes((root / known["paths"][STYLE]).read_bytes() + b"\n")
    known["paths"][STYLE] = NEW_STYLE
    manifest.write_text(json.dumps(known))


def has_new_style(page: Page) -> bool:
    return page.locator(f"link[href$='{NEW_STYLE}']").count() == 1


def test_an_update_waits_for_what_is_unsent(phone: Handset, route: Route, office: Clerk, served: Product):
    page = phone.controlled().page
    phone.waiting(0)
    page.route(SYNC, lambda wire: wire.fulfill(status=500))
    doors = [phone.not_home()]
    with served.web_down():
        bring_out(served)
        doors.append(phone.not_home())
    phone.reload()
    page.wait_for_function("async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)")
    assert not has_new_style(page), "the version one walks with stays"
    assert page.locator("#update").count() == 0, "nobody is asked while notes wait"
    phone.waiting(2)
    doors.append(phone.sticker())

    page.unroute(SYNC)
    phone.reload()
    office.until_rows(route.shift, doors=3)
    page.click("#update [data-go=update]")
    page.wait_for_selector(f"link[href$='{NEW_STYLE}']", state="attached")
    phone.ready().waiting(0)
    phone.offline().reload()
    assert has_new_style(page), "the new version opens without a network"
    doors.append(phone.not_home())
    phone.offline(False)
    office.until_rows(route.shift, doors=4)
    assert {door for door, _outcome in office.entries(route.shift)} == set(doors)
    assert len(set(doors)) == 4
