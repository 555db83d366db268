"""From an empty campaign to an export, in Chromium, on the demo town and the product's own process group."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import evening
from tests.journeys.product import DESK, PHONE, Product, sign_in

COORDINATOR, VOLUNTEER, ADMIN = (f"{name}@demo.example" for name in ("coordinator", "vrijwilliger", "admin"))
FRESH = "Welkom in de polder (demo)"
NOT_HOME = 4


@pytest.fixture
def desk(browser: Browser, demo: Product) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="en-GB")
    yield sign_in(context, demo.url, COORDINATOR)
    context.close()


@pytest.fixture
def phone(browser: Browser, demo: Product) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="en-GB", has_touch=True, is_mobile=True)
    yield sign_in(context, demo.url, VOLUNTEER)
    context.close()


def test_from_a_neighbourhood_to_an_export(desk: Page, phone: Page, browser: Browser, demo: Product):
    desk.goto(f"{demo.url}/campaigns/")
    desk.get_by_role("link", name=FRESH).first.click()
    campaign = desk.url.rstrip("/").split("/")[-1]
    plan_url = desk.get_by_role("link", name="Plan turf").last.evaluate("a => a.href")

    turfs = evening.cut_and_publish(desk, plan_url)
    assert turfs > 3
    first_turf = "1. "

    shift_url = evening.add_shift(desk, demo.url, campaign)
    evening.join(phone, shift_url)
    evening.join(desk, shift_url)
    evening.hand_out(desk, shift_url, first_turf)

    evening.walk_route(phone, demo.url, campaign=FRESH, not_home=NOT_HOME)
    evening.debrief(desk, demo.url, shift_url, conversations=1)

    demo.manage("weekly_intake", "--now")
    desk.goto(f"{demo.url}/outcomes/{campaign}/")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("1 conversation in")
    expect(desk.get_by_text("too few conversations").first).to_be_visible()
    desk.get_by_role("link", name="Export").click()
    rows = evening.export_doors(desk.context, desk, desk.url)
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["outcome"]] = counts.get(row["outcome"], 0) + int(row["doors"])
    assert counts == {"not_home": NOT_HOME, "conversation": 1}


def test_the_demo_says_on_every_page_that_it_is_made_up(desk: Page, demo: Product):
    for path in ("/outcomes/home/", "/campaigns/", "/shifts/"):
        desk.goto(demo.url + path)
        expect(desk.get_by_text(re.compile("made up")).first).to_be_visible()


def test_no_page_asks_another_host_for_anything(browser: Browser, demo: Product):
    context = browser.new_context(viewport=DESK, locale="nl-NL")
    foreign: list[str] = []
    context.on("request", lambda r: None if r.url.startswith((demo.url, "data:", "blob:")) else foreign.append(r.url))
    page = sign_in(context, demo.url, ADMIN)
    for path in ("/outcomes/home/", "/campaigns/", "/shifts/", "/places/", "/organisations/", "/account/"):
        page.goto(demo.url + path)
        page.wait_for_load_state("networkidle")
    context.close()
    assert foreign == []
