from __future__ import annotations


class InsightError(Exception):
    """A step that is not possible now; the text is for the person who asked."""
