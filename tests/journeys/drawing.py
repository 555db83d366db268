"""What a coordinator does on the pages of areas, streets and a whole city; each step ends with what it shows."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Locator, Page, expect

# North of the demo town's harbour quarter, in degrees.
COPY = """
from canvass.campaigns.models import Campaign, PlanningNumbers
campaign = Campaign.objects.get(name="Een eerlijk huis (demo)")
places = list(campaign.neighbourhoods.order_by("code"))
campaign.pk, campaign.name = None, "{name}"
campaign.save()
PlanningNumbers.objects.create(campaign=campaign)
campaign.neighbourhoods.add(*places[:1])
print(campaign.pk, places[0].pk, *places[0].geometry.extent)
"""


def square(extent: tuple[float, ...], share: float = 0.25) -> list[list[float]]:
    """A ring in the middle of an extent: so large a share of it on every side of the middle."""
    west, south, east, north = extent
    x, y, dx, dy = (west + east) / 2, (south + north) / 2, share * (east - west), share * (north - south)
    return [[x - dx, y - dy], [x + dx, y - dy], [x + dx, y + dy], [x - dx, y + dy], [x - dx, y - dy]]


def polygon(ring: list[list[float]]) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def doors_counted(page: Page) -> int:
    shown = page.locator("#area-count b")
    expect(shown).to_be_visible()
    return int(re.sub(r"\D", "", shown.inner_text()))


def paste_area(page: Page, base: str, campaign: str, *, name: str, shape: str) -> int:
    """By keyboard alone: the edge as text. Returns the doors that were counted before it was saved."""
    page.goto(f"{base}/turf/campaigns/{campaign}/areas/new/")
    page.get_by_label("Name of the area").fill(name)
    page.get_by_text("paste the edge").click()
    page.get_by_label("The edge as GeoJSON").fill(shape)
    doors = doors_counted(page)
    page.get_by_role("button", name="Add the area").click()
    expect(page.locator(".crumb")).to_contain_text(name)
    return doors


def draw_area(page: Page, base: str, campaign: str, *, name: str) -> int:
    """With the mouse: four corners around the middle of the map, closed on the first."""
    page.goto(f"{base}/turf/campaigns/{campaign}/areas/new/")
    expect(page.locator("#area-count")).to_contain_text("Nothing is drawn")
    page.get_by_role("button", name="Draw the edge").click()
    corners = [(-140, -110), (120, -110), (120, 120), (-140, 120), (-140, -110)]
    press_on_map(page, corners)
    doors = doors_counted(page)
    page.get_by_label("Name of the area").fill(name)
    page.get_by_role("button", name="Add the area").click()
    expect(page.locator(".crumb")).to_contain_text(name)
    return doors


def press_on_map(page: Page, offsets: list[tuple[int, int]]) -> None:
    """Presses at so many pixels from the middle of the map."""
    box = page.locator("#map").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for right, down in offsets:
        page.mouse.move(x + right, y + down)
        page.mouse.down()
        page.mouse.up()
        page.wait_for_timeout(350)  # two presses within a quarter of a second are a double click to Leaflet


def press_a_street(page: Page) -> None:
    """Along a slanting line from the middle of the map, until a street was hit."""
    for step in range(40):
        press_on_map(page, [(5 * step, 3 * step)])
        if page.locator("#chosen [data-segment]").count():
            return
    raise AssertionError("no street near the middle of the map")


def change_in_list(page: Page, words: str) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name="What was changed")).locator(
        "li", has_text=words
    )


def close_by_name(page: Page, url: str, street: str, *, note: str) -> None:
    page.goto(url)
    page.get_by_label("Name of the street").fill(street)
    page.get_by_role("button", name="Search").click()
    first = page.locator(".pieces li").first
    expect(first).to_contain_text(street)
    first.get_by_label("What is there").fill(note)
    first.get_by_role("button", name=f"Close {street}").click()
    expect(change_in_list(page, note)).to_be_visible()


def add_between(page: Page, url: str, begin: str, end: str, *, note: str) -> None:
    page.goto(url)
    page.get_by_label("Begins at").fill(begin)
    page.get_by_label("Ends at").fill(end)
    page.get_by_role("button", name="Look them up").click()
    expect(page.locator("select[name=start] option").first).to_contain_text(begin)
    page.locator("#id_note").fill(note)
    page.get_by_role("button", name="Add the way").click()
    expect(change_in_list(page, note)).to_be_visible()


def take_back(page: Page, note: str) -> None:
    page.get_by_role("button", name=f"Take back: {note}").click()
    expect(page.locator(".messages")).to_contain_text("Taken back")
    expect(change_in_list(page, note)).to_have_count(0)
