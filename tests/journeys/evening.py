"""The main job as a person does it, page by page; used on the demo town and on real extracts alike."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import BrowserContext, Page, expect

LONG = 240_000  # ms; jobs run in the background, on a shared machine, and the first cut compiles its kernels


def cut_and_publish(page: Page, plan_url: str) -> int:
    """Divide the neighbourhood, wait for the job, and publish; returns how many turfs there are."""
    page.goto(plan_url)
    publish = page.get_by_role("link", name="Fix and hand out")
    older = publish.get_attribute("href") if publish.count() else ""
    page.get_by_role("button", name=re.compile("^Divide (again|into)")).click()
    # An older draft stays until the new one is there.
    expect(publish).not_to_have_attribute("href", older or "-", timeout=LONG)
    expect(publish).to_be_visible(timeout=LONG)
    turfs = page.locator("ol.turfs > li").count()
    page.get_by_role("link", name="Fix and hand out").click()
    page.get_by_role("button", name="Fix and hand out").click()
    expect(page.get_by_role("link", name="Hand out in a shift")).to_be_visible()
    return turfs


def add_shift(page: Page, url: str, campaign: str) -> str:
    """A shift that has just begun; returns its address."""
    now = datetime.now(ZoneInfo("Europe/Amsterdam"))
    midnight = now.replace(hour=0, minute=0)
    starts = max(midnight, now - timedelta(minutes=10))
    ends = min(now.replace(hour=23, minute=59), now + timedelta(hours=2))
    page.goto(f"{url}/shifts/new/{campaign}/")
    page.get_by_label("Day").fill(f"{now:%Y-%m-%d}")
    page.get_by_label("From").fill(f"{starts:%H:%M}")
    page.get_by_label("Until").fill(f"{ends:%H:%M}")
    page.get_by_label("Meeting place").fill("Journey corner")
    page.get_by_label("Safety phone number").fill("085 000 00 00")
    page.get_by_role("button", name="Add shift").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Journey corner")
    return page.url


def join(page: Page, shift_url: str) -> None:
    page.goto(shift_url)
    page.get_by_role("button", name="Sign me up").click()
    expect(page.get_by_role("button", name="I cannot come after all")).to_be_visible()


def hand_out(page: Page, shift_url: str, turf: str) -> None:
    """Pair who signed up and give the duo a turf whose option contains ``turf``."""
    page.goto(shift_url)
    page.get_by_role("button", name="Suggest duos").click()
    page.get_by_role("link", name=re.compile("^Turf for")).click()
    choice = page.get_by_label("Turf for duo 1")
    option = choice.locator("option", has_text=turf).first
    choice.select_option(value=option.get_attribute("value"))
    page.get_by_role("button", name="Hand out (duo 1)").click()
    page.goto(shift_url)
    expect(page.get_by_text("Take the turf back").first).to_be_visible()


def debrief(page: Page, url: str, shift_url: str, *, conversations: int) -> None:
    """Everyone is back, look at the evening, close it."""
    number = shift_url.rstrip("/").split("/")[-1]
    page.goto(f"{url}/outcomes/shifts/{number}/debrief/")
    page.get_by_role("button", name="Everyone is back").click()
    noun = "conversation" if conversations == 1 else "conversations"
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{conversations} {noun} this shift")
    expect(page.get_by_text("too few conversations")).to_be_visible()
    page.get_by_role("link", name="Close the shift").click()
    page.get_by_role("button", name="Close the shift").click()
    expect(page.get_by_text("Shift closed.")).to_be_visible()


def export_doors(context: BrowserContext, page: Page, exports_url: str) -> list[dict[str, str]]:
    """Ask for the door totals as CSV, wait for the job, download and read them."""
    page.goto(exports_url)
    page.get_by_label("Contents").select_option("doors")
    files = page.get_by_label("Kind of file")
    # Only these come as a map: the files on offer are theirs now.
    expect(files.locator("option[value=geojson]")).to_be_attached()
    files.select_option("csv")
    page.get_by_label("What it is for").fill("the journey test")
    page.get_by_role("button", name="Make export").click()
    link = page.get_by_role("link", name=re.compile("Download")).first
    expect(link).to_be_visible(timeout=LONG)
    answer = context.request.get(link.evaluate("a => a.href"))
    assert answer.ok
    return list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))


def walk_route(page: Page, url: str, *, campaign: str, not_home: int) -> None:
    """On the phone: start, log ``not_home`` doors with one tap each, then one full conversation, and come back."""
    page.goto(f"{url}/field/")
    page.locator("html[data-ready='1']").wait_for(timeout=LONG)
    # Who has several routes today chooses first.
    choice = page.locator("li.card", has_text=campaign).get_by_role("button")
    if choice.count():
        choice.first.click()
    page.locator("#dock .btn-main").first.click()
    for _ in range(not_home):
        door = page.get_by_role("heading", level=1).inner_text()
        page.locator("[data-outcome='not_home']").click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(door)
    talk(page)
    page.locator("#tabs a").last.click()
    page.locator("#dock .btn-main").first.click()
    expect(page.locator(".banner.ok")).to_be_visible(timeout=LONG)


def talk(page: Page) -> None:
    """The fullest conversation: opening 4, closing 6, three values, a concern, a prejudice and what shifted."""
    page.locator("[data-go='open']").click()
    page.locator("[data-go='talk']").click()
    page.locator("[data-go='after']").click()
    tick(page, "opening", "4")
    tick(page, "closing", "6")
    for number in range(3):
        page.locator("label:has(input[name='value'])").nth(number).click()
    page.locator("label:has(input[name='concern'])").first.click()
    page.locator("label:has(input[name='prejudice'])").first.click()
    tick(page, "shift", "little")
    page.locator("label:has(input[name='step'])").first.click()
    page.locator("[data-save='card']").click()
    expect(page.locator(".toast")).to_be_visible()


def tick(page: Page, name: str, value: str) -> None:
    page.locator(f"label:has(input[name='{name}'][value='{value}'])").first.click()
