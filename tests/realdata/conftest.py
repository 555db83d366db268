"""The journeys' browser, for the real streets too."""

from __future__ import annotations

from tests.journeys.conftest import browser

__all__ = ["browser"]
