from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from tests.journeys.product import Product, launch, product

LOG_LINES = 40


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Product]:
    """The demo town, shared by the journeys of one test process."""
    folder = tmp_path_factory.mktemp("product")
    with product(f"journeys_{worker_id}", folder, ["load_demo"]) as running_product:
        yield running_product


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = launch(playwright)
    yield chromium
    chromium.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What the server and the worker said last stands beside what the browser missed."""
    report = yield
    served = getattr(item, "funcargs", {}).get("demo")
    if report.failed and isinstance(served, Product) and served.web:
        lines = served.web.log.read_text(errors="replace").splitlines()[-LOG_LINES:]
        report.sections.append(("product log", "\n".join(lines)))
    return report
