"""How handing a message over can go wrong. The difference decides whether it may be tried again."""

from __future__ import annotations


class Refused(Exception):
    """The other side said no, or was never reached: nothing was taken. ``final``: asking again is of no use."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final


class Unclear(Exception):
    """The other side may have taken it: the line broke after the content went out. Never sent a second time."""
