"""Is a changed text the same text, spelled better? Pure: text in, verdict out.

A reader may answer a question otherwise when one word of it changes, so the rule is narrow: each word stays or becomes
a word that is almost the same; nothing that turns a meaning around, no number, no whole word of weight comes or goes.
The last word is still the editor's, who marks that the meaning is the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

# Words that may be missing by mistake; without them a sentence is only ungrammatical.
SMALL = frozenset({"de", "het", "een", "er", "te", "the", "a", "an", "to"})
TURNING = frozenset(
    {
        "niet", "geen", "nooit", "niemand", "nergens", "niets", "zonder", "wel", "alleen", "altijd", "meer", "minder",
        "meeste", "minste", "voor", "tegen", "not", "no", "never", "nobody", "nowhere", "nothing", "without", "only",
        "always", "more", "less", "most", "least", "for", "against",
    }
)  # fmt: skip
PREFIXES = ("on", "ont", "un", "in", "im", "dis", "non", "anti", "niet")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Verdict:
    """``percent`` is how alike the texts are, of 100; ``same`` whether the difference can be spelling alone."""

    percent: int
    same: bool


def judge(before: str, after: str) -> Verdict:
    """Compare two texts in one language."""
    old, new = _words(before), _words(after)
    percent = round(100 * SequenceMatcher(None, " ".join(old), " ".join(new), autojunk=False).ratio())
    # Both ways: how words are aligned depends on which text comes first.
    return Verdict(percent, _only_spelling(old, new) and _only_spelling(new, old))


def _only_spelling(old: list[str], new: list[str]) -> bool:
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return all(tag == "equal" or _is_spelling(old[i:j], new[k:m]) for tag, i, j, k, m in changes)


def _words(text: str) -> list[str]:
    """Without capitals, accents and stops: those are spelling."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def _is_spelling(old: list[str], new: list[str]) -> bool:
    if "".join(old) == "".join(new):  # one word written as two, or two as one
        return not (TURNING & (set(old) ^ set(new)))
    if not old or not new:
        return set(old) | set(new) <= SMALL
    return len(old) == len(new) and all(one == two or _same_word(one, two) for one, two in zip(old, new, strict=True))


def _same_word(old: str, new: str) -> bool:
    if TURNING & {old, new} or any(c.isdigit() for c in old + new):
        return False
    if any(old == prefix + new or new == prefix + old for prefix in PREFIXES):
        return False
    allowed = 1 if max(len(old), len(new)) < 7 else 2
    return distance(old, new) <= allowed


def distance(one: str, two: str) -> int:
    """Letters to add, drop, replace, or swap with the neighbour (optimal string alignment)."""
    rows = [list(range(len(two) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(two, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
