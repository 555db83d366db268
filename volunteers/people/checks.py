from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


def demo_only_on_loopback(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The demo signs anybody in; it must not answer to a name that others can reach."""
    if settings.DEMO and not set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        return [
            Error(
                "CANVASS_DEMO=1 with a host name other than loopback.",
                hint="Unset CANVASS_DEMO, or CANVASS_ALLOWED_HOSTS.",
                id="people.E001",
            )
        ]
    return []
