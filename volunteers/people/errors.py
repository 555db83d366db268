from __future__ import annotations


class PeopleError(Exception):
    """A change to people or rights that is not possible; the text is for the person who asked."""
