from __future__ import annotations


class FederationError(Exception):
    """What was asked between organisations is not possible (any more)."""


class TooLong(FederationError):
    """Longer than streets may be held."""
