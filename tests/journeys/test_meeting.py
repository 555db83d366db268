"""The meeting place and paper: a phone joins by a code and is lost again; a sheet is keyed in without a mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import evening
from tests.journeys.pages import check, follow, press
from tests.journeys.product import DESK, PHONE, Product, sign_in

COORDINATOR, VOLUNTEER = "coordinator@demo.example", "vrijwilliger@demo.example"
NAME, RUNNING = "Samira Haddou", "Een eerlijk huis (demo)"


@dataclass
class Evening:
    """A shift that has begun, with one duo out on a turf."""

    desk: Page
    url: str
    shift_url: str


@pytest.fixture(scope="module")
def out(browser: Browser, demo: Product) -> Iterator[Evening]:
    context = browser.new_context(viewport=DESK, locale="en-GB")
    context.set_default_timeout(30_000)
    desk = sign_in(context, demo.url, COORDINATOR)
    desk.goto(f"{demo.url}/campaigns/")
    desk.get_by_role("link", name=RUNNING).first.click()
    shift_url = evening.add_shift(desk, demo.url, desk.url.rstrip("/").split("/")[-1])
    volunteers = browser.new_context(locale="en-GB")
    evening.join(sign_in(volunteers, demo.url, VOLUNTEER), shift_url)
    volunteers.close()
    evening.join(desk, shift_url)
    evening.hand_out(desk, shift_url, "doors")
    yield Evening(desk, demo.url, shift_url)
    context.close()


def test_a_phone_joins_by_a_code_and_is_signed_out_when_it_is_lost(out: Evening, browser: Browser):
    desk = out.desk
    desk.goto(out.shift_url)
    desk.get_by_role("button", name="Everyone is here", exact=True).click()
    expect(desk.get_by_role("heading", name="2 of 2 are here")).to_be_visible()
    check(desk)
    follow(desk.get_by_role("link", name=f"More ({NAME})"))
    check(desk)
    press(desk, "Show code")
    link = desk.locator("svg[data-link]").get_attribute("data-link") or ""
    assert link.startswith(f"{out.url}/field/join/")
    check(desk)

    context = browser.new_context(viewport=PHONE, locale="en-GB", has_touch=True, is_mobile=True)
    phone = context.new_page()
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Are you Samira?")
    check(phone)
    press(phone, "Yes, sign me in on this phone")
    phone.locator("html[data-ready='1']").wait_for(timeout=evening.LONG)
    expect(phone.locator("#main")).to_contain_text("Journey corner")
    expect(desk.locator("#pass-state")).to_contain_text("The phone of Samira is signed in.")
    # Signed in at the doors, and nowhere else.
    assert context.request.get(f"{out.url}/field/assignments").ok
    assert "/accounts/" in context.request.get(f"{out.url}/shifts/").url
    assert context.request.get(link).url.endswith("/field/")
    stranger = browser.new_context(viewport=PHONE, locale="en-GB")
    late = stranger.new_page()
    assert late.goto(link).status == 410
    expect(late.get_by_role("heading", level=1)).to_have_text("This code no longer works")
    check(late)
    stranger.close()

    desk.get_by_role("link", name="Back to the list").click()
    desk.get_by_role("link", name=f"More ({NAME})").click()
    follow(desk.get_by_role("link", name="Phone lost"))
    check(desk)
    assert context.request.get(f"{out.url}/field/assignments").ok
    press(desk, "Sign out everywhere")
    expect(desk.get_by_text(f"{NAME} is signed out everywhere.")).to_be_visible()
    assert context.request.get(f"{out.url}/field/assignments").status == 401
    context.close()


def test_a_sheet_is_keyed_in_from_the_keyboard_alone(out: Evening, browser: Browser, demo: Product):
    desk = out.desk
    desk.goto(out.shift_url)
    follow(desk.get_by_role("link", name="Paper"))
    check(desk)
    desk.get_by_role("link", name="Key in").first.focus()
    desk.keyboard.press("Enter")
    desk.locator("html[data-ready='1']").wait_for()
    check(desk)
    total = int(re.search(r"of (\d+)", desk.locator("#count").inner_text()).group(1))
    numbers = desk.locator("[data-row='door']").evaluate_all("rows => rows.map((row) => row.dataset.number)")
    assert len(numbers) == total
    keys = desk.keyboard
    for letter in "nnc":
        keys.press(letter)
        keys.press("Enter")
    keys.type(re.match(r"\d+", numbers[8]).group())
    keys.press("d")
    keys.press("Enter")
    expect(desk.locator("#count")).to_have_text(f"4 of {total} keyed")
    expect(desk.locator("li.saved")).to_have_count(4)
    keys.press("Escape")
    expect(desk.locator("#count")).to_have_text(f"3 of {total} keyed")

    # Without a network nothing is lost, not even by loading the page anew.
    desk.context.set_offline(True)
    keys.press("l")
    keys.press("Enter")
    expect(desk.locator("#trouble")).to_be_visible()
    desk.context.set_offline(False)
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.reload()
    desk.locator("html[data-ready='1']").wait_for()
    expect(desk.locator("#count")).to_have_text(f"4 of {total} keyed")
    expect(desk.locator("li.waiting")).to_have_count(0)
    desk.reload()
    expect(desk.locator("#count")).to_have_text(f"4 of {total} keyed")
    assert desk.locator("input:checked").count() == 4

    follow(desk.get_by_role("link", name="Conversation slips"))
    check(desk)
    key_slip(desk)
    expect(desk.get_by_text("Slip sealed.")).to_be_visible()


def key_slip(page: Page) -> None:
    """One conversation, without a mouse: space chooses, arrows move, Tab goes on."""
    page.locator("[name='opening']").first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Tab", "ArrowRight", "Tab", "Space"):
        page.keyboard.press(key)
    expect(page.locator("[name='opening']:checked")).to_have_value("3")
    expect(page.locator("[name='values']:checked")).to_have_count(1)
    page.keyboard.press("Enter")
