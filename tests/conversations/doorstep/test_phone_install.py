"""The app on a home screen, what it weighs, and what a browser below the floor gets to read."""

from __future__ import annotations

import gzip
import re
import struct
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

STATIC = Path(settings.BASE_DIR) / "static"
ENTRY = "js/doorstep/app.js"
FLOOR = "js/doorstep/floor.js"
STYLES = ["tokens", "base", "forms", "phone", "map", "doorstep"]
IMPORT = re.compile(r'^import [^;]*?from "(\.[^"]+)";', re.M)


def packed(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


def needed(names: list[str]) -> list[str]:
    """The scripts and everything they import at once; what they import later is not counted."""
    found: dict[str, None] = {}
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in found:
            found[name] = None
            there = IMPORT.findall((STATIC / name).read_text())
            todo += [str((STATIC / name).parent.joinpath(other).resolve().relative_to(STATIC)) for other in there]
    return list(found)


@pytest.mark.parametrize("screen", ["start", "doors"])
def test_what_the_first_screen_needs_is_light(screen):
    scripts = needed([ENTRY, FLOOR, f"js/doorstep/screens/{screen}.js"])
    assert "js/doorstep/screens/safety.js" in scripts
    assert "js/doorstep/screens/after.js" not in scripts
    assert packed(*scripts) <= 30_000


def test_the_whole_shell_without_the_map_is_light(phone):
    page = gzip.compress(phone.client.get("/field/").content, 9)
    scripts = [str(path.relative_to(STATIC)) for path in [*STATIC.glob("js/*.js"), *STATIC.glob("js/core/*.js")]]
    scripts += [str(path.relative_to(STATIC)) for path in STATIC.glob("js/doorstep/**/*.js")]
    others = [*(f"css/{style}.css" for style in STYLES), "img/icons.svg", "img/icon.svg"]
    assert len(page) + packed(*scripts, *others) <= 100_000


def test_the_manifest_needs_no_sign_in_and_names_icons_that_exist(client):
    answer = client.get("/field/app.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/field/", "/field/", "standalone")
    pictures = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    assert {(icon["sizes"], icon["purpose"]) for icon in pictures} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    for icon in pictures:
        data = Path(finders.find(icon["src"].removeprefix("/static/"))).read_bytes()
        assert "{}x{}".format(*struct.unpack(">II", data[16:24])) == icon["sizes"]


def test_the_page_links_its_manifest(phone):
    page = phone.client.get("/field/").content.decode()
    assert '<link rel="manifest" href="/field/app.webmanifest">' in page
    assert '<link rel="apple-touch-icon"' in page


def test_the_script_for_old_browsers_is_written_for_them():
    text = re.sub(r"//.*", "", (STATIC / "js/doorstep/floor.js").read_text())
    assert not re.search(r"=>|\b(?:let|const|import|export|async|class)\b|`|\?\.|\?\?", text)


@pytest.mark.django_db(transaction=True)
def test_a_browser_below_the_floor_reads_what_to_do_instead(phone_page):
    page = phone_page
    page.context.add_init_script("delete window.structuredClone;")
    page.reload()
    page.wait_for_selector("#too-old")
    assert "paper list" in page.inner_text("main")
    assert page.locator("#loading").is_hidden()
    assert page.locator("html[data-ready]").count() == 0
    assert page.locator("#dock").is_hidden()


@pytest.mark.django_db(transaction=True)
def test_iphone_hears_once_how_to_put_the_app_on_its_home_screen(phone_page, browser_agent):
    page = browser_agent("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1")
    page.wait_for_selector(".install li")
    assert "Share" in page.inner_text(".install")
    page.click("[data-go=install-seen]")
    page.wait_for_selector(".install", state="detached")
    page.reload()
    page.wait_for_selector(".checks:not([aria-busy])")
    assert page.locator(".install").count() == 0
    page.click("[data-go=looks]")
    page.wait_for_selector("body[data-screen=looks]")
    assert "Add to Home Screen" in page.inner_text("main"), "it can be read again"


@pytest.mark.django_db(transaction=True)
def test_android_offers_its_own_button_where_there_is_one(phone_page):
    page = phone_page
    page.wait_for_selector(".checks:not([aria-busy])")
    page.evaluate("""() => {
      const event = new Event("beforeinstallprompt", { cancelable: true });
      event.prompt = () => { window.asked = true; };
      window.dispatchEvent(event);
    }""")
    page.click("[data-go=looks]")
    page.click("[data-go=install]")
    assert page.evaluate("window.asked")


@pytest.fixture
def browser_agent(phone_page):
    """The same signed-in phone, as another browser says it is."""

    def visit(agent: str):
        context = phone_page.context.browser.new_context(
            user_agent=agent, viewport={"width": 390, "height": 844}, locale="en"
        )
        context.set_default_timeout(15_000)
        context.add_cookies(phone_page.context.cookies())
        page = context.new_page()
        page.goto(phone_page.url)
        page.wait_for_selector("html[data-ready]")
        return page

    return visit
