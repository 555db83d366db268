"""Where a card's code comes from. Pure: bytes and letters, no rows.

A sheet has a seed of 128 random bits, printed on it and known to the server only while it prints. Card i (0 to 9) has
the first 80 bits of HMAC-SHA256(seed, "canvass card i") as its code: the phone that scanned the sheet finds the same
ten. 2^80 codes are 1.2e24: with a million cards handed out, a million guesses find one with a chance of 1e-12.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from conversations.doorstep.card_text import CODE_LETTERS, LETTERS, check_letter

PER_SHEET = 10
SEED_BYTES, CODE_BYTES = 16, 10
SEED_LETTERS = 26
GROUP = 4


@dataclass(frozen=True)
class Card:
    """One card of a sheet. ``code`` has seventeen letters, the last of which checks the others."""

    number: int
    code: str

    @property
    def hash(self) -> bytes:
        return hashlib.sha256(self.code[:CODE_LETTERS].encode()).digest()

    @property
    def groups(self) -> list[str]:
        return grouped(self.code)


def new_seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)


def spell(data: bytes) -> str:
    """Base32 in Crockford's alphabet, the first bit first; zeros fill up the last letter."""
    letters = -(-len(data) * 8 // 5)
    number = int.from_bytes(data) << (letters * 5 - len(data) * 8)
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(letters)))


def cards_of(seed: bytes) -> list[Card]:
    """The ten cards of a sheet, in the order in which they are printed and handed out."""
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a sheet's seed has {SEED_BYTES} bytes")
    return [_card(seed, index) for index in range(PER_SHEET)]


def grouped(text: str) -> list[str]:
    """In fours, as it is printed and read aloud."""
    return [text[start : start + GROUP] for start in range(0, len(text), GROUP)]


def _card(seed: bytes, index: int) -> Card:
    letters = spell(hmac.digest(seed, f"canvass card {index}".encode(), "sha256")[:CODE_BYTES])
    return Card(index + 1, letters + check_letter(letters))
