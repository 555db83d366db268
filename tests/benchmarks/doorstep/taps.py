"""How many taps each deed takes, counted by the page itself."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser

from tests.benchmarks.doorstep.timings import CLOCK, VIEWPORT
from tests.benchmarks.table import Row
from tests.faults.clerk import Clerk, Route
from tests.faults.handset import Handset, Talk

FULLEST = Talk(values=("care", "loyalty", "fairness"), steps=("story", "value"))
SHORT = Talk(values=("care",), concern=None, prejudice=None, steps=())


def taps(browser: Browser, office: Clerk, url: str) -> list[Row]:
    [route] = office.evening(doors=12)
    context = browser.new_context(viewport=VIEWPORT, locale="en-GB")
    context.add_init_script(CLOCK)
    context.add_cookies([office.cookie(route.members[0], url)])  # type: ignore[list-item]
    handset = Handset.new(context, url).open().start()
    rows: list[Row] = []

    def count(name: str, most: int, deed: Callable[[], object]) -> None:
        before = handset.page.evaluate("taps")
        deed()
        rows.append(Row(f"taps: {name}", handset.page.evaluate("taps") - before, "", "<=", most))

    count("not home", 1, handset.not_home)
    count("opened, not interested", 2, lambda: handset.opened("not_interested"))
    count("shortest conversation", 14, lambda: handset.talk(SHORT))
    count("fullest conversation", 14, lambda: handset.talk(FULLEST))
    while handset.door() not in route.flat:
        handset.not_home()
    count("whole entrance, no access", 2, lambda: no_access(handset))
    logged = [door for door, outcome in _stored(office, route) if outcome == "no_access"]
    assert sorted(logged) == sorted(route.flat)
    context.close()
    return rows


def no_access(handset: Handset) -> None:
    handset.page.get_by_role("button", name="The whole entrance").click()
    handset.tap("[data-street-door=no_access]")
    handset.page.wait_for_selector("body[data-screen=doors]")


def _stored(office: Clerk, route: Route) -> list[tuple[str, str]]:
    office.until(route.shift, lambda found: any(event["outcome"] == "no_access" for event in found["events"]))
    return office.entries(route.shift)
