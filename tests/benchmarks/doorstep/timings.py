"""How long a volunteer waits, on a slow phone and a slow network."""

from __future__ import annotations

from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, CDPSession, Page, Playwright

from tests.benchmarks.table import Row
from tests.faults.clerk import Clerk, Route
from tests.faults.handset import NOT_HOME, Handset
from tests.faults.profile import Profile

VIEWPORT = {"width": 412, "height": 915}
CPU_RATE = 4
SLOW_3G = {"latency": 400, "downloadThroughput": 500_000 / 8, "uploadThroughput": 500_000 / 8}
FIRST_S, AGAIN_S, SAVE_MS, DRAIN_S, RELAUNCH_S = 4.0, 1.0, 100.0, 10.0, 3.0
ROUNDS, SAVES, ENTRIES = 5, 60, 150
# Told by the page itself, so that no wire between page and test is in it.
CLOCK = """
globalThis.taps = 0;
globalThis.saves = [];
let tapped = 0;
const look = () => {
  const root = document.documentElement;
  if (root?.dataset.ready === "1") globalThis.readyAt ??= performance.now();
  const door = document.querySelector(".plate-nr")?.textContent;
  if (tapped && door !== globalThis.doorTapped) {
    globalThis.saves.push(performance.now() - tapped);
    tapped = 0;
  }
  const waiting = document.getElementById("sync")?.dataset.waiting;
  if (waiting === "0" && globalThis.wasWaiting !== "0") globalThis.sentAt = performance.now();
  globalThis.wasWaiting = waiting;
};
new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true });
addEventListener("pointerdown", () => { globalThis.taps += 1; }, true);
addEventListener("click", (event) => {
  if (!event.target.closest("[data-outcome]")) return;
  globalThis.doorTapped = document.querySelector(".plate-nr")?.textContent;
  tapped = performance.now();
}, true);
"""


class Slow:
    """A page as a cheap phone at the edge of a village has it."""

    def __init__(self, page: Page) -> None:
        self.wire: CDPSession = page.context.new_cdp_session(page)
        self.wire.send("Emulation.setCPUThrottlingRate", {"rate": CPU_RATE})
        self.wire.send("Network.enable")
        self.network(offline=False)

    def network(self, *, offline: bool) -> None:
        self.wire.send("Network.emulateNetworkConditions", {"offline": offline, **SLOW_3G})


def ready_after(handset: Handset) -> float:
    """Seconds from the tap on the address to a page that can be used."""
    handset.ready()
    return float(handset.page.evaluate("globalThis.readyAt")) / 1000


def first_and_again(browser: Browser, office: Clerk, url: str, route: Route) -> tuple[list[Row], list[str]]:
    """Cold, then from what it kept: with a network and without. Also which scripts came before it was ready."""
    first, again, offline = [], [], []
    scripts: list[str] = []
    for _ in range(ROUNDS):
        context = browser.new_context(viewport=VIEWPORT, locale="en-GB")
        context.add_init_script(CLOCK)
        context.add_cookies([office.cookie(route.members[0], url)])  # type: ignore[list-item]
        handset = Handset.new(context, url)
        slow = Slow(handset.page)
        handset.page.goto(f"{url}/field/", wait_until="commit")
        first.append(ready_after(handset))
        scripts = handset.page.evaluate(
            "performance.getEntriesByType('resource')"
            ".filter(r => r.name.endsWith('.js') && r.responseEnd < readyAt).map(r => r.name)"
        )
        handset.start().controlled()
        handset.waiting(0)
        handset.page.reload(wait_until="commit")
        again.append(ready_after(handset))
        slow.network(offline=True)
        handset.page.reload(wait_until="commit")
        offline.append(ready_after(handset))
        context.close()
    rows = [
        Row("first ready, cold, slow 3G", median(first), "s", "<=", FIRST_S),
        Row("ready again, slow 3G", median(again), "s", "<=", AGAIN_S),
        Row("ready again, no network", median(offline), "s", "<=", AGAIN_S),
    ]
    return rows, scripts


def saving_and_draining(browser: Browser, office: Clerk, url: str) -> list[Row]:
    [route] = office.evening(doors=ENTRIES + 10)
    context = browser.new_context(viewport=VIEWPORT, locale="en-GB")
    context.add_init_script(CLOCK)
    context.add_cookies([office.cookie(route.members[0], url)])  # type: ignore[list-item]
    handset = Handset.new(context, url).open().start().controlled()
    handset.waiting(0)
    slow = Slow(handset.page)
    slow.network(offline=True)
    for n in range(ENTRIES):
        handset.not_home()
        if n == SAVES:
            # The rest is only there to be sent.
            slow.wire.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    saves = handset.page.evaluate("saves")[:SAVES]
    handset.waiting(ENTRIES)
    slow.wire.send("Emulation.setCPUThrottlingRate", {"rate": CPU_RATE})
    began = handset.page.evaluate("performance.now()")
    slow.network(offline=False)
    handset.waiting(0)
    drained = (handset.page.evaluate("sentAt") - began) / 1000
    office.until_rows(route.shift, doors=ENTRIES)
    context.close()
    return [
        Row("save, p95", quantiles(saves, n=20)[-1], "ms", "<=", SAVE_MS),
        Row("150 entries drained on slow 3G", drained, "s", "<=", DRAIN_S),
    ]


def after_a_kill(playwright: Playwright, office: Clerk, url: str, folder: Path) -> list[Row]:
    """From the tap on the icon of a browser that runs again; no network, twenty notes unsent."""
    [route] = office.evening(doors=40)
    cookie, seconds = office.cookie(route.members[0], url), []
    profile = Profile(playwright, folder / "killed")
    context = profile.launch(cookie)
    handset = Handset.new(context, url).open().start().controlled()
    handset.waiting(0)
    handset.offline()
    for _ in range(20):
        handset.tap(NOT_HOME)
    handset.waiting(20)
    for _ in range(ROUNDS):
        profile.kill()
        context = profile.launch()
        context.add_init_script(CLOCK)
        handset = Handset.new(context, url).offline()
        handset.page.context.new_cdp_session(handset.page).send("Emulation.setCPUThrottlingRate", {"rate": CPU_RATE})
        handset.page.goto(f"{url}/field/", wait_until="commit")
        seconds.append(ready_after(handset))
    handset.waiting(20)
    profile.end()
    return [Row("ready after a kill, no network", median(seconds), "s", "<=", RELAUNCH_S)]
