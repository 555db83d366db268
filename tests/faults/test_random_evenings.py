"""A few evenings of the long run (`make bench NAME=doorstep-faults`), so that the suite knows when it breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.faults.clerk import Clerk
from tests.faults.evening import Stage, spend
from tests.journeys.product import Product


@pytest.fixture
def stage(playwright: Playwright, browser: Browser, office: Clerk, served: Product, tmp_path: Path) -> Stage:
    return Stage(playwright, browser, office, served.url, tmp_path)


@pytest.mark.parametrize("number", range(10))
def test_nothing_is_lost_and_nothing_doubled(stage: Stage, number: int):
    outcome = spend(stage, f"suite-{number}", steps=(6, 10))
    assert outcome.good, str(outcome)
