"""Take a picture of every page of the demo: ``make screenshots``, or ``make screenshots ARGS="home shifts"`` for some.

``ARGS="--at http://127.0.0.1:8000"`` pictures a demo that runs already, on the database of the environment.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import Browser, Page, Route, sync_playwright
from playwright.sync_api import Error as BrowserError

from tests.journeys.product import ROOT, Product, launch, product

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvass.settings")
os.environ.setdefault("CANVASS_DEMO", "1")
django.setup()

from django.urls import NoReverseMatch, reverse  # noqa: E402

from tests.screenshots import doorstep, scenes  # noqa: E402
from tests.screenshots.camera import Camera, Kind, trouble  # noqa: E402
from tests.screenshots.pages import ERROR_PAGES, SHOTS  # noqa: E402
from tests.screenshots.shot import Shot  # noqa: E402

OUT = ROOT / "docs" / "screenshots"
WHOLE = (Kind("desk", phone=False), Kind("phone", phone=True))
SOME = (
    Kind("desk-dark", phone=False, dark=True),
    Kind("desk-en", phone=False, language="en"),
    Kind("phone-dark", phone=True, dark=True),
    Kind("phone-en", phone=True, language="en"),
    Kind("phone-bright", phone=True, bright=True),
)
LARGEST = 14 * 1024 * 1024
Keys = dict[str, Any]


def take_shot(camera: Camera, page: Page, shot: Shot, keys: Keys) -> None:
    name = "places:index" if shot.url == "places:upload" else shot.url  # its form stands on the other page
    path = reverse(name, kwargs={argument: keys[key] for argument, key in shot.args.items()})
    answer = page.goto(camera.url + path + shot.query)
    if shot.url != "home" and not camera.expect(shot.name, answer, path=path, status=shot.status):
        return
    if shot.sends:
        with page.expect_navigation():
            page.locator(shot.press).first.click()
    elif shot.press:
        page.locator(shot.press).first.click()
    camera.take(page, shot.name)


def take_shots(camera: Camera, shots: list[Shot], keys: Keys) -> None:
    for who in dict.fromkeys(shot.who for shot in shots):
        page = camera.open(who)
        for shot in (one for one in shots if one.who == who):
            with noting(camera, shot.name):
                take_shot(camera, page, shot, keys)
        page.close()


def take_error_pages(camera: Camera, drawn: dict[str, str]) -> None:
    page = camera.open("")
    for code in ERROR_PAGES:
        with noting(camera, f"error-{code}"):
            if code != "404":  # the only one that an ordinary address gives
                page.route(f"**/{code}/", partial(_fulfil, status=int(code[:3]), body=drawn[code]))
            page.goto(f"{camera.url}/{code}/")
            camera.take(page, f"error-{code}", whole=False)
    page.close()


def _fulfil(route: Route, *, status: int, body: str) -> None:
    route.fulfill(status=status, content_type="text/html; charset=utf-8", body=body)


@contextmanager
def noting(camera: Camera, name: str) -> Iterator[None]:
    """One picture that fails does not stop the others; the run as a whole then fails."""
    try:
        yield
    except (BrowserError, RuntimeError, NoReverseMatch, KeyError) as error:
        camera.problems.append(f"{camera.kind.folder}/{name}: {trouble(error)}")


def run(browser: Browser, running: Product, kind: Kind, keys: Keys, wanted: set[str]) -> list[str]:
    began = time.monotonic()
    camera = Camera(kind, browser, running.url, OUT)
    whole = kind in WHOLE
    take_shots(camera, [shot for shot in SHOTS if (shot.name in wanted if wanted else whole or shot.key)], keys)
    if whole and (not wanted or "errors" in wanted):
        with noting(camera, "errors"):
            take_error_pages(camera, keys["errors"][kind.language])
    if whole and (not wanted or "scenes" in wanted):
        with noting(camera, "sign-in"):
            scenes.without_an_app(camera)
        with noting(camera, "second step"):
            scenes.with_an_app(camera, **keys["second_steps"][scenes.size(camera)])
    if kind.phone and (not wanted or "doorstep" in wanted):
        with noting(camera, "doorstep"):
            if whole:
                doorstep.at_the_door(camera, keys["walker_of_entrances"])
            else:
                doorstep.one_screen(camera, "doorstep-door")
    camera.close()
    wrong = f", {len(camera.problems)} problems" if camera.problems else ""
    print(f"{kind.folder}: {len(camera.taken)} pictures in {time.monotonic() - began:.0f} s{wrong}", flush=True)
    return camera.problems


def set_the_stage(running: Product) -> Keys:
    said = running.manage("shell", "-v0", "-c", "from tests.screenshots.stage import main; main()")
    found: Keys = json.loads(said.splitlines()[-1])
    return found


@contextmanager
def served(url: str) -> Iterator[Product]:
    if url:
        yield Product(url, dict(os.environ))
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        product("screenshots", Path(folder), ["load_demo"]) as running,
    ):
        yield running


def main() -> None:
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these; also: scenes, errors, doorstep")
    parser.add_argument("--at", default="", metavar="URL", help="a demo that runs already")
    options = parser.parse_args()
    began = time.monotonic()
    problems: list[str] = []
    with served(options.at) as running, sync_playwright() as playwright:
        keys = set_the_stage(running)
        if not options.names:
            for kind in (*WHOLE, *SOME):
                for old in (OUT / kind.folder).glob("*"):
                    old.unlink()
        browser = launch(playwright)
        for kind in WHOLE if options.names else (*WHOLE, *SOME):
            problems += run(browser, running, kind, keys, set(options.names))
        browser.close()
    size = sum(file.stat().st_size for file in OUT.rglob("*.*"))
    if size > LARGEST:
        problems.append(f"docs/screenshots holds {size / 1e6:.1f} MB; at most {LARGEST / 1e6:.1f}")
    print(f"{size / 1e6:.1f} MB in docs/screenshots, after {time.monotonic() - began:.0f} s")
    if problems:
        sys.exit("\n".join(["screenshots: something was wrong", *dict.fromkeys(problems)]))


if __name__ == "__main__":
    main()
