"""What a tester's own notebook says should be on the server, and whether it is: the promise is 0 lost, 0 doubled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.faults.handset import Talk, mark_of

Mark = tuple[Any, ...]


@dataclass
class Notes:
    """Sure: the phone said that it was saved. Perhaps: the phone died in that very moment, so either is right."""

    sure: Counter[Mark] = field(default_factory=Counter)
    perhaps: Counter[Mark] = field(default_factory=Counter)

    def door(self, owner: int, door: str, outcome: str, *, taken_back: bool = False) -> None:
        self.sure["door", owner, door, outcome, taken_back] += 1

    def talk(self, owner: int, talk: Talk) -> None:
        self.sure["talk", owner, *talk.mark] += 1

    def entrance(self, owner: int, outcome: str) -> None:
        self.sure["entrance", owner, outcome] += 1

    def perhaps_door(self, owner: int, door: str, outcome: str, talk: Talk | None = None) -> None:
        self.perhaps["door", owner, door, outcome, False] += 1
        if talk:
            self.perhaps["talk", owner, *talk.mark] += 1

    def lost(self, found: dict[str, Any]) -> Counter[Mark]:
        return self.sure - rows_of(found)

    def doubled(self, found: dict[str, Any]) -> Counter[Mark]:
        return rows_of(found) - self.sure - self.perhaps

    def halves(self, found: dict[str, Any]) -> int:
        """Doors logged as a conversation whose conversation is missing, or the other way round."""
        told = [row for row in [*found["events"], *found["held"]] if row["outcome"] == "conversation"]
        standing = sum(-1 if row["taken_back"] else 1 for row in told)
        return abs(standing - len(found["talks"]))


def rows_of(found: dict[str, Any]) -> Counter[Mark]:
    rows: Counter[Mark] = Counter()
    for row in [*found["events"], *found["held"]]:
        rows["door", row["owner"], row["door"], row["outcome"], row["taken_back"]] += 1
    for row in found["talks"]:
        rows["talk", row["owner"], *mark_of(row)] += 1
    for owner, outcome in found["entrances"]:
        rows["entrance", owner, outcome] += 1
    return rows
