"""A stranger finds the public page, proves an address, is let in, and takes a place in a first shift."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import check
from tests.journeys.product import DESK, PHONE, Product, sign_in

GROUP, COORDINATOR = "buurtgesprek-lindenhaven", "coordinator@demo.example"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, demo: Product) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="en-GB")
    context.set_default_timeout(30_000)
    yield sign_in(context, demo.url, COORDINATOR)
    context.close()


def ask_to_join(page: Page, url: str) -> None:
    page.goto(f"{url}/join/{GROUP}/")
    check(page)
    page.get_by_label("Your name").fill("Nour Journey")
    page.get_by_label("E-mail address").fill("nour.journey@demo.example")
    page.get_by_role("button", name="Mail me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We mailed you a code")
    check(page)
    mailbox = page.context.new_page()
    mailbox.goto(f"{url}/demo/mailbox/")
    [code] = re.findall(
        r"\b\d{6}\b", mailbox.locator("article", has_text="nour.journey").first.locator("h2").inner_text()
    )
    mailbox.close()
    page.get_by_label("Code from the mail").fill(code)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your request is with")


def let_in(page: Page, url: str) -> None:
    """The coordinator looks at the list, finds the newcomer waiting, and says yes."""
    page.goto(f"{url}/people/")
    check(page)
    page.keyboard.press("/")
    expect(page.get_by_label("Search by name or address")).to_be_focused()
    page.keyboard.type("samira had")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 person")
    check(page)
    page.get_by_role("link", name="Samira Haddou").click()
    expect(page.get_by_role("link", name="vrijwilliger@demo.example")).to_be_visible()
    check(page)
    page.goto(f"{url}/organisations/{GROUP}/joining/")
    check(page)
    page.get_by_role("button", name="Accept Nour Journey").click()
    expect(page.get_by_text("Nour Journey is a volunteer now")).to_be_visible()


def test_a_newcomer_comes_from_the_public_page_to_a_first_shift(phone: Page, desk: Page, demo: Product) -> None:
    ask_to_join(phone, demo.url)
    let_in(desk, demo.url)
    phone.goto(f"{demo.url}/account/walking/")
    check(phone)
    phone.get_by_label("Thursday evening").check()
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_label("Thursday evening")).to_be_checked()
    phone.goto(f"{demo.url}/shifts/")
    phone.get_by_role("button", name="Sign me up").first.click()
    expect(phone.get_by_role("button", name="I cannot come after all").first).to_be_visible()
