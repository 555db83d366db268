"""A running evening of forty: duos suggested and moved, turf handed out, no-shows, a guest, overdue, one undo."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import evening
from tests.journeys.pages import check, follow
from tests.journeys.product import DESK, PHONE, Product, sign_in

COORDINATOR, RUNNING = "coordinator@demo.example", "Een eerlijk huis (demo)"
JOIN = """
from volunteers.people.models import User
from volunteers.shifts.models import Shift, SignUp
shift = Shift.objects.get(pk={shift})
names = [f"Walker {{n:02}}" for n in range(1, 41)]
people = [User.objects.create_user(f"walker{{n}}@demo.example", name=name, phone="0600000000")
          for n, name in enumerate(names)]
SignUp.objects.bulk_create(SignUp(shift=shift, volunteer=person, beyond_places=True) for person in people)
"""
LATE = """
from datetime import timedelta
from django.utils import timezone
from volunteers.shifts.models import Shift
now = timezone.now()
Shift.objects.filter(pk={shift}).update(starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1))
"""


@pytest.fixture
def desk(browser: Browser, demo: Product) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="en-GB")
    context.set_default_timeout(30_000)
    yield sign_in(context, demo.url, COORDINATOR)
    context.close()


@pytest.fixture
def hand(browser: Browser, demo: Product) -> Iterator[Page]:
    """The coordinator's own phone."""
    context = browser.new_context(viewport=PHONE, locale="en-GB", has_touch=True, is_mobile=True)
    context.set_default_timeout(30_000)
    yield sign_in(context, demo.url, COORDINATOR)
    context.close()


def pair(desk: Page, shift_url: str) -> None:
    """Twenty duos from the suggestion; one person moves by the mouse, another by the keyboard."""
    desk.goto(shift_url)
    desk.get_by_role("button", name="Suggest duos").click()
    expect(desk.get_by_role("heading", name="20 duos")).to_be_visible()
    cards = desk.locator("#board article.duo:not(.new)")
    expect(cards).to_have_count(20)
    moved = cards.first.locator("[data-person]").first.get_attribute("data-name") or ""
    cards.first.locator("[data-person]").first.drag_to(cards.nth(1).locator("h3"))
    expect(desk.get_by_text(f"{moved} moved.")).to_be_visible()
    expect(cards.nth(1)).to_contain_text(moved)
    desk.get_by_role("link", name=f"Move {moved}").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#moving")).to_contain_text(f"You are moving {moved}.")
    check(desk)
    expect(cards.first.get_by_role("button", name="Put here")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(cards.first).to_contain_text(moved)
    expect(cards.first.locator("[data-person]")).to_have_count(2)


def call_the_roll(hand: Page, shift_url: str) -> None:
    """On the phone: a name found while typing, several ticked at once, everybody, and six who did not come."""
    hand.goto(shift_url)
    hand.get_by_label("Find a name").fill("07")
    expect(hand.locator("li.person:visible")).to_have_count(1)
    hand.locator("li.person:visible label").click()
    hand.get_by_label("Find a name").fill("walker 1")
    expect(hand.locator("li.person:visible")).to_have_count(10)
    hand.locator("li.person:visible label").first.click()
    expect(hand.locator("#ticked")).to_have_text("2 ticked")
    check(hand)
    hand.locator(".bulk").get_by_role("button", name="Here", exact=True).click()
    expect(hand.get_by_role("heading", name="2 of 40 are here")).to_be_visible()
    hand.get_by_role("button", name="Everyone is here").click()
    expect(hand.get_by_role("heading", name="40 of 40 are here")).to_be_visible()
    for number in range(1, 7):
        hand.locator("li.person", has_text=f"Walker {number:02}").locator("label").click()
    hand.locator(".bulk").get_by_role("button", name="Not here").click()
    expect(hand.get_by_role("heading", name="34 of 40 are here")).to_be_visible()


def pair_anew(page: Page) -> None:
    page.get_by_role("link", name="Pair them anew").click()
    expect(page.get_by_text("Nothing has happened yet.")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Pair anew").click()
    expect(page.get_by_text("Paired anew.")).to_be_visible()
    expect(page.get_by_role("link", name="Pair them anew")).to_have_count(0)


def test_an_evening_of_forty(desk: Page, hand: Page, browser: Browser, demo: Product):
    desk.goto(f"{demo.url}/campaigns/")
    desk.get_by_role("link", name=RUNNING).first.click()
    shift_url = evening.add_shift(desk, demo.url, desk.url.rstrip("/").split("/")[-1])
    shift = shift_url.rstrip("/").split("/")[-1]
    demo.manage("shell", "-v0", "-c", JOIN.format(shift=shift))
    pair(desk, shift_url)
    follow(desk.get_by_role("link", name=re.compile("^Turf for")))
    check(desk)
    desk.get_by_role("button", name="Hand out all as suggested").click()
    expect(desk.get_by_text("Handed out as suggested.")).to_be_visible()

    call_the_roll(hand, shift_url)
    pair_anew(hand)
    expect(hand.get_by_role("heading", name="17 duos")).to_be_visible()

    # Somebody walks in, by a code on the coordinator's phone, and gets somebody to walk with.
    hand.get_by_role("link", name="Somebody walked in").click()
    hand.get_by_role("button", name="Show the code for guests").click()
    link = hand.locator("svg[data-link]").get_attribute("data-link") or ""
    check(hand)
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    guest = context.new_page()
    guest.goto(link)
    check(guest)
    guest.get_by_label("First name").fill("Mo")
    guest.get_by_role("button", name="I walk along").click()
    expect(guest.get_by_role("heading", name="Welcome, Mo")).to_be_visible()
    check(guest)
    hand.get_by_role("link", name="Back to the list").click()
    pair_anew(hand)
    guest.reload()
    expect(guest.get_by_text(re.compile(r"You walk in duo \d+, with Walker"))).to_be_visible()
    context.close()

    # An hour too late: who is still out, by duo, to call; ticking everybody back is taken back with one tap.
    demo.manage("shell", "-v0", "-c", LATE.format(shift=shift))
    hand.goto(shift_url)
    expect(hand.get_by_text("should have been back")).to_be_visible()
    assert hand.locator(".calls a[href^='tel:']").count() > 1
    check(hand)
    hand.get_by_role("button", name="All of them are back").click()
    expect(hand.get_by_text("should have been back")).to_have_count(0)
    hand.get_by_role("button", name="Take back: everyone checked out").click()
    expect(hand.get_by_text("should have been back")).to_be_visible()
