"""Does the planner stay quick with 10,000 doors? Chromium pans its map; counts nodes and main-thread tasks.

Run: make bench NAME=planner_page, or with ARGS="--doors 1000". Exits with 1 outside the goals: tasks of the main
thread while panning at most 50 ms (95th percentile of those of a millisecond or more), at most 1,500 DOM nodes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.made_plan import EMAIL
from tests.benchmarks.table import Row, report
from tests.journeys.product import DESK, ROOT, Product, launch, product

TASK_MS, NODES = 50.0, 1_500
SMALLEST_MS = 1.0
PANS, STEPS = 8, 40
TASKS = {"RunTask", "ThreadControllerImpl::RunTask"}


def pan(page: Page) -> None:
    """Drag the map to and fro, as a hand does."""
    box = page.locator("#map").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for turn in range(PANS):
        side = 1 if turn % 2 else -1
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, STEPS + 1):
            page.mouse.move(x + side * 6 * step, y + 3 * side * step)
        page.mouse.up()
        page.wait_for_timeout(300)


def tasks_while(browser: Browser, page: Page) -> list[float]:
    """Milliseconds of every main-thread task of the page while its map is panned."""
    browser.start_tracing(page=page, categories=["toplevel", "disabled-by-default-devtools.timeline", "__metadata"])
    pan(page)
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    durations = [
        event["dur"] / 1000
        for event in events
        if event["name"] in TASKS and "dur" in event and (event["pid"], event["tid"]) in mains
    ]
    return [ms for ms in durations if ms >= SMALLEST_MS]


def nodes(page: Page) -> int:
    return int(page.evaluate("document.querySelectorAll('*').length"))


def settled(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)


def measure(browser: Browser, running: Product, path: str) -> list[Row]:
    context = browser.new_context(viewport=DESK, locale="en-GB")
    page = context.new_page()
    page.goto(f"{running.url}/accounts/login/")
    token = next(cookie["value"] for cookie in context.cookies() if "csrf" in cookie["name"])
    form = {"email": EMAIL, "csrfmiddlewaretoken": token}
    context.request.post(f"{running.url}/demo/sign-in/", form=form, headers={"Referer": running.url})
    began = time.monotonic()
    page.goto(running.url + path)
    settled(page)
    opened = time.monotonic() - began
    rows = [Row("page and map ready", opened, "s")]
    far = tasks_while(browser, page)
    page.locator("ol.turfs a").nth(20).click()
    settled(page)
    chosen = nodes(page)
    page.locator('ol.turfs a[aria-current="true"]').click()
    settled(page)
    near = tasks_while(browser, page)
    size = page.evaluate(
        "performance.getEntriesByType('resource').filter(r => r.name.includes('shapes')).at(-1).encodedBodySize"
    )
    context.close()
    return [
        *rows,
        Row("shapes on the wire", size / 1024, "KiB"),
        Row("DOM nodes, a turf chosen", chosen, "", "<=", NODES),
        *_tasks("everything in view", far),
        *_tasks("one turf in view", near),
    ]


def _tasks(name: str, found: list[float]) -> list[Row]:
    return [
        Row(f"tasks >= 1 ms, {name}", len(found)),
        Row(f"p95 task, {name}", quantiles(found, n=20)[-1], "ms", "<=", TASK_MS),
        Row(f"longest task, {name}", max(found), "ms"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--doors", type=int, default=10_000)
    doors = parser.parse_args().doors
    with tempfile.TemporaryDirectory() as folder, product("bench_planner_page", Path(folder)) as running:
        command = [sys.executable, "-m", "tests.benchmarks.made_plan", "--doors", str(doors)]
        made = subprocess.run(
            command, cwd=ROOT, env=running.environment, capture_output=True, text=True, check=True
        ).stdout
        with sync_playwright() as playwright:
            browser = launch(playwright)
            rows = measure(browser, running, made.strip())
            browser.close()
    return report("planner-page", [Row("doors", doors), *rows])


if __name__ == "__main__":
    sys.exit(main())
