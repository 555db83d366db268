"""A topic, a guide taken over, published and chosen; and what of it reaches the phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import check, follow, press
from tests.journeys.product import DESK, PHONE, Product, sign_in

ADMIN, VOLUNTEER = "admin@demo.example", "vrijwilliger@demo.example"
RUNNING, SOURCE = "Een eerlijk huis (demo)", "Guide: housing"
OURS, PROMPT = "Housing, our way", "Vraag wie er in de straat een huis zoekt."


@pytest.fixture
def desk(browser: Browser, demo: Product) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="en-GB")
    context.set_default_timeout(30_000)
    yield sign_in(context, demo.url, ADMIN)
    context.close()


@pytest.fixture
def phone(browser: Browser, demo: Product) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    yield sign_in(context, demo.url, VOLUNTEER)
    context.close()


def add_topic(page: Page, url: str) -> None:
    page.goto(f"{url}/topics/")
    check(page)
    follow(page.get_by_role("link", name="Add a topic").first)
    check(page)
    press(page, "Take this one Climate")
    expect(page.get_by_role("heading", level=1)).to_have_text("Climate: ready to be chosen")
    check(page)
    page.get_by_role("link", name="Change the list Prejudices").click()
    page.get_by_label("Word (Dutch)").fill("Het is te laat")
    expect(page.get_by_text("14 of 60 characters")).to_be_visible()
    press(page, "Add to the list")
    page.get_by_role("button", name="Move “Het is te laat” up").click()
    expect(page.locator(".ordered > li").nth(2)).to_contain_text("Het is te laat")
    check(page)


def take_over(page: Page, url: str) -> str:
    """Fork the umbrella's guide, move a step by keyboard, add one, publish; the address of the new guide."""
    page.goto(f"{url}/topics/guides/")
    follow(page.get_by_role("link", name=SOURCE, exact=True))
    check(page)
    page.get_by_role("link", name="Take this guide over").click()
    page.get_by_label("Name (Dutch)").fill("Wonen, op onze manier")
    page.get_by_label("Name (English)").fill(OURS)
    press(page, "Take it over")
    check(page)
    steps = page.locator("#editor .step")
    before = steps.count()
    moved = steps.nth(4).locator("b").inner_text()
    steps.nth(4).get_by_role("link").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(steps.nth(3).locator("b")).to_have_text(moved)
    # The focus stays on the button that moved with its step.
    page.keyboard.press("Enter")
    expect(steps.nth(2).locator("b")).to_have_text(moved)
    page.get_by_label("Step of the method").select_option("experience")
    page.get_by_label("Prompt (Dutch)").fill(PROMPT)
    press(page, "Add at the end")
    expect(steps).to_have_count(before + 1)
    follow(page.get_by_role("link", name="Publish…"))
    check(page)
    page.get_by_label("What changed").fill("With the street")
    press(page, "Publish this version")
    expect(page.get_by_role("heading", level=1)).to_contain_text(OURS)
    return page.url


def choose(page: Page, url: str) -> None:
    page.goto(f"{url}/campaigns/")
    page.get_by_role("link", name=RUNNING).first.click()
    page.get_by_role("link", name="Change", exact=True).first.click()
    page.get_by_label("Conversation guide").select_option(label=f"{OURS} v1")
    press(page, "Save the campaign")


def test_from_a_fork_to_the_phone(desk: Page, phone: Page, demo: Product):
    add_topic(desk, demo.url)
    guide = take_over(desk, demo.url)
    desk.get_by_role("link", name="See what differs").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(re.compile("steps? differ"))
    expect(desk.locator("ins").last).to_contain_text(PROMPT)
    check(desk)
    choose(desk, demo.url)
    desk.goto(guide)
    expect(desk.get_by_text(RUNNING)).to_be_visible()
    found = phone.request.get(f"{demo.url}/field/assignments").json()["assignments"]
    route = next(row["assignment"] for row in found if row["campaign"] == RUNNING)
    talk = phone.request.get(f"{demo.url}/field/bundle/{route}").json()["talk"]
    assert talk["steps"][-1]["nl"] == PROMPT
    assert talk["steps"][2]["code"] == "own_story"


def test_a_question_that_people_answer_is_locked(desk: Page, demo: Product, browser: Browser):
    head = sign_in(browser.new_context(viewport=DESK, locale="en-GB"), demo.url, "koepel@demo.example")
    head.goto(f"{demo.url}/topics/?q=housing")
    head.get_by_role("link", name="Housing", exact=True).click()
    head.get_by_role("link", name="Change", exact=True).first.click()
    expect(head.get_by_role("heading", level=1)).to_have_text("This question is locked")
    check(head)
    head.get_by_role("link", name="Correct the spelling").click()
    text = head.get_by_label("Text (Dutch)")
    written = text.input_value()
    text.fill(written.replace("een eerlijke", "geen eerlijke"))
    head.get_by_label("The meaning is the same").check()
    press(head, "Save the correction")
    expect(head.get_by_role("alert")).to_contain_text("more than spelling")
    check(head)
    head.get_by_label("Text (Dutch)").fill(written.rstrip(".") + "!")
    press(head, "Save the correction")
    expect(head.get_by_text("The spelling was corrected")).to_be_visible()
    head.context.close()


def test_the_editors_fit_a_phone(browser: Browser, demo: Product):
    context = browser.new_context(viewport=PHONE, locale="nl-NL", color_scheme="dark")
    page = sign_in(context, demo.url, "koepel@demo.example")
    for path in ("/topics/", "/topics/new/", "/topics/guides/", "/topics/guides/new/"):
        page.goto(demo.url + path)
        check(page)
    page.goto(f"{demo.url}/topics/guides/")
    follow(page.locator("main .list a").first)
    check(page)
    follow(page.locator(".head .btn-main"))
    check(page)
    context.close()
