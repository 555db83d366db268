from __future__ import annotations


class ShiftError(Exception):
    """A change to a shift that is not possible now; the text is for the person who asked."""


class TurfTaken(ShiftError):
    """Another duo was faster."""


class PassRefused(ShiftError):
    """A code that nobody gave, was used, or has run out; the answer does not say which."""
