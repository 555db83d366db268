"""Areas of one's own, closed streets, added ways, and a whole town at once, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys import drawing
from tests.journeys.product import DESK, PHONE, Product, sign_in

COORDINATOR = "coordinator@demo.example"
LONGEST_CUT = 400_000


@pytest.fixture(scope="module")
def ground(demo: Product) -> tuple[str, str, tuple[float, ...]]:
    """A campaign of its own, so that no other journey is in the way; its number, its neighbourhood, the extent."""
    words = demo.manage("shell", "-v0", "-c", drawing.COPY.format(name="Gebieden")).split()
    return words[0], words[1], tuple(float(word) for word in words[2:6])


@pytest.fixture
def desk(browser: Browser, demo: Product) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="en-GB", reduced_motion="reduce")
    page = sign_in(context, demo.url, COORDINATOR)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    assert wrong == []


def test_an_area_is_pasted_drawn_changed_and_deleted(desk: Page, demo: Product, ground):
    campaign, _place, extent = ground
    pasted = drawing.paste_area(
        desk, demo.url, campaign, name="Rond de kerk", shape=drawing.polygon(drawing.square(extent))
    )
    drawn = drawing.draw_area(desk, demo.url, campaign, name="Bij de haven")
    assert pasted > 10
    assert drawn > 10

    desk.goto(f"{demo.url}/turf/campaigns/{campaign}/")
    row = desk.get_by_role("row").filter(has_text="Rond de kerk")
    expect(row).to_contain_text("drawn")
    row.get_by_role("link", name="Change Rond de kerk").click()
    corners = desk.locator(".leaflet-editing-icon")
    expect(corners.first).to_be_visible()
    desk.get_by_label("Name of the area").fill("Bij de haven")
    desk.get_by_role("button", name="Save the area").click()
    expect(desk.get_by_role("alert")).to_contain_text("of that name already")
    desk.get_by_label("Name of the area").fill("Om de kerk")
    desk.get_by_role("button", name="Save the area").click()
    expect(desk.get_by_role("row").filter(has_text="Om de kerk")).to_be_visible()

    desk.get_by_role("link", name="Change Bij de haven").click()
    desk.get_by_role("link", name="Delete").click()
    desk.get_by_role("button", name="Delete the area").click()
    expect(desk.get_by_role("row").filter(has_text="Bij de haven")).to_have_count(0)


def test_streets_around_an_address_need_no_map(desk: Page, demo: Product, ground):
    campaign = ground[0]
    desk.goto(f"{demo.url}/turf/campaigns/{campaign}/areas/new/")
    desk.get_by_label("Name of the area").fill("Om Marktstraat 3")
    desk.get_by_text("all streets around an address").click()
    desk.get_by_label("Address, such as").fill("Marktstraat 3")
    desk.get_by_role("button", name="Search").click()
    desk.get_by_role("link", name=re.compile("Everything within 300 metres of Marktstraat 3")).first.click()
    assert drawing.doors_counted(desk) > 50
    expect(desk.get_by_label("Name of the area")).to_have_value("Om Marktstraat 3")


def test_a_street_is_closed_and_a_way_added_by_name_and_on_the_map(desk: Page, demo: Product, ground):
    campaign, place, _extent = ground
    url = f"{demo.url}/turf/campaigns/{campaign}/{place}/links/"
    drawing.close_by_name(desk, url, "Marktstraat", note="Hek op slot")
    drawing.add_between(desk, url, "Marktstraat 3", "Noorderkade", note="Voetbrug")
    desk.get_by_role("button", name="Draw a way").click()
    drawing.press_on_map(desk, [(-60, -40), (60, 50)])
    desk.get_by_role("button", name="Finish the way").click()
    expect(desk.get_by_text("A way is drawn on the map")).to_be_visible()
    desk.locator("#id_note").fill("Steegje")
    desk.get_by_role("button", name="Add the way").click()
    expect(drawing.change_in_list(desk, "Steegje")).to_be_visible()
    for note in ("Hek op slot", "Voetbrug", "Steegje"):
        drawing.take_back(desk, note)

    drawing.press_a_street(desk)
    desk.locator("#chosen").get_by_label("What is there").fill("Bouwhek")
    desk.locator("#chosen").get_by_role("button", name="Close").click()
    drawing.take_back(desk, "Bouwhek")


def test_a_whole_town_is_divided_and_stopped(desk: Page, demo: Product, ground):
    campaign = ground[0]
    desk.goto(f"{demo.url}/campaigns/{campaign}/neighbourhoods/?q=lindenhaven")
    desk.get_by_role("button", name="Add all of Lindenhaven").click()
    expect(desk.locator(".messages")).to_contain_text("were added")
    overview = f"{demo.url}/turf/campaigns/{campaign}/"
    desk.goto(overview)
    desk.get_by_role("link", name=re.compile(r"Divide \d+ neighbourhoods")).click()
    desk.get_by_label("Time at the doors").fill("90")
    with demo.worker_asleep():
        desk.get_by_role("button", name="Divide all neighbourhoods").click()
        expect(desk.locator(".messages")).to_contain_text("are being divided")
        expect(desk.locator("#city-jobs")).to_contain_text("wait")
        desk.get_by_role("button", name="Stop all").click()
    expect(desk.get_by_role("button", name="Stop all")).to_have_count(0, timeout=LONGEST_CUT)
    expect(desk.get_by_role("row").filter(has_text="not divided").first).to_be_visible()

    desk.get_by_role("link", name=re.compile(r"Divide \d+ neighbourhood")).click()
    desk.get_by_role("button", name="Divide all neighbourhoods").click()
    expect(desk.get_by_role("link", name=re.compile(r"Publish \d+ drafts"))).to_be_visible(timeout=LONGEST_CUT)
    expect(desk.get_by_role("button", name="Stop all")).to_have_count(0, timeout=LONGEST_CUT)
    desk.get_by_role("link", name=re.compile(r"Publish \d+ drafts")).click()
    desk.get_by_role("button", name="Publish all drafts").click()
    expect(desk.locator(".messages")).to_contain_text("is published")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_of_areas_have_no_barrier(browser: Browser, demo: Product, ground, viewport):
    campaign, place, _extent = ground
    context = browser.new_context(viewport=viewport, locale="nl-NL")
    page = sign_in(context, demo.url, COORDINATOR)
    base = f"{demo.url}/turf/campaigns/{campaign}"
    found = {}
    for path in ("/", "/areas/new/", f"/{place}/links/?street=Markt", "/plan-all/", "/publish-all/"):
        page.goto(base + path)
        page.wait_for_load_state("networkidle")
        result = Axe().run(page)
        found[path] = [one["id"] for one in result.response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path
    context.close()
    assert found == {path: [] for path in found}
