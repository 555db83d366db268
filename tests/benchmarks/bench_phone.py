"""Does the phone app keep its budgets? Sizes, seconds and taps, each beside its goal.

Run: make bench NAME=phone. A Pixel 7's window in Chromium; its processor slowed four times, its network to 400 ms and
500 kbit/s. Sizes are those of gzip: as the server sends them, or packed here where a proxy in front of it would do so.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.benchmarks.doorstep.sizes import sizes
from tests.benchmarks.doorstep.taps import taps
from tests.benchmarks.doorstep.timings import after_a_kill, first_and_again, saving_and_draining
from tests.benchmarks.table import Row, report
from tests.faults.clerk import clerk
from tests.journeys.product import Product, launch, product


def measure(served: Product, folder: Path) -> list[Row]:
    with clerk(served) as office, sync_playwright() as playwright:
        browser = launch(playwright)
        [route] = office.evening(doors=120)
        ready, scripts = first_and_again(browser, office, served.url, route)
        cookie = office.cookie(route.members[0], served.url)
        rows = [
            *sizes(served.url, cookie, route.assignment, scripts),
            *ready,
            *saving_and_draining(browser, office, served.url),
            *after_a_kill(playwright, office, served.url, folder),
            *taps(browser, office, served.url),
        ]
        browser.close()
    return rows


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, product("bench_phone", Path(folder)) as served:
        rows = measure(served, Path(folder))
    return report("phone", rows)


if __name__ == "__main__":
    sys.exit(main())
