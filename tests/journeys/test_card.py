"""A card's way: scanned with its sheet, given at a door, and its resident sees, corrects and erases. No account."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from conversations.insight.cards.codes import cards_of, spell
from tests.journeys import evening, pages
from tests.journeys.product import DESK, PHONE, Product, sign_in

COORDINATOR, VOLUNTEER = "coordinator@demo.example", "vrijwilliger@demo.example"
RUNNING = "Een eerlijk huis (demo)"
SEED = bytes.fromhex("8f3a61d7c4520be99d1746f08c2ab35e")
# What printing keeps of a sheet; a PDF's seed cannot be read by a browser test.
PRINTED = """
from canvass.campaigns.models import Campaign
from conversations.insight.cards.codes import cards_of
from conversations.insight.models import CardCode
campaign = Campaign.objects.get(pk={campaign})
CardCode.objects.bulk_create(CardCode(campaign=campaign, hash=card.hash) for card in cards_of(bytes.fromhex("{seed}")))
"""


def check(page: Page) -> None:
    """No accessibility finding, nothing wider than the screen, and no code in the address."""
    pages.check(page)
    assert cards_of(SEED)[0].code not in page.url


def carry_sheet(phone: Page, url: str) -> None:
    """As the phone's own camera opens the strip's square code."""
    phone.goto(f"{url}/field/#sheet={spell(SEED)}")
    phone.locator("html[data-ready='1']").wait_for(timeout=evening.LONG)
    phone.locator("[data-go='sheet-yes']").click()
    expect(phone.locator("[data-left='10']")).to_be_visible()
    phone.locator("[data-go='done']").click()


def test_a_resident_sees_corrects_and_erases(browser: Browser, demo: Product):
    desks = browser.new_context(viewport=DESK, locale="en-GB")
    desks.set_default_timeout(60_000)
    desk = sign_in(desks, demo.url, COORDINATOR)
    desk.goto(f"{demo.url}/campaigns/")
    desk.get_by_role("link", name=RUNNING).first.click()
    campaign = desk.url.rstrip("/").split("/")[-1]
    pages.follow(desk.get_by_role("link", name="Cards", exact=True))
    check(desk)
    desk.get_by_label("E-mail address for residents").fill("privacy@example.org")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_label("How many sheets").fill("1")
    with desk.expect_download(timeout=evening.LONG) as download:
        desk.get_by_role("button", name="Make the PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    demo.manage("shell", "-c", PRINTED.format(campaign=campaign, seed=SEED.hex()))

    shift_url = evening.add_shift(desk, demo.url, campaign)
    phones = browser.new_context(viewport=PHONE, locale="en-GB", has_touch=True, is_mobile=True)
    partners = browser.new_context(locale="en-GB")
    evening.join(sign_in(partners, demo.url, VOLUNTEER), shift_url)
    partners.close()
    evening.join(desk, shift_url)
    evening.hand_out(desk, shift_url, "doors")
    # The coordinator walks along: the volunteer has another route tonight, and would be asked which.
    phone = sign_in(phones, demo.url, COORDINATOR)
    phone.set_default_timeout(60_000)
    carry_sheet(phone, demo.url)
    evening.walk_route(phone, demo.url, campaign=RUNNING, not_home=0)

    residents = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB")
    residents.set_default_timeout(60_000)
    resident = residents.new_page()
    resident.goto(f"{demo.url}/card#{cards_of(SEED)[0].code}")
    expect(resident.get_by_role("heading", level=1)).to_have_text("Your conversation is not processed yet")
    check(resident)
    evening.debrief(desk, demo.url, shift_url, conversations=1)

    resident.goto(f"{demo.url}/card")
    resident.get_by_label("The code on your card").fill("-".join(cards_of(SEED)[0].groups).lower())
    resident.get_by_role("button", name="Show what you keep").click()
    expect(resident.get_by_role("heading", level=1)).to_have_text("What we keep about you")
    check(resident)
    pages.press(resident, "This is not right")
    check(resident)
    resident.locator("label:has(input[name='closing'][value='9'])").click()
    resident.get_by_role("button", name="Save changes").click()
    expect(resident.locator("dd").nth(3)).to_have_text("9")
    pages.press(resident, "Erase everything")
    check(resident)
    resident.get_by_role("button", name=re.compile("^Yes, erase")).click()
    expect(resident.get_by_role("status")).to_contain_text("Erased.")
    check(resident)
    for context in (desks, phones, residents):
        context.close()
