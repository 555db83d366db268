"""What every journey does to a page: look for barriers, and press a button that leads to another page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page


def check(page: Page) -> None:
    """No accessibility finding, nothing wider than the screen."""
    found = Axe().run(page).response["violations"]
    assert [(finding["id"], finding["nodes"][0]["html"]) for finding in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def press(page: Page, name: str) -> None:
    """Press the button and be on the page it leads to: a click alone returns on the page it leaves."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def follow(link: Locator) -> None:
    """Go where the link leads, and be there."""
    with link.page.expect_navigation():
        link.click()
