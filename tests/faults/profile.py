"""A browser with a profile on disk, that can be killed as a phone's battery dies and started again."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Playwright

from tests.journeys.product import PHONE

ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]


class Profile:
    can_be_killed = True

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self.playwright, self.folder = playwright, folder
        self.context: BrowserContext | None = None

    def launch(self, *cookies: dict[str, str], **options: Any) -> BrowserContext:
        self.folder.mkdir(parents=True, exist_ok=True)
        # A killed browser leaves its locks behind.
        for left in self.folder.glob("Singleton*"):
            left.unlink()
        self.context = self.playwright.chromium.launch_persistent_context(
            self.folder, executable_path="/usr/bin/chromium", args=ARGUMENTS, viewport=PHONE, locale="en-GB", **options
        )
        self.context.add_cookies(cookies)  # type: ignore[arg-type]
        return self.context

    def processes(self) -> list[int]:
        """Those that were started with this profile: the browser itself comes first."""
        sign = f"--user-data-dir={self.folder}".encode()
        found = []
        for process in Path("/proc").iterdir():
            try:
                if process.name.isdecimal() and sign in (process / "cmdline").read_bytes().split(b"\0"):
                    found.append(int(process.name))
            except OSError:
                continue
        return sorted(found)

    def kill(self) -> None:
        """No farewell: what is not on disk is gone."""
        doomed = self.processes()
        assert doomed, "a browser runs with this profile"
        for process in doomed:
            _kill(process)
        while self.processes():
            time.sleep(0.01)
        self.end()

    def end(self) -> None:
        if self.context is None:
            return
        with contextlib.suppress(Error):  # killed before
            self.context.close()
        self.context = None


@dataclass
class Borrowed:
    """A fresh corner of a browser that others use too: quick to have, but nobody may kill it."""

    browser: Browser
    can_be_killed = False
    context: BrowserContext | None = None

    def launch(self) -> BrowserContext:
        self.context = self.browser.new_context(viewport=PHONE, locale="en-GB")
        return self.context

    def kill(self) -> None:
        raise NotImplementedError("its neighbours would die too")

    def end(self) -> None:
        if self.context:
            self.context.close()


def _kill(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
