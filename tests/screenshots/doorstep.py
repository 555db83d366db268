"""Every screen of the phone app, in the order of an evening."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.screenshots.camera import Camera
from tests.screenshots.shot import COORDINATOR, VOLUNTEER

READY = "html[data-ready='1']"
LONG = 30_000


def at_the_door(camera: Camera, entrance_walker: str) -> None:
    nobody = _start(camera, COORDINATOR)
    camera.take(nobody, "doorstep-no-route", whole=False)
    page = _start(camera, VOLUNTEER)
    _one_door_after_another(camera, page)
    _talk(camera, page)
    _rest_of_the_evening(camera, page)
    _entrance(camera, entrance_walker)


def one_screen(camera: Camera, name: str) -> None:
    """The screen that is seen most: the door one stands at."""
    page = _start(camera, VOLUNTEER)
    _press(page, "#dock .btn-main")
    camera.take(page, name, whole=False)


def _start(camera: Camera, who: str) -> Page:
    page = camera.open(who)
    page.goto(f"{camera.url}/field/")
    page.locator(READY).wait_for(timeout=LONG)
    return page


def _press(page: Page, deed: str, *, nth: int = 0) -> None:
    page.locator(deed).nth(nth).click()
    page.wait_for_timeout(250)


def _one_door_after_another(camera: Camera, page: Page) -> None:
    camera.take(page, "doorstep-start", whole=False)
    _press(page, "#dock .btn-main")
    camera.take(page, "doorstep-door", whole=False)
    camera.take(page, "doorstep-door-and-list")
    _press(page, "[data-outcome='not_home']")
    camera.take(page, "doorstep-not-home", whole=False)
    page.context.set_offline(True)
    _press(page, "[data-outcome='not_home']")
    camera.take(page, "doorstep-no-signal", whole=False)
    page.context.set_offline(False)
    _press(page, "label:has(input[name='view'][value='map'])")
    page.locator(".leaflet-container").wait_for(timeout=LONG)
    camera.take(page, "doorstep-map", whole=False)
    _press(page, "label:has(input[name='view'][value='doors'])")
    # What is left of the route in the time that is left; older routes have no such line.
    if page.locator("[data-go='rest']").count():
        _press(page, "[data-go='rest']")
        camera.take(page, "doorstep-rest", whole=False)
        _press(page, "#top .btn")
    _press(page, "#dock .two .btn", nth=3)
    camera.take(page, "doorstep-other", whole=False)
    _press(page, "#top .btn")
    _press(page, "[data-go='open']")
    camera.take(page, "doorstep-open", whole=False)
    _press(page, "[data-go='wish']")
    camera.take(page, "doorstep-do-not-ring", whole=False)
    _press(page, "#top .btn")


def _talk(camera: Camera, page: Page) -> None:
    _press(page, "[data-go='talk']")
    camera.take(page, "doorstep-talk", whole=False)
    _press(page, "[data-go='after']")
    camera.take(page, "doorstep-after", whole=False)
    for name, value in (("opening", "4"), ("closing", "6"), ("shift", "little")):
        if name == "shift":
            for question in ("value", "concern", "prejudice", "step"):
                _press(page, f"label:has(input[name='{question}'])")
        _press(page, f"label:has(input[name='{name}'][value='{value}'])")
    camera.take(page, "doorstep-after-filled")
    _press(page, "[data-save='card']")
    camera.take(page, "doorstep-saved", whole=False)


def _rest_of_the_evening(camera: Camera, page: Page) -> None:
    _press(page, "summary.tap")
    _press(page, "li.past button")
    camera.take(page, "doorstep-correct", whole=False)
    _press(page, "#top .btn")
    _press(page, "#top .safe")
    camera.take(page, "doorstep-unsafe", whole=False)
    _press(page, "[data-about='street']")
    camera.take(page, "doorstep-unsafe-reported", whole=False)
    page.goto(f"{camera.url}/field/")
    page.locator(READY).wait_for(timeout=LONG)
    _press(page, "#tabs a", nth=1)
    camera.take(page, "doorstep-guide", whole=False)
    _press(page, "#tabs a", nth=2)
    camera.take(page, "doorstep-end", whole=False)
    _press(page, "#dock .btn-main")
    page.locator(".banner.ok").wait_for(timeout=LONG)
    camera.take(page, "doorstep-thanks", whole=False)


def _entrance(camera: Camera, walker: str) -> None:
    page = _start(camera, walker)
    if page.locator("li.card button").count():
        camera.take(page, "doorstep-which-route", whole=False)
        _press(page, "li.card button")
    if page.locator("#dock .btn-main").count():
        _press(page, "#dock .btn-main")
    camera.take(page, "doorstep-door-in-a-block", whole=False)
    _press(page, "[data-go=entrance]")
    camera.take(page, "doorstep-entrance", whole=False)
    _press(page, "label:has(input[name='bell']:not(:disabled))")
    _press(page, "label:has(input[name='bell']:not(:disabled))", nth=1)
    camera.take(page, "doorstep-entrance-picked", whole=False)
