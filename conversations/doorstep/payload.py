"""What a phone seals: the numbers and codes of one conversation, and nothing that leads to a door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MISSING = ("", "not_asked", "refused")
BUCKETS = ("", "0-5", "5-10", "10-20", "20-40", "40+")
ARMS = ("", "conversation", "comparison")
SHIFTS = (None, "no", "little", "clear", "unknown")


class PayloadError(ValueError):
    """A sealed conversation does not say what it should."""


@dataclass(frozen=True)
class ConversationEntry:
    statement: int
    guide_version: int
    area: str
    opening: int | None
    opening_missing: str
    closing: int | None
    closing_missing: str
    values: tuple[str, ...]
    concern: str | None
    prejudice: str | None
    observed_shift: str | None
    steps: tuple[str, ...]
    minutes_bucket: str
    card_code_hash: bytes | None
    arm: str
    # Who of the duo led the talk, where one phone serves two.
    led_by: int | None


def parse(data: dict[str, Any]) -> ConversationEntry:
    """Check every field; raises ``PayloadError`` naming the first that is wrong."""
    if data.get("v") != 1:
        raise PayloadError("v: unknown version")
    code_hash = data.get("card_code_hash")
    return ConversationEntry(
        statement=_whole(data, "statement", 2**62),
        guide_version=_whole(data, "guide_version", 2**62),
        area=_text(data, "area", 40) or "",
        opening=_rating(data, "opening"),
        opening_missing=_one_of(data, "opening_missing", MISSING) or "",
        closing=_rating(data, "closing"),
        closing_missing=_one_of(data, "closing_missing", MISSING) or "",
        values=_codes(data, "values", 3),
        concern=_text(data, "concern", 40),
        prejudice=_text(data, "prejudice", 40),
        observed_shift=_one_of(data, "observed_shift", SHIFTS),
        steps=_codes(data, "steps", 30),
        minutes_bucket=_one_of(data, "minutes_bucket", BUCKETS) or "",
        card_code_hash=_hash(code_hash) if code_hash is not None else None,
        arm=_one_of(data, "arm", ARMS) or "",
        led_by=_whole(data, "led_by", 2**62) if data.get("led_by") is not None else None,
    )


def _whole(data: dict[str, Any], name: str, most: int) -> int:
    value = data.get(name)
    if type(value) is not int or not 0 <= value <= most:
        raise PayloadError(f"{name}: a whole number up to {most} expected")
    return value


def _rating(data: dict[str, Any], name: str) -> int | None:
    return None if data.get(name) is None else _whole(data, name, 10)


def _text(data: dict[str, Any], name: str, longest: int) -> str | None:
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > longest or "\x00" in value:
        raise PayloadError(f"{name}: a text of at most {longest} characters expected")
    return value


def _one_of(data: dict[str, Any], name: str, allowed: tuple[str | None, ...]) -> str | None:
    value = data.get(name)
    if value is not None and value not in allowed:
        raise PayloadError(f"{name}: one of {', '.join(str(a) for a in allowed)} expected")
    return value


def _codes(data: dict[str, Any], name: str, most: int) -> tuple[str, ...]:
    value = data.get(name, [])
    if not isinstance(value, list) or len(value) > most or len({str(v) for v in value}) != len(value):
        raise PayloadError(f"{name}: at most {most} different codes expected")
    return tuple(_text({"code": code}, "code", 40) or "" for code in value)


def _hash(value: object) -> bytes:
    try:
        digest = bytes.fromhex(str(value))
    except ValueError:
        digest = b""
    if len(digest) != 32:
        raise PayloadError("card_code_hash: 64 hexadecimal digits expected")
    return digest
