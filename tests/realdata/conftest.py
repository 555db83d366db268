"""The journeys' browser, for the real streets too."""

from __future__ import annotations

import os

from tests.journeys.conftest import browser

__all__ = ["browser"]

# The browser's library keeps an event loop in this thread; Django would refuse its database to the tests after it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
