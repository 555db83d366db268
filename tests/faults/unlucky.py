"""A volunteer to whom everything happens that happens to phones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from tests.faults.handset import NOT_HOME
from tests.faults.walker import Walker

# How often each comes, in parts; what cannot be done at the moment is not drawn.
DEEDS = {"not_home": 30, "sticker": 8, "opened": 12, "talk": 14, "undo": 8, "correct": 5, "whole_entrance": 3}
FAULTS = {
    "network_goes": 9,
    "network_returns": 9,
    "answer_lost": 6,
    "server_error": 6,
    "sign_in_ends": 5,
    "sign_in_again": 5,
    "handed_over": 4,
    "reload": 3,
    "tab_closed": 4,
    "second_tab": 6,
    "killed": 8,
    "killed_while_saving": 6,
}


@dataclass
class UnluckyWalker(Walker):
    happened: Counter[str] = field(default_factory=Counter)
    diary: list[str] = field(default_factory=list)
    server_stays: Callable[[], AbstractContextManager[object]] = nullcontext

    def step(self) -> None:
        """One thing of all that may happen now."""
        chances = {name: parts for name, parts in (DEEDS | FAULTS).items() if self.may(name)}
        [name] = self.rng.choices(list(chances), list(chances.values()))
        self.diary.append(f"{name} ({self.owner})")
        self.happened[name] += 1
        act: Callable[[], Any] = getattr(self, name)
        act()

    def may(self, name: str) -> bool:
        online = not self.weather.offline
        only = {
            "undo": self.last is not None and self.last[0] is self.tab(),
            "network_goes": online,
            "network_returns": not online,
            "sign_in_ends": self.signed_in,
            "sign_in_again": online and not self.signed_in,
            "handed_over": online and len(self.members) > 1,
            "killed": self.pocket.can_be_killed,
            "killed_while_saving": self.pocket.can_be_killed,
        }
        return only.get(name, True)

    def network_goes(self) -> None:
        self.weather.set_offline(True)

    def network_returns(self) -> None:
        self.weather.set_offline(False)

    def answer_lost(self) -> None:
        self.weather.answers_to_lose += self.rng.randint(1, 2)

    def server_error(self) -> None:
        self.weather.errors_to_give += self.rng.randint(1, 3)

    def sign_in_ends(self) -> None:
        self.office.ask("end_sessions", user=self.owner)
        self.signed_in = False

    def sign_in_again(self) -> None:
        self.sign_in(self.owner)
        self.reopen()

    def handed_over(self) -> None:
        """Another of the duo takes this phone, with a sign-in of their own."""
        with self.server_stays():
            self.sign_in(next(member for member in self.members if member != self.owner))
            self.close_others()
            self.reopen()

    def reload(self) -> None:
        self.reopen()

    def tab_closed(self) -> None:
        context = self.tab().context
        tab = self.new_tab(context)
        for old in self.tabs:
            old.page.close()
        self.tabs = [tab]
        self.reopen()

    def second_tab(self) -> None:
        if len(self.tabs) == 1:
            self.tabs.append(self.new_tab(self.tab().context))
            self.reopen()
        else:
            self.tabs.reverse()

    def killed(self) -> None:
        """The browser dies at some moment after the phone said that it was saved."""
        self.tab().page.wait_for_timeout(self.rng.choice([0, 0, 50, 500]))
        self._die()

    def killed_while_saving(self) -> None:
        """In the middle of a tap: then the entry is there, or it is not; never half."""
        door, talk = self.tab().door(), None
        selector, outcome = NOT_HOME, "not_home"
        if self.rng.random() < 0.5:
            talk, outcome, selector = self.some_talk(), "conversation", "[data-save=no-card]"
            self.tab().fill(talk, quick=True)
        self.tab().page.evaluate("selector => setTimeout(() => document.querySelector(selector).click())", selector)
        self.tab().page.wait_for_timeout(self.rng.uniform(0, 30))
        self.notes.perhaps_door(self.owner, door, outcome, talk)
        self._die()

    def _die(self) -> None:
        self.pocket.kill()
        self.launch()
        # Session cookies need not survive that.
        if not self.weather.offline and self.signed_in:
            self.sign_in(self.owner)
        self.reopen()
