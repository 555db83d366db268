"""The phone's modules without a server: a page on a trusted origin that holds nothing but their addresses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, Page, Route

ORIGIN = "http://localhost:9"
STATIC = Path(settings.BASE_DIR) / "static/js"
PAGE = """<!doctype html><html lang="en"><title>x</title>
<script type="application/json" id="settings">{"urls": {}}</script>
<script type="application/json" id="texts">{}</script>"""


def serve(route: Route) -> None:
    name = route.request.url.removeprefix(f"{ORIGIN}/js/")
    route.fulfill(content_type="text/javascript", body=(STATIC / name).read_text())


def module_page(browser: Browser) -> Page:
    """A new profile: its database is empty."""
    page = browser.new_context().new_page()
    page.route(f"{ORIGIN}/", lambda route: route.fulfill(content_type="text/html", body=PAGE))
    page.route(f"{ORIGIN}/js/**", serve)
    page.goto(f"{ORIGIN}/")
    return page


def run(page: Page, body: str, argument: Any = None) -> Any:
    """``body`` is the inside of an async function of ``x``, with the modules at hand."""
    imports = "const db = await import('/js/db.js'); const seal = await import('/js/seal.js');"
    imports += "const outbox = { ...await import('/js/outbox.js'), ...await import('/js/settling.js') };"
    # An exception has no JSON: its name comes back.
    script = f"async (x) => {{ {imports} try {{ {body} }} catch (error) {{ return {{ error: error.name }}; }} }}"
    return page.evaluate(script, argument)
