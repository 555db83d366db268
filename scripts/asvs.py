"""Print docs/asvs.md from docs/asvs.csv: .venv/bin/python scripts/asvs.py > docs/asvs.md (a test compares the two)."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERDICTS = ("test", "document", "reason", "open", "not applicable")
CHAPTERS = {
    "1": "Encoding and sanitising", "2": "Validation and business logic", "3": "Web pages", "4": "Interfaces",
    "5": "Files", "6": "Authentication", "7": "Sessions", "8": "Authorisation", "9": "Self-contained tokens",
    "10": "OAuth and OpenID", "11": "Cryptography", "12": "Connections", "13": "Configuration",
    "14": "Data protection", "15": "Coding and architecture", "16": "Logs and errors", "17": "WebRTC",
}  # fmt: skip
HEAD = """# OWASP ASVS 5.0.0, item by item

Written by `scripts/asvs.py` from [asvs.csv](asvs.csv); `tests/test_asvs.py` compares the two and holds that every
test and heading named here exists. All items of levels 1 and 2, and five of level 3 (of 16.3.2 also its part of
level 3). Numbers are those of the [standard](https://github.com/OWASP/ASVS/tree/v5.0.0_release) (CC BY-SA 4.0); the
words beside them are ours and shorter, so read it there.

*Test*: the tests named show it. *Document*: it asks for a decision or a way of working, which stands there. *Reason*:
it holds for the reason given. *Open*: it does not hold, and what is missing. *Not applicable*: what the product does
not have. We judged ourselves here; nobody from outside has looked.
"""


@dataclass(frozen=True)
class Item:
    id: str
    level: str
    asks: str
    verdict: str
    evidence: tuple[str, ...]
    note: str


def read_items(path: Path = ROOT / "docs/asvs.csv") -> list[Item]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shown = [tuple(part for part in row["evidence"].split(" ; ") if part) for row in rows]
    return [
        Item(row["id"], row["level"], row["asks"], row["verdict"], evidence, row["note"])
        for row, evidence in zip(rows, shown, strict=True)
    ]


def applicable(items: list[Item]) -> list[Item]:
    return [item for item in items if item.verdict != "not applicable"]


def share_tested(items: list[Item]) -> float:
    return sum(item.verdict == "test" for item in items) / len(applicable(items))


def as_markdown(items: list[Item]) -> str:
    lines = [HEAD, "| | level 1 | level 2 | level 3 | all |", "|---|---|---|---|---|"]
    counted = Counter((item.verdict, item.level) for item in items)
    for verdict in VERDICTS:
        levels = [counted[verdict, level] for level in "123"]
        lines.append(f"| {verdict} | {' | '.join(map(str, levels))} | {sum(levels)} |")
    levels = [sum(item.level == level for item in applicable(items)) for level in "123"]
    lines += [f"| **applicable** | {' | '.join(map(str, levels))} | **{sum(levels)}** |", ""]
    lines += [f"Of the applicable items {share_tested(items):.1%} map to a test.", "", "## What is open", ""]
    lines += [
        f"- **{item.id}** (level {item.level}) {item.asks}: {item.note}." for item in items if item.verdict == "open"
    ]
    for number, name in CHAPTERS.items():
        lines += [
            "",
            f"## {number}. {name}",
            "",
            "| item | level | asks | verdict | shown by |",
            "|---|---|---|---|---|",
        ]
        lines += [_row(item) for item in items if item.id.split(".")[0] == number]
    return "\n".join(lines) + "\n"


def _row(item: Item) -> str:
    shown = [f"`{part}`" for part in item.evidence]
    shown += [item.note] if item.note else []
    return f"| {item.id} | {item.level} | {item.asks} | {item.verdict} | {'<br>'.join(shown)} |"


if __name__ == "__main__":
    print(as_markdown(read_items()), end="")
