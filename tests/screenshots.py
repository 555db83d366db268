"""Take a picture of every page of the demo, in Dutch, on a phone and on a desk: ``make screenshots``."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.product import DESK, PHONE, ROOT, Product, launch, product, sign_in

OUT = ROOT / "docs" / "screenshots"
COORDINATOR, ADMIN, VOLUNTEER = (f"{name}@demo.example" for name in ("coordinator", "admin", "vrijwilliger"))


def links(page: Page, url: str, inside: str) -> list[str]:
    """Addresses on a page that contain ``inside``, in the order of the page."""
    page.goto(url)
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    return [link for link in dict.fromkeys(found) if inside in link]


def pages(page: Page, home: str) -> dict[str, str]:
    """Names and addresses of what a coordinator and an admin see, found by following links."""
    named = {
        "insight-home": f"{home}/outcomes/home/",
        "campaigns-list": f"{home}/campaigns/",
        "shifts-index": f"{home}/shifts/",
        "people-organisations": f"{home}/organisations/",
        "places-index": f"{home}/places/",
        "people-profile": f"{home}/account/",
        "demo-mailbox": f"{home}/demo/mailbox/",
    }
    campaigns = [link for link in links(page, named["campaigns-list"], "/campaigns/") if link.rstrip("/")[-1].isdigit()]
    for number, campaign in enumerate(campaigns[:2], start=1):
        pk = campaign.rstrip("/").split("/")[-1]
        named[f"campaigns-detail-{number}"] = campaign
        named[f"insight-campaign-{number}"] = f"{home}/outcomes/{pk}/"
        named[f"insight-exports-{number}"] = f"{home}/outcomes/{pk}/exports/"
        named[f"turf-overview-{number}"] = f"{home}/turf/campaigns/{pk}/"
        for plan in links(page, named[f"turf-overview-{number}"], f"/turf/campaigns/{pk}/")[:3]:
            if plan.rstrip("/").split("/")[-2] == pk:
                named[f"turf-plan-{number}"] = plan
        named[f"shifts-new-{number}"] = f"{home}/shifts/new/{pk}/"
    for shift in links(page, named["shifts-index"], "/shifts/"):
        if re.search(r"/shifts/\d+/$", shift):
            named["shifts-detail"] = shift
            named["insight-debrief"] = f"{home}/outcomes/shifts/{shift.rstrip('/').split('/')[-1]}/debrief/"
            break
    for members in links(page, named["people-organisations"], "/members/")[:1]:
        named["people-members"] = members
    return named


def shoot(browser: Browser, running: Product, size: str, viewport: dict[str, int]) -> int:
    folder = OUT / size
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport=viewport, locale="nl-NL", is_mobile=size == "phone")
    visitor = context.new_page()
    for name, path in {"welcome": "/", "sign-in": "/accounts/login/code/"}.items():
        visitor.goto(running.url + path)
        visitor.screenshot(path=folder / f"{name}.png")
    taken = 2
    seen: dict[str, str] = {}
    for email in (COORDINATOR, ADMIN):
        page = sign_in(browser.new_context(viewport=viewport, locale="nl-NL"), running.url, email)
        for name, address in pages(page, running.url).items():
            answer = page.goto(address)
            if name in seen or answer is None or answer.status != 200:
                continue
            seen[name] = address
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{name}.png", full_page=size == "phone")
            taken += 1
    page = sign_in(browser.new_context(viewport=viewport, locale="nl-NL"), running.url, VOLUNTEER)
    page.screenshot(path=folder / "volunteer-home.png")
    return taken + 1 + (at_the_door(page, running, folder) if size == "phone" else 0)


def at_the_door(page: Page, running: Product, folder: Path) -> int:
    """The phone app, screen by screen, as one door goes."""
    page.goto(f"{running.url}/field/")
    page.locator("html[data-ready='1']").wait_for()
    steps = {
        "doorstep-start": "#dock .btn-main",
        "doorstep-doors": "[data-outcome='not_home']",
        "doorstep-not-home": "[data-go='open']",
        "doorstep-open": "[data-go='talk']",
        "doorstep-talk": "[data-go='after']",
        "doorstep-after": "",
    }
    for name, deed in steps.items():
        page.wait_for_timeout(400)
        page.screenshot(path=folder / f"{name}.png")
        if deed:
            page.locator(deed).first.click()
    return len(steps)


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        product("screenshots", Path(folder), ["load_demo"]) as running,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for size, viewport in (("desk", DESK), ("phone", PHONE)):
            print(f"{size}: {shoot(browser, running, size, viewport)} pictures in docs/screenshots/{size}")
        browser.close()


if __name__ == "__main__":
    main()
