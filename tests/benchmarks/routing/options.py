"""What the command line asked for, and where a section says what it left out."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """`long` adds the sets that take minutes; `osm` and `tsplib` replace the usual files."""

    long: bool = False
    osm: Path | None = None
    tsplib: Path | None = None
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Something to say that is no figure, for instance a peer that is not installed."""
        self.notes.append(text)

    def hear(self, text: str) -> None:
        """Progress, for somebody who watches."""
        print(text, file=sys.stderr, flush=True)
