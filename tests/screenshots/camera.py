"""Takes the pictures, keeps them small, and remembers everything that was wrong on the way."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.journeys.product import DESK, PHONE

COLOURS = 48
TALLEST = 2400  # a longer page is cut off: its end looks like its middle
# The browser's own line about an answer that a shot may well expect.
EXPECTED = "Failed to load resource"


@dataclass(frozen=True)
class Kind:
    """One set of pictures: a folder, a screen, a language and a colour scheme."""

    folder: str
    phone: bool
    language: str = "nl"
    dark: bool = False
    bright: bool = False


@dataclass
class Camera:
    kind: Kind
    browser: Browser
    url: str
    out: Path
    problems: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    _contexts: dict[str, BrowserContext] = field(default_factory=dict)

    def context(self, who: str) -> BrowserContext:
        """A browser of one's own for every visitor; signed in by the demo's short cut."""
        if who not in self._contexts:
            self._contexts[who] = self.new_context()
            if who:
                self._sign_in(self._contexts[who], who)
        return self._contexts[who]

    def new_context(self) -> BrowserContext:
        context = self.browser.new_context(
            viewport=PHONE if self.kind.phone else DESK,
            locale="nl-NL" if self.kind.language == "nl" else "en-GB",
            timezone_id="Europe/Amsterdam",
            color_scheme="dark" if self.kind.dark else "light",
            reduced_motion="reduce",
            is_mobile=self.kind.phone,
            has_touch=self.kind.phone,
        )
        # The switch's own cookie: it goes before what a person has chosen in the profile.
        cookies = {"django_language": self.kind.language} | ({"theme": "bright"} if self.kind.bright else {})
        context.add_cookies([{"name": name, "value": value, "url": self.url} for name, value in cookies.items()])
        return context

    def open(self, who: str) -> Page:
        return self.watched(self.context(who).new_page())

    def watched(self, page: Page) -> Page:
        page.on("pageerror", lambda error: self.problems.append(f"{self.kind.folder}: {page.url}: script: {error}"))
        page.on("console", lambda message: self._heard(page, message))
        return page

    def take(self, page: Page, name: str, *, whole: bool = True) -> None:
        if page.locator(".leaflet-container").count():
            page.wait_for_load_state("networkidle")
        # A phone's browser takes what is too wide for its own width: the screen's is known better here.
        wide = page.evaluate("document.documentElement.scrollWidth") - (PHONE if self.kind.phone else DESK)["width"]
        if wide > 0:
            self.problems.append(f"{self.kind.folder}/{name}: {wide} px wider than the screen")
        if whole:
            # A bar that sticks would otherwise be pictured where one had scrolled to.
            page.evaluate("scrollTo(0, 0)")
        picture = Image.open(io.BytesIO(page.screenshot(full_page=whole, animations="disabled")))
        picture = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, TALLEST)))
        file = self.out / self.kind.folder / f"{name}.webp"
        file.parent.mkdir(parents=True, exist_ok=True)
        picture.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB").save(file, lossless=True)
        if name in self.taken:
            self.problems.append(f"{self.kind.folder}/{name}: taken twice")
        self.taken.add(name)

    def expect(self, name: str, answer: Response | None, *, path: str, status: int) -> bool:
        """Whether the page that was asked for came, with the status that was expected."""
        if answer is None or answer.status != status:
            self.problems.append(f"{self.kind.folder}/{name}: {path} answered {answer and answer.status}, not {status}")
            return False
        if urlsplit(answer.url).path != urlsplit(path).path:
            self.problems.append(f"{self.kind.folder}/{name}: {path} led to {answer.url}")
            return False
        return True

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()

    def _sign_in(self, context: BrowserContext, email: str) -> None:
        page = context.new_page()
        page.goto(f"{self.url}/")
        # The short cut knows four people; its form takes any of the demo.
        field = page.locator("form input[name='email']").first
        field.evaluate("(input, value) => { input.value = value; }", email)
        with page.expect_navigation():
            field.evaluate("input => input.form.requestSubmit()")
        page.close()

    def _heard(self, page: Page, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            self.problems.append(f"{self.kind.folder}: {page.url}: console: {message.text[:200]}")


def trouble(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
