"""A card's code as somebody scanned it or typed it over: what is compared is only ever its hash.

Sixteen letters hold 80 random bits. The seventeenth checks them: the letters are numbers of the field of 32 elements
(x^5 + x^2 + 1), and the sum of each letter times its place's own power of x is zero. All seventeen powers differ and
none is zero, so every single wrong letter and every two letters swapped, neighbours or not, are found.
"""

from __future__ import annotations

import hashlib
import re

# Crockford's alphabet: no I, L, O and U.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LETTERS, WITH_CHECK = 16, 17
LOOK_ALIKES = str.maketrans("OIL", "011")
FIELD, REST = 32, 0b00101


def normalise(text: str) -> str:
    """Upper case, no separators, no look-alikes."""
    return re.sub(r"[^0-9A-Z]", "", text.upper()).translate(LOOK_ALIKES)


def check_letter(code: str) -> str:
    """The seventeenth letter of sixteen."""
    total = 0
    # Horner's rule from the far end: the first letter gets x, the last x to the power of sixteen.
    for letter in reversed(code):
        total = _times_x(total ^ LETTERS.index(letter))
    return LETTERS[total]


def code_hash(text: str) -> str | None:
    """Hexadecimal SHA-256 of the sixteen letters before the check letter; None for what is no code."""
    code = normalise(text)
    if len(code) != WITH_CHECK or not set(code) <= set(LETTERS):
        return None
    if check_letter(code[:CODE_LETTERS]) != code[CODE_LETTERS]:
        return None
    return hashlib.sha256(code[:CODE_LETTERS].encode()).hexdigest()


def _times_x(number: int) -> int:
    number <<= 1
    return number if number < FIELD else (number ^ FIELD) ^ REST
