"""Asks the back office (a child process beside the product) what was stored, and has it arrange evenings."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.journeys.product import ROOT, Product

LONGEST_WAIT = 45.0


def pause() -> None:
    time.sleep(0.1)


@dataclass(frozen=True)
class Route:
    """One turf handed out; `doors` maps house numbers to stops, in walking order."""

    shift: int
    assignment: str
    turf: int
    doors: dict[str, int]
    flat: list[str]
    members: list[int]


@dataclass
class Clerk:
    child: subprocess.Popen[str]
    turn: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, verb: str, **arguments: Any) -> Any:
        assert self.child.stdin, "talks through pipes"
        assert self.child.stdout, "talks through pipes"
        with self.turn:
            self.child.stdin.write(json.dumps({"verb": verb, **arguments}) + "\n")
            self.child.stdin.flush()
            answer = self.child.stdout.readline()
        assert answer, f"the back office failed at {verb}"
        return json.loads(answer)

    def evening(self, *, doors: int = 12, duos: int = 1, **more: Any) -> list[Route]:
        made = self.ask("make_shift", doors=doors, duos=duos, **more)
        return [Route(shift=made["shift"], **route) for route in made["routes"]]

    def cookie(self, user: int, url: str) -> dict[str, str]:
        return {**self.ask("sign_in", user=user), "url": url}

    def ledger(self, shift: int) -> dict[str, Any]:
        return dict(self.ask("ledger", shift=shift))

    def entries(self, shift: int) -> list[tuple[str, str]]:
        """Door and outcome of every row, taken-back marks apart."""
        return [(event["door"], event["outcome"]) for event in self.ledger(shift)["events"] if not event["taken_back"]]

    def until(
        self, shift: int, holds: Callable[[dict[str, Any]], bool], meanwhile: Callable[[], None] = pause
    ) -> dict[str, Any]:
        """Wait for the server's rows: "0 waiting" on the page is also true before the tap is written.

        A test that answers the phone in the server's place does so ``meanwhile``: else nobody answers it.
        """
        end = time.monotonic() + LONGEST_WAIT
        while not holds(found := self.ledger(shift)) and time.monotonic() < end:
            meanwhile()
        assert holds(found), summary(found)
        return found

    def until_rows(
        self, shift: int, doors: int, talks: int = 0, meanwhile: Callable[[], None] = pause
    ) -> dict[str, Any]:
        """So many rows, each of its own id, and so many doors if no door was logged twice."""

        def all_there(found: dict[str, Any]) -> bool:
            return (len(found["events"]), len(found["talks"])) == (doors, talks)

        return self.until(shift, all_there, meanwhile)


def summary(found: dict[str, Any]) -> str:
    outcomes = Counter(event["outcome"] for event in found["events"])
    return f"{len(found['events'])} rows {dict(outcomes)}, {len(found['talks'])} conversations, held {found['held']}"


@contextmanager
def clerk(product: Product) -> Iterator[Clerk]:
    command = [sys.executable, "-m", "tests.faults.back_office"]
    with subprocess.Popen(
        command, cwd=ROOT, env=product.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        yield Clerk(child)
