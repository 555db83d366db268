"""The tester's notebook itself: it must see what is lost, what is there twice, and what is there by half."""

from __future__ import annotations

from typing import Any

from tests.faults.handset import Talk
from tests.faults.notes import Notes

OWNER = 7


def row(door: str, outcome: str = "not_home", *, taken_back: bool = False) -> dict[str, Any]:
    return {"owner": OWNER, "door": door, "outcome": outcome, "taken_back": taken_back}


def told(opening: int) -> dict[str, Any]:
    ticked = {"closing": 6, "values": ["care"], "concern": "money", "prejudice": "free"}
    return {"owner": OWNER, "opening": opening, **ticked}


def found(*events: dict[str, Any], talks: tuple[dict[str, Any], ...] = (), **more: Any) -> dict[str, Any]:
    return {"events": list(events), "held": [], "talks": list(talks), "entrances": [], **more}


def notes() -> Notes:
    written = Notes()
    written.door(OWNER, "1", "not_home")
    written.door(OWNER, "2", "conversation")
    written.talk(OWNER, Talk())
    return written


def test_all_there_is_nothing_lost_and_nothing_doubled():
    rows = found(row("1"), row("2", "conversation"), talks=(told(4),))
    assert not (notes().lost(rows))
    assert not (notes().doubled(rows))
    assert not (notes().halves(rows))


def test_a_missing_row_is_lost_and_one_in_quarantine_is_not():
    rows = found(row("2", "conversation"), talks=(told(4),))
    assert list(notes().lost(rows)) == [("door", OWNER, "1", "not_home", False)]
    assert not notes().lost(rows | {"held": [row("1")]})


def test_a_second_row_and_one_that_nobody_wrote_are_doubled():
    rows = found(row("1"), row("1"), row("2", "conversation"), row("3"), talks=(told(4), told(4)))
    assert notes().doubled(rows).total() == 3


def test_a_door_without_its_conversation_is_half():
    assert notes().halves(found(row("1"), row("2", "conversation"))) == 1
    assert notes().halves(found(row("1"), row("2", "conversation"), row("2", "conversation", taken_back=True))) == 0


def test_what_was_cut_off_may_be_there_once_or_not_at_all():
    written = Notes()
    written.perhaps_door(OWNER, "5", "not_home")
    assert not (written.lost(found()))
    assert not (written.doubled(found()))
    assert not written.doubled(found(row("5")))
    assert written.doubled(found(row("5"), row("5"))).total() == 1
