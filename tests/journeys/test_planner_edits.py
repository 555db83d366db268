"""A coordinator changes a draft, in the list and on the map, with the keyboard and with another coordinator about."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.product import DESK, Product, sign_in

COORDINATOR, ADMIN = "coordinator@demo.example", "admin@demo.example"
FRESH = "Welkom in de polder (demo)"
LONG = 300_000  # ms; dividing is a job, and the first one of a fresh product compiles the planner
SOON = 30_000
# The page keeps its map to itself; a test may hold on to it as it is made.
HOLD_MAP = """
let leaflet;
Object.defineProperty(window, "L", { get: () => leaflet, set: (made) => {
  leaflet = made;
  made.Map.addInitHook(function () { window.heldMap = this; });
}});
"""
PLATE = """number => {
  let found = null;
  window.heldMap.eachLayer((layer) => { if (layer.options.text === String(number)) found = layer; });
  return window.heldMap.latLngToContainerPoint(found.getLatLng());
}"""
SIDE = """() => {
  let found = null;
  window.heldMap.eachLayer((layer) => { if (layer.options.weight === 7 && layer.getLatLngs) found = found ?? layer; });
  return window.heldMap.latLngToContainerPoint(found.getCenter());
}"""


@pytest.fixture
def desk(browser: Browser, demo: Product) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="en-GB")
    context.add_init_script(HOLD_MAP)
    yield sign_in(context, demo.url, COORDINATOR)
    context.close()


@pytest.fixture
def draft(desk: Page, demo: Product) -> Page:
    """The planner with a fresh draft."""
    desk.goto(f"{demo.url}/campaigns/")
    desk.get_by_role("link", name=FRESH).first.click()
    desk.goto(desk.get_by_role("link", name="Plan turf").last.evaluate("a => a.href"))
    divide(desk)
    return desk


def divide(page: Page) -> None:
    """Press, and wait for the new draft: until then an older one may be shown."""
    page.get_by_role("button", name=re.compile("^Divide (again|into)")).click()
    expect(page.locator("#cut-progress")).to_have_count(0, timeout=LONG)
    expect(page.get_by_text(re.compile("draft, version"))).to_be_visible(timeout=SOON)
    map_follows(page)


def said(page: Page, words: str) -> None:
    expect(page.locator("#said")).to_contain_text(re.compile(words), timeout=SOON)


def map_follows(page: Page) -> None:
    """What is pressed on the map before it shows the list's turfs, presses the turfs of before.

    And what is pressed before the page's scripts are there takes the way without scripts, with another page after it.
    """
    expect(page.locator("#map.leaflet-container")).to_have_count(1, timeout=SOON)
    page.wait_for_timeout(100)
    expect(page.locator("#map[aria-busy]")).to_have_count(0, timeout=SOON)


def turfs(page: Page) -> int:
    return page.locator("ol.turfs > li").count()


def pick(page: Page, number: int) -> Locator:
    """Choose a turf in the list; its line."""
    line = page.locator("ol.turfs > li").filter(has=page.locator(".plate", has_text=re.compile(f"^{number}$")))
    line.locator(".t-name a").click()
    expect(page.locator("ol.turfs > li.sel .plate")).to_have_text(str(number), timeout=SOON)
    map_follows(page)
    return page.locator("ol.turfs > li.sel")


def press_map(page: Page, point: dict[str, float]) -> None:
    page.locator("#map").click(position={"x": point["x"], "y": point["y"]})


def button(page: Page, name: str) -> Locator:
    return page.get_by_label("Settings and list").get_by_role("button", name=name, exact=True)


def test_every_act_in_the_list_and_back_again(draft: Page):
    count = turfs(draft)
    pick(draft, 3)
    button(draft, "Split 3").click()
    said(draft, f"Turf 3 is split: 3 and {count + 1}")
    expect(button(draft, "Split 3")).to_be_focused()
    assert turfs(draft) == count + 1
    button(draft, "Undo").click()
    said(draft, "Undone. Turf 3 is as it was")
    button(draft, "Do again").click()
    said(draft, "Done again")
    draft.reload()
    map_follows(draft)
    assert turfs(draft) == count + 1
    pick(draft, 3)
    draft.get_by_label("Join with").select_option(index=0)
    button(draft, "Join").click()
    said(draft, "are joined: 3")
    draft.locator("#sides > summary").click()
    draft.get_by_role("group", name="Which street sides").get_by_role("checkbox").first.check()
    draft.get_by_label("Move to").select_option(index=0)
    button(draft, "Move").click()
    said(draft, "Street side moved")
    button(draft, "Lock 3").click()
    said(draft, "Turf 3 is locked")
    draft.get_by_role("button", name=re.compile("^Divide the rest again")).click()
    said(draft, r"The rest is divided again|Dividing the rest again")
    expect(draft.locator("#said")).to_contain_text("The rest is divided again", timeout=LONG)
    expect(draft.locator(".turf", has_text="locked")).to_have_count(1)
    button(draft, "Undo").click()
    said(draft, "Undone")


def test_the_same_acts_on_the_map(draft: Page):
    count = turfs(draft)
    press_map(draft, draft.evaluate(PLATE, 2))
    expect(draft.locator("ol.turfs > li.sel .plate")).to_have_text("2", timeout=SOON)
    acts = draft.get_by_role("toolbar", name="Change the turfs")
    acts.get_by_role("button", name="Split 2").click()
    said(draft, f"Turf 2 is split: 2 and {count + 1}")
    acts.get_by_role("button", name="Undo").click()
    said(draft, "Undone")
    map_follows(draft)
    acts.get_by_role("button", name="Join 2 with").click()
    said(draft, "Press the turf")
    draft.keyboard.press("Escape")
    said(draft, "Stopped")
    acts.get_by_role("button", name="Join 2 with").click()
    press_map(draft, draft.evaluate(PLATE, 1))
    said(draft, "Turfs 1 and 2 are joined: 2")
    acts.get_by_role("button", name="Undo").click()
    said(draft, "Undone")
    map_follows(draft)
    # Pressing the chosen turf again shows it from near by, where its street sides are wide enough to press.
    press_map(draft, draft.evaluate(PLATE, 2))
    draft.wait_for_timeout(1500)
    press_map(draft, draft.evaluate(SIDE))
    expect(draft.locator('#act-move input[name="face"]:checked')).to_have_count(1)
    draft.get_by_role("button", name="Everything").click()
    draft.wait_for_timeout(1500)
    press_map(draft, draft.evaluate(PLATE, 1))
    said(draft, "Street side moved. Turfs 1 and 2")


def test_without_a_mouse(draft: Page):
    pick(draft, 1)
    button(draft, "Split 1").focus()
    draft.keyboard.press("Enter")
    said(draft, "Turf 1 is split")
    expect(button(draft, "Split 1")).to_be_focused()
    button(draft, "Undo").focus()
    draft.keyboard.press("Space")
    said(draft, "Undone")
    expect(button(draft, "Undo")).to_be_focused()


def test_the_second_of_two_coordinators_is_told(draft: Page, browser: Browser, demo: Product):
    other = sign_in(browser.new_context(viewport=DESK, locale="en-GB"), demo.url, ADMIN)
    other.goto(draft.url)
    pick(other, 2)
    pick(draft, 1)
    button(draft, "Split 1").click()
    said(draft, "Turf 1 is split")
    button(other, "Split 2").click()
    said(other, "Somebody else changed this plan")
    assert turfs(other) == turfs(draft)
    button(other, "Split 2").click()
    said(other, "Turf 2 is split")
    other.context.close()


def test_the_page_has_no_faults_that_a_machine_finds_and_every_act_has_a_name(draft: Page):
    pick(draft, 1)
    for part in ("sides", "naming"):
        draft.locator(f"#{part} > summary").click()
    found = Axe().run(draft)
    assert found.violations_count == 0, found.generate_report()
    tree = draft.context.new_cdp_session(draft).send("Accessibility.getFullAXTree")["nodes"]
    kinds = {"button", "link", "combobox", "checkbox", "textbox", "spinbutton", "DisclosureTriangle"}
    named = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree
        if not node.get("ignored") and node.get("role", {}).get("value") in kinds
    ]
    assert [kind for kind, name in named if not name.strip()] == []
    names = {name for _kind, name in named}
    for act in ("Split 1", "Lock 1", "Join with", "Join", "Move to", "Move", "Save the name", "Undo", "Do again"):
        assert act in names
    assert any(name.startswith("Divide the rest again") for name in names)


def test_publishing_fixes_it_and_dividing_again_leaves_done_doors_out(draft: Page, demo: Product):
    doors = int(re.sub(r"\D", "", draft.get_by_role("heading", level=1).inner_text().split("doors")[0]))
    draft.get_by_role("link", name="Fix and hand out").click()
    draft.get_by_role("button", name="Fix and hand out").click()
    expect(draft.get_by_text("The turf is published")).to_be_visible()
    expect(draft.get_by_role("toolbar", name="Change the turfs")).to_have_count(0)
    expect(draft.get_by_role("button", name="Undo")).to_have_count(0)
    demo.manage("shell", "-c", FINISH_DOORS)
    divide(draft)
    expect(draft.get_by_role("heading", level=1)).to_contain_text(f"{doors - 5} doors")
    draft.get_by_text("Compare with version").click()
    expect(draft.get_by_role("row", name="Doors")).to_contain_text(str(doors))
    draft.get_by_label(re.compile("Show the turfs of version")).check()


FINISH_DOORS = f"""
from django.utils import timezone
from canvass.turf.models import DoorState, Stop, TurfPlan
plan = TurfPlan.objects.filter(campaign__name={FRESH!r}, state="published").latest("version")
known = DoorState.objects.filter(campaign=plan.campaign).values("address")
for stop in Stop.objects.filter(plan=plan).exclude(address__in=known)[:5]:
    DoorState.objects.create(campaign=plan.campaign, address=stop.address, state="done", on=timezone.localdate())
"""
