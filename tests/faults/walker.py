"""A volunteer with a phone: from door to door, and in a notebook what the phone said that it saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from playwright.sync_api import BrowserContext

from tests.faults.clerk import Clerk, Route
from tests.faults.handset import PLATE, Handset, Talk
from tests.faults.notes import Notes
from tests.faults.weather import Weather

OPENED = ["come_back", "not_interested", "no_shared_language"]
CORRECTIONS = ["no_access", "no_address"]
VALUES = ["care", "loyalty", "fairness", "nature", "safety"]
CONCERNS, PREJUDICES = ["money", "housing"], ["free", "first"]
SLOW_ANSWERS = 5


class Pocket(Protocol):
    """Where a browser comes from, and how it ends."""

    can_be_killed: bool

    def launch(self) -> BrowserContext: ...

    def kill(self) -> None: ...

    def end(self) -> None: ...


@dataclass
class Walker:
    rng: Random
    office: Clerk
    url: str
    route: Route
    pocket: Pocket
    notes: Notes
    members: list[int]
    weather: Weather = field(default_factory=Weather)
    tabs: list[Handset] = field(default_factory=list)
    owner: int = 0
    owners: set[int] = field(default_factory=set)
    signed_in: bool = True
    # What the last tap saved, while it can be taken back: tab, door, outcome, conversation.
    last: tuple[Handset, str, str, Talk | None] | None = None
    errors: list[str] = field(default_factory=list)

    # -- the phone

    def begin(self) -> None:
        self.owner = self.members[0]
        self.launch()
        self.sign_in(self.owner)
        self.tab().open().start().controlled()
        self.tab().waiting(0)

    def launch(self) -> None:
        context = self.pocket.launch()
        self.weather.over(context)
        self.tabs = [self.new_tab(context)]
        self.last = None

    def new_tab(self, context: BrowserContext) -> Handset:
        tab = Handset.new(context, self.url)
        tab.errors = self.errors
        return tab

    def tab(self) -> Handset:
        return self.tabs[-1]

    def sign_in(self, owner: int) -> None:
        self.owner, self.signed_in = owner, True
        self.owners.add(owner)
        self.tab().context.add_cookies([self.office.cookie(owner, self.url)])  # type: ignore[list-item]

    def reopen(self) -> None:
        """Whatever the page is, back to the doors."""
        if not self.weather.offline and not self.signed_in:
            self.sign_in(self.owner)
        self.tab().open()
        for _ in range(SLOW_ANSWERS):
            # A server that does not answer in time leaves the phone with whom it knew before: look again.
            if self.tab().person() == self.owner:
                break
            self.tab().reload()
        assert self.tab().person() == self.owner, "the phone knows who holds it"
        if self.tab().screen() == "start":
            self.tab().start()
        self.last = None

    def close_others(self) -> None:
        for old in self.tabs[:-1]:
            old.page.close()
        self.tabs = self.tabs[-1:]

    # -- at the doors; each writes down what the phone said it saved

    def at_a_door(self) -> bool:
        return self.tab().screen() == "doors" and self.tab().page.locator(PLATE).count() == 1

    def saved(self, door: str, outcome: str, talk: Talk | None = None) -> None:
        self.notes.door(self.owner, door, outcome)
        if talk:
            self.notes.talk(self.owner, talk)
        self.last = self.tab(), door, outcome, talk

    def not_home(self) -> None:
        self.saved(self.tab().not_home(), "not_home")

    def sticker(self) -> None:
        self.saved(self.tab().sticker(), "sticker")

    def opened(self) -> None:
        outcome = self.rng.choice(OPENED)
        self.saved(self.tab().opened(outcome), outcome)

    def some_talk(self) -> Talk:
        rng = self.rng
        return Talk(
            opening=str(rng.randrange(11)),
            closing=str(rng.randrange(11)),
            values=tuple(rng.sample(VALUES, rng.randint(1, 3))),
            concern=rng.choice([*CONCERNS, None]),
            prejudice=rng.choice([*PREJUDICES, None]),
        )

    def talk(self) -> None:
        talk = self.some_talk()
        self.tab().talk(talk, quick=True)
        self.saved(self.tab().door_tapped(), "conversation", talk)

    def undo(self) -> None:
        """Take back what was saved last; a conversation is told again at once."""
        if not self.last or self.last[0] is not self.tab():
            return
        tab, door, outcome, talk = self.last
        tab.undo()
        self.notes.door(self.owner, door, outcome, taken_back=True)
        self.last = None
        if not talk:
            # Not the door itself: the other of the duo may have been there in the meantime.
            tab.page.wait_for_selector(".toast", state="detached")
            return
        tab.page.wait_for_selector("#talk")
        tab.tap("[data-save=no-card]")
        tab.saved(door)
        self.notes.door(self.owner, door, outcome)
        self.last = tab, door, outcome, talk

    def whole_entrance(self) -> None:
        """Nobody answers the intercom: everyone behind it is logged at once."""
        page = self.tab().page
        button = page.get_by_role("button", name="The whole entrance")
        if not button.count():
            return
        button.click()
        bells = page.locator("label:has(input[name=bell]:not([disabled]))")
        doors = [text.strip() for text in bells.all_inner_texts()]
        if not doors or not page.locator("[data-street-door=silent]").count():
            self.tab().tap("#top .btn >> nth=0")
            return
        self.tab().tap("[data-street-door=silent]")
        page.wait_for_selector("body[data-screen=doors]")
        self.notes.entrance(self.owner, "silent")
        for door in doors:
            self.notes.door(self.owner, door, "not_home")
        self.last = None

    def correct(self) -> None:
        """Another outcome for a door logged earlier, from the list."""
        page = self.tab().page
        row = page.locator("details li.past").first
        if not page.locator("details li.past").count():
            return
        if not page.locator("details[open] li.past").count():
            self.tab().tap("details > summary.tap")
        door = row.locator("b").first.inner_text()
        outcome = self.rng.choice(CORRECTIONS)
        row.get_by_role("button").click()
        if not page.locator(f"main [data-outcome={outcome}]").count():
            self.tab().tap("#top .btn >> nth=0")
            return
        self.tab().tap(f"main [data-outcome={outcome}]")
        page.wait_for_selector("body[data-screen=doors]")
        self.notes.door(self.owner, door, outcome)
        self.last = None

    def go_home(self) -> None:
        """Under a clear sky everyone who used this phone says that they are back."""
        self.weather.clear_up()
        self.close_others()
        for owner in sorted(self.owners):
            self.sign_in(owner)
            self.reopen()
            self.tab().come_back()
        assert self.tab().rows_kept() == 0, "nothing stays on the phone"
