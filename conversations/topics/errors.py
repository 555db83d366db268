from __future__ import annotations


class TopicError(Exception):
    """A change to a topic or guide that is not possible; the text is for the person who asked."""
