"""A volunteer's phone as its owner uses it: what is tapped, and what each tap should leave on the server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page

PATIENCE_MS = 60_000
TRIES_TO_SEND = 10
NUMBERS = [str(n) for n in range(11)]
# One place for the names of things on the screens.
PLATE = ".plate-nr"
NOT_HOME = "[data-outcome=not_home]"
TOAST_UNDO = ".toast .btn"
WAITING = "#sync"

# The number that a thumb came down on: between a look and the tap, news of the other of the duo may change the door.
THUMB = f"""addEventListener("pointerdown", () => {{
  const plate = document.querySelector("{PLATE}");
  if (plate) window.underThumb = plate.textContent.trim();
}}, true);"""

READ = """async ({ stores, verb, key }) => {
  const opened = await new Promise((done, failed) => {
    const request = indexedDB.open("canvass-field");
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const transaction = opened.transaction(stores, "readonly");
  const requests = stores.map((name) => transaction.objectStore(name)[verb](key));
  await new Promise((done) => { transaction.oncomplete = done; });
  opened.close();
  return requests.map((request) => request.result ?? null);
}"""


@dataclass
class Talk:
    """What a volunteer ticks after a conversation."""

    opening: str = "4"
    closing: str = "6"
    values: tuple[str, ...] = ("care",)
    concern: str | None = "money"
    prejudice: str | None = "free"
    shift: str = "little"
    steps: tuple[str, ...] = ("story", "value")

    @property
    def answers(self) -> list[tuple[str, str]]:
        ticked = [("opening", self.opening), ("closing", self.closing), *(("value", code) for code in self.values)]
        if self.concern:
            ticked.append(("concern", self.concern))
        if self.prejudice:
            ticked += [("prejudice", self.prejudice), ("shift", self.shift)]
        return ticked + [("step", code) for code in self.steps]

    def is_in(self, row: dict[str, Any]) -> bool:
        return self.mark == mark_of(row)

    @property
    def mark(self) -> tuple[Any, ...]:
        return int(self.opening), int(self.closing), tuple(sorted(self.values)), self.concern, self.prejudice


def mark_of(row: dict[str, Any]) -> tuple[Any, ...]:
    """What tells one opened conversation from another."""
    return row["opening"], row["closing"], tuple(sorted(row["values"])), row["concern"], row["prejudice"]


@dataclass
class Handset:
    page: Page
    url: str
    errors: list[str] = field(default_factory=list)

    @classmethod
    def new(cls, context: BrowserContext, url: str) -> Handset:
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.add_init_script(THUMB)
        handset = cls(page, url)
        page.on("pageerror", lambda error: handset.errors.append(str(error)))
        return handset

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def open(self) -> Handset:
        self.page.goto(f"{self.url}/field/")
        return self.ready()

    def reload(self) -> Handset:
        self.page.reload()
        return self.ready()

    def ready(self) -> Handset:
        self.page.wait_for_selector("html[data-ready='1']")
        return self

    def start(self) -> Handset:
        """Over the pre-flight check to the first door."""
        self.tap("[data-go=begin]")
        self.page.wait_for_selector(PLATE)
        return self

    def controlled(self) -> Handset:
        """Wait until the service worker answers for this page: only then does it open without a network."""
        self.page.evaluate("navigator.serviceWorker.ready")
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        return self

    def door(self) -> str:
        """House number on the plate."""
        return self.page.inner_text(PLATE).strip()

    def door_tapped(self) -> str:
        """House number under the last tap at a door."""
        return str(self.page.evaluate("window.underThumb"))

    def tap(self, selector: str) -> None:
        self.page.click(selector)

    def not_home(self) -> str:
        return self.log(NOT_HOME)

    def sticker(self) -> str:
        return self.log("[data-outcome=sticker]")

    def log(self, *selectors: str) -> str:
        """Tap through to an outcome; back when the phone says that it is saved."""
        for selector in selectors:
            self.tap(selector)
        door = self.door_tapped()
        self.saved(door)
        return door

    def opened(self, outcome: str) -> str:
        return self.log("[data-go=open]", f"[data-outcome={outcome}]")

    def saved(self, door: str) -> None:
        """The page has moved on from this door: written first, then shown."""
        self.page.wait_for_function(
            f"door => document.body.dataset.screen === 'doors' && document.querySelector('.toast')"
            f" && document.querySelector('{PLATE}')?.textContent.trim() !== door",
            arg=door,
        )

    def talk(self, talk: Talk, *, save: str = "card", quick: bool = False) -> int:
        """A whole conversation from the door's card; returns the number of taps."""
        taps = self.fill(talk, quick=quick)
        self.tap(f"[data-save={save}]")
        self.saved(self.door_tapped())
        return taps + 1

    def fill(self, talk: Talk, *, quick: bool = False) -> int:
        """All but the last tap. Quick: the form's taps in one go, where it is not the form that is tested."""
        way = ["[data-go=open]", "[data-go=talk]", "[data-go=after]"]
        form = [f"label:has(input[name={name}][value='{value}'])" for name, value in talk.answers]
        for selector in way if quick else way + form:
            self.tap(selector)
        if quick:
            self.page.evaluate("form => form.forEach(label => document.querySelector(label).click())", form)
        return len(way + form)

    def undo(self) -> None:
        self.tap(TOAST_UNDO)

    def offline(self, off: bool = True) -> Handset:
        self.context.set_offline(off)
        return self

    def waiting(self, count: int) -> None:
        self.page.wait_for_selector(f"{WAITING}[data-waiting='{count}']")

    def passes(self) -> None:
        """A moment in which the page, and what stands between it and the server, can go on."""
        self.page.wait_for_timeout(100)

    def come_back(self) -> None:
        """ "I am back": sends, and leaves nothing on the phone."""
        self.tap("#tabs a[href='#end']")
        for _ in range(TRIES_TO_SEND):
            self.tap("[data-go=back]")
            self.page.wait_for_selector(".banner.ok, main [role=alert]")
            if self.page.locator(".banner.ok").count():
                return
            self.page.wait_for_timeout(500)
        raise AssertionError("not everything could be sent")

    def screen(self) -> str:
        return str(self.page.evaluate("document.body.dataset.screen"))

    def rows_kept(self) -> int:
        """Entries and conversations that are still on the phone, whoever wrote them."""
        return sum(self.page.evaluate(READ, {"stores": ["entries", "sealed"], "verb": "count"}))

    def person(self) -> int | None:
        """Whom the phone believes to be in the hands of."""
        [known] = self.page.evaluate(READ, {"stores": ["meta"], "verb": "get", "key": "owner"})
        return int(known["value"]) if known else None
