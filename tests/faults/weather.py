"""What the network and the server do to a phone: nothing at all, answers that get lost, errors."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Error
from playwright.sync_api import Route as Wire

ASKED = re.compile(r"/field/(session|sync|conversations)$")


@dataclass
class Weather:
    """Of one phone, over all its tabs; stays when its browser is started anew."""

    offline: bool = False
    answers_to_lose: int = 0
    errors_to_give: int = 0
    context: BrowserContext | None = field(default=None, repr=False)

    def over(self, context: BrowserContext) -> None:
        self.context = context
        context.route(ASKED, self._blow)
        context.set_offline(self.offline)

    def set_offline(self, offline: bool) -> None:
        self.offline = offline
        if self.context:
            self.context.set_offline(offline)

    def clear_up(self) -> None:
        self.answers_to_lose = self.errors_to_give = 0
        self.set_offline(False)

    def _blow(self, wire: Wire) -> None:
        # The browser may be killed while its request hangs here.
        with contextlib.suppress(Error):
            if self.offline:
                wire.abort("internetdisconnected")
            elif self.answers_to_lose and wire.request.method == "POST":
                self.answers_to_lose -= 1
                self._lose(wire)
            elif self.errors_to_give:
                self.errors_to_give -= 1
                wire.fulfill(status=500, content_type="text/html", body="<h1>Server error</h1>")
            else:
                wire.continue_()

    def _lose(self, wire: Wire) -> None:
        """The server gets it and stores it; nobody hears of that."""
        try:
            wire.fetch()
        finally:
            wire.abort("connectionreset")
