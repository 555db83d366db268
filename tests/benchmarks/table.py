"""How a benchmark tells what it found: a table for people, and one last line of JSON for programs."""

from __future__ import annotations

import json
import operator
from collections.abc import Sequence
from dataclasses import dataclass

HOLDS = {"<=": operator.le, ">=": operator.ge, "==": operator.eq}


@dataclass(frozen=True)
class Row:
    """One figure; with `op` and `goal` it can be met or missed. Without, people read it and programs do not."""

    name: str
    value: float
    unit: str = ""
    op: str = ""
    goal: float | None = None

    @property
    def met(self) -> bool:
        return self.goal is None or HOLDS[self.op](self.value, self.goal)


def report(bench: str, rows: Sequence[Row]) -> int:
    """Print; 0 when every goal is met."""
    width = max(len(row.name) for row in rows)
    for row in rows:
        goal = "" if row.goal is None else f"{row.op} {row.goal:g} {'ok' if row.met else 'MISSED'}"
        print(f"{row.name:{width}}  {row.value:>12,.2f} {row.unit:12} {goal}")
    judged = [
        {"name": row.name, "value": round(row.value, 4), "op": row.op, "goal": row.goal}
        for row in rows
        if row.goal is not None
    ]
    print(json.dumps({"bench": bench, "rows": judged}))
    return 0 if all(row.met for row in rows) else 1
