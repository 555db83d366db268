"""From an empty month to a full series: planned by a coordinator, taken, waited for, and given on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import check, press
from tests.journeys.product import DESK, PHONE, Product, sign_in

COORDINATOR, ADMIN, VOLUNTEER = (f"{box}@demo.example" for box in ("coordinator", "admin", "vrijwilliger"))
RUNNING = "Een eerlijk huis (demo)"


@contextmanager
def person(browser: Browser, demo: Product, email: str, *, phone: bool = False) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE if phone else DESK, locale="en-GB")
    context.set_default_timeout(30_000)
    yield sign_in(context, demo.url, email)
    context.close()


def empty_month() -> date:
    """A month that nothing else of the demo reaches: half a year on."""
    today = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    return (today.replace(day=1) + timedelta(days=190)).replace(day=1)


def plan_series(desk: Page, url: str, first: date) -> None:
    """Three weeks of two places at a meeting place that is on the map."""
    desk.goto(f"{url}/campaigns/")
    desk.get_by_role("link", name=RUNNING).first.click()
    campaign = desk.url.rstrip("/").split("/")[-1]
    desk.goto(f"{url}/shifts/new/{campaign}/?day={first:%Y-%m-%d}")
    expect(desk.get_by_label("Or so many times")).to_be_hidden()
    desk.get_by_label("Every week").check()
    desk.get_by_label("Or so many times").fill("3")
    desk.get_by_label("Where people meet").select_option(label="Bankje bij de kerk")
    expect(desk.get_by_label("Meeting place in words")).to_be_hidden()
    desk.get_by_label("Places for volunteers").fill("2")
    desk.get_by_label("Safety phone number").fill("085 000 00 00")
    check(desk)
    press(desk, "Add shift")
    expect(desk.get_by_text("3 shifts added.")).to_be_visible()


def test_from_an_empty_month_to_a_place_from_the_waiting_list(browser: Browser, demo: Product):
    month = empty_month()
    address = f"{demo.url}/shifts/calendar/?month={month:%Y-%m}"
    with person(browser, demo, COORDINATOR) as desk, person(browser, demo, VOLUNTEER, phone=True) as phone:
        desk.goto(address)
        expect(desk.get_by_role("heading", level=1)).to_have_text(f"0 shifts in {month:%B %Y}")
        check(desk)
        plan_series(desk, demo.url, month + timedelta(days=1))
        expect(desk.get_by_role("heading", level=1)).to_have_text(f"3 shifts in {month:%B %Y}")
        check(desk)
        # Without a mouse: from shift to shift, and into one.
        slots = desk.locator("#month a.slot")
        slots.first.focus()
        desk.keyboard.press("ArrowRight")
        expect(slots.nth(1)).to_be_focused()
        desk.keyboard.press("ArrowUp")
        expect(slots.first).to_be_focused()
        desk.keyboard.press("Enter")
        expect(desk.get_by_role("heading", level=1)).to_contain_text("Bankje bij de kerk")
        shift_url = desk.url
        press(desk, "Sign me up")
        with person(browser, demo, ADMIN) as other:
            other.goto(shift_url)
            press(other, "Sign me up")

        phone.goto(address)
        expect(phone.locator("#month a.slot").first).to_contain_text("full")
        check(phone)
        phone.goto(f"{demo.url}/shifts/?day={month + timedelta(days=1):%Y-%m-%d}")
        check(phone)
        phone.get_by_role("button", name=re.compile("^Put me on the waiting list")).click()
        expect(phone.get_by_text("You are on the waiting list, and hear it")).to_be_visible()

        desk.goto(shift_url)
        expect(desk.get_by_text("full, 1 waiting")).to_be_visible()
        press(desk, "I cannot come after all")
        phone.goto(shift_url)
        expect(phone.get_by_text("you are going")).to_be_visible()
        check(phone)


def test_a_meeting_place_by_the_keyboard_and_an_address_for_the_own_calendar(browser: Browser, demo: Product):
    with person(browser, demo, COORDINATOR) as desk:
        desk.goto(f"{demo.url}/shifts/places/of/buurtgesprek-lindenhaven/new/")
        desk.locator("html[data-ready='1']").wait_for()
        check(desk)
        desk.locator("#map").focus()
        desk.keyboard.press("ArrowRight")
        desk.get_by_role("button", name="Take the point in the middle").click()
        expect(desk.get_by_label("Latitude")).to_have_value(re.compile(r"^5\d\.\d{6}$"))
        desk.get_by_label("Name, as people know it").fill("Journey fountain")
        press(desk, "Add the place")
        expect(desk.get_by_role("heading", name="Journey fountain")).to_be_visible()
        check(desk)

        desk.goto(f"{demo.url}/shifts/feeds/")
        press(desk, "For the shifts where I go or wait")
        check(desk)
        link = desk.locator("input[type=url]").first.input_value()
        stranger = browser.new_context()
        answer = stranger.request.get(link.replace(link.split("/shifts/")[0], demo.url))
        assert answer.ok
        assert answer.text().startswith("BEGIN:VCALENDAR")
        stranger.close()
