from __future__ import annotations

from django.conf import settings


def named(name: str) -> str:
    """A cookie's name in the browser: with TLS bound to this host alone. Scripts that set some spell it the same."""
    return f"__Host-{name}" if settings.TLS else name
