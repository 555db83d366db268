"""WebKit through its own driver: WebDriver is a few JSON calls, so no library is needed for it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.journeys.product import free_port

BROWSERS = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
LONGEST_WAIT = 45.0


def missing() -> str:
    """What has to be installed first; empty if nothing."""
    names = [name for name in ("WebKitWebDriver", "Xvfb") if not shutil.which(name)]
    if not BROWSERS:
        names.append("MiniBrowser")
    return ", ".join(names)


@dataclass
class WebKit:
    """One window of the browser; its profile lives as long as the session."""

    address: str
    session: str = ""

    def call(self, method: str, path: str, **body: Any) -> Any:
        data = json.dumps(body).encode() if method == "POST" else None
        request = Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        with urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())["value"]

    def open(self, url: str) -> None:
        self.call("POST", f"/session/{self.session}/url", url=url)

    def add_cookie(self, cookie: dict[str, str]) -> None:
        kept = {"name": cookie["name"], "value": cookie["value"], "path": "/"}
        self.call("POST", f"/session/{self.session}/cookie", cookie=kept)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.call("POST", f"/session/{self.session}/execute/sync", script=script, args=list(arguments))

    def tap(self, selector: str) -> None:
        self.run("document.querySelector(arguments[0]).click()", selector)

    def text(self, selector: str) -> str | None:
        found = self.run("return document.querySelector(arguments[0])?.textContent ?? null", selector)
        return None if found is None else str(found).strip()

    def until(self, script: str, holds: Callable[[Any], bool] = bool) -> Any:
        end = time.monotonic() + LONGEST_WAIT
        while not holds(found := self.run(f"return {script}")) and time.monotonic() < end:
            time.sleep(0.1)
        assert holds(found), f"{script}: {found}"
        return found


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """A browser on a screen of its own that nobody sees."""
    port = free_port()
    with ExitStack() as stack:
        screen = stack.enter_context(_program(["Xvfb", "-displayfd", "1", "-nolisten", "tcp"], stdout=subprocess.PIPE))
        assert screen.stdout, "says its number"
        surroundings = {
            "DISPLAY": f":{screen.stdout.readline().decode().strip()}",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        log = stack.enter_context((folder / "webkit.log").open("wb"))
        driver = ["WebKitWebDriver", f"--port={port}"]
        stack.enter_context(_program(driver, stdout=log, stderr=log, env=os.environ | surroundings))
        browser = WebKit(f"http://127.0.0.1:{port}")
        _wait_for(browser)
        options = {"binary": str(BROWSERS[-1]), "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        browser.session = browser.call("POST", "/session", capabilities={"alwaysMatch": wanted})["sessionId"]
        try:
            yield browser
        finally:
            browser.call("DELETE", f"/session/{browser.session}")


@contextmanager
def _program(command: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, **options) as process:
        try:
            yield process
        finally:
            process.terminate()


def _wait_for(browser: WebKit) -> None:
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end:
        try:
            browser.call("GET", "/status")
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("WebKit's driver does not answer")
