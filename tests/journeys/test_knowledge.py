"""A lesson of the umbrella, taken over by a member, bettered, offered back, accepted, and learned elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import check, follow, press
from tests.journeys.product import DESK, PHONE, Product, sign_in

UMBRELLA, MEMBER, VOLUNTEER = "koepel@demo.example", "admin@demo.example", "vrijwilliger@demo.example"
LESSON = "Saying goodbye well (made-up example)"
OURS = "Saying goodbye in the stairwell"


@pytest.fixture
def people(browser: Browser, demo: Product) -> Iterator[Callable[..., Page]]:
    contexts = []

    def signed_in(email: str, viewport: dict[str, int]) -> Page:
        contexts.append(browser.new_context(viewport=viewport, locale="en-GB"))
        contexts[-1].set_default_timeout(30_000)
        return sign_in(contexts[-1], demo.url, email)

    yield signed_in
    for context in contexts:
        context.close()


def take_over(page: Page, url: str) -> str:
    """Found by keyboard, copied, retitled, given a page and published; the address of the copy."""
    page.goto(f"{url}/topics/library/")
    check(page)
    page.keyboard.press("/")
    page.keyboard.type("goodbyes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 item found")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(LESSON)
    check(page)
    page.get_by_role("link", name="Take it over").click()
    press(page, "Take it over")
    check(page)
    page.get_by_role("link", name="Title, topic and order").click()
    page.get_by_label("Title (English)").fill(OURS)
    press(page, "Save")
    follow(page.get_by_role("link", name="Page to read"))
    check(page)
    page.get_by_label("Heading (English)").fill("In a stairwell")
    page.get_by_label("Text (English)").fill("Speak softly: the neighbours hear you too.")
    press(page, "Save")
    page.get_by_role("button", name="Move “In a stairwell” up").click()
    expect(page.locator("#editor .step").nth(1)).to_contain_text("In a stairwell")
    page.get_by_role("link", name="Publish…").click()
    press(page, "Publish this version")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{OURS}: version 1 is in use")
    return page.url


def test_a_lesson_goes_down_is_bettered_and_comes_back_up(people: Callable[..., Page], demo: Product):
    member, umbrella, phone = people(MEMBER, DESK), people(UMBRELLA, DESK), people(VOLUNTEER, PHONE)
    ours = take_over(member, demo.url)
    check(member)
    member.get_by_role("link", name="See what differs").click()
    expect(member.get_by_role("heading", level=1)).to_have_text(re.compile("parts? differ"))
    expect(member.locator("ins").first).to_contain_text("neighbours hear you")
    check(member)
    member.goto(ours)
    member.get_by_label("Offer to").select_option(label="Samen aan de Deur (demo)")
    press(member, "Offer upwards")
    umbrella.goto(f"{demo.url}/topics/library/")
    check(umbrella)
    press(umbrella, f"Show to everybody below {OURS}")
    expect(umbrella.get_by_role("status")).to_contain_text("Everybody below Samen aan de Deur (demo) sees it now.")
    member.reload()
    expect(member.get_by_text("Samen aan de Deur (demo): shown to everybody below")).to_be_visible()
    phone.goto(f"{demo.url}/topics/training/")
    check(phone)
    follow(phone.get_by_role("link", name=OURS))
    check(phone)
    while phone.get_by_role("link", name="Next", exact=True).count():
        follow(phone.get_by_role("link", name="Next", exact=True))
    follow(phone.get_by_role("link", name=re.compile("Only two minutes")))
    expect(phone.get_by_text("Pushing costs trust")).to_be_visible()
    check(phone)
    press(phone, "Lesson done")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("1 of")
    phone.get_by_role("link", name=re.compile("Your first evening")).click()
    phone.get_by_role("button", name="Charge your phone").click()
    expect(phone.get_by_role("button", name="Charge your phone")).to_have_attribute("aria-pressed", "true")
    check(phone)
