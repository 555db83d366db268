"""One random evening, decided by its seed: phones, doors, mishaps; then everything is sent and compared."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, Error, Playwright

from tests.faults.clerk import Clerk, Route
from tests.faults.notes import Mark, Notes
from tests.faults.profile import Borrowed, Profile
from tests.faults.unlucky import UnluckyWalker
from tests.faults.walker import Pocket

STEPS = (10, 18)
# Seconds that the last rows may need after the phone said that all is sent: none, but for a slow look.
GRACE = 5.0


@dataclass
class Stage:
    """What evenings share in one process."""

    playwright: Playwright
    browser: Browser
    office: Clerk
    url: str
    folder: Path
    # Held while a phone cannot do without the server: its first look at a route, and the way home.
    server_stays: Callable[[], AbstractContextManager[object]] = nullcontext


@dataclass
class Outcome:
    seed: str
    lost: Counter[Mark] = field(default_factory=Counter)
    doubled: Counter[Mark] = field(default_factory=Counter)
    halves: int = 0
    rows: int = 0
    happened: Counter[str] = field(default_factory=Counter)
    trouble: str = ""
    diary: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.halves or self.trouble)

    def __str__(self) -> str:
        lines = [f"seed {self.seed}: lost {dict(self.lost)}, doubled {dict(self.doubled)}, halves {self.halves}"]
        return "\n".join([*lines, self.trouble, "; ".join(self.diary)])


def spend(stage: Stage, seed: str, steps: tuple[int, int] = STEPS) -> Outcome:
    """Never raises: what breaks is told with the seed that broke it."""
    rng, notes, outcome = Random(seed), Notes(), Outcome(seed)
    [route] = stage.office.evening(doors=24)
    with ExitStack() as stack:
        walkers = _walkers(stage, rng, notes, route, stack)
        try:
            with stage.server_stays():
                for walker in walkers:
                    walker.begin()
            for _ in range(rng.randint(*steps)):
                _step(rng.choice(walkers))
            with stage.server_stays():
                for walker in walkers:
                    walker.go_home()
        except (Error, AssertionError) as error:
            outcome.trouble = f"{type(error).__name__} on {_screens(walkers)}: {error}"[:1500]
        outcome.happened = sum((walker.happened for walker in walkers), Counter({f"phones {len(walkers)}": 1}))
        outcome.diary = [line for walker in walkers for line in walker.diary]
        errors = [error for walker in walkers for error in walker.errors]
        outcome.trouble = "; ".join(filter(None, [outcome.trouble, *errors]))
    _compare(stage, route, notes, outcome)
    return outcome


def _step(walker: UnluckyWalker) -> None:
    if not walker.at_a_door():
        return  # all doors of this route are done
    walker.step()


def _walkers(stage: Stage, rng: Random, notes: Notes, route: Route, stack: ExitStack) -> list[UnluckyWalker]:
    """One phone for both of the duo, or one for each."""
    both = rng.random() < 0.4
    pairs = [[member] for member in route.members] if both else [route.members]
    walkers = []
    for number, members in enumerate(pairs):
        can_die = rng.random() < 0.5
        profile = stage.folder / f"{route.shift}-{number}"
        pocket: Pocket = Profile(stage.playwright, profile) if can_die else Borrowed(stage.browser)
        stack.callback(_quietly, pocket.end)
        walker = UnluckyWalker(rng, stage.office, stage.url, route, pocket, notes, members)
        walker.server_stays = stage.server_stays
        walkers.append(walker)
    return walkers


def _screens(walkers: list[UnluckyWalker]) -> list[str]:
    screens = []
    for tab in (tab for walker in walkers for tab in walker.tabs):
        with suppress(Error):
            screens.append(tab.screen())
    return screens


def _quietly(end: Callable[[], None]) -> None:
    with suppress(Error):
        end()


def _compare(stage: Stage, route: Route, notes: Notes, outcome: Outcome) -> None:
    end = time.monotonic() + GRACE
    found = stage.office.ledger(route.shift)
    while notes.lost(found) and time.monotonic() < end:
        time.sleep(0.2)
        found = stage.office.ledger(route.shift)
    outcome.lost, outcome.doubled, outcome.halves = notes.lost(found), notes.doubled(found), notes.halves(found)
    outcome.rows = len(found["events"]) + len(found["held"]) + len(found["talks"])
