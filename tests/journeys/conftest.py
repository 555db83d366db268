from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from tests.journeys.product import Product, launch, product


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
