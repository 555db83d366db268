"""Plain data in, a checked part or what is wrong with it out. No rows; whatever comes in, nothing is raised."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from conversations.topics.knowledge.parts import ANSWERS, FIELDS, LANGUAGES, MADE_OF, Field, Part, PartKind, Shape

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LONGEST_CODE = 40
# Well below what the database takes of one version.
MOST_BYTES = 180_000
# What no reader sees: control characters, those that turn the writing around, and halves of characters.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def read_part(raw: object, *, of: str) -> tuple[Part, list[str]]:
    """A part of an item of kind ``of`` as it may be kept, and what is wrong with it (then do not keep it)."""
    if not isinstance(raw, Mapping):
        return {}, [_("A part must be an object.")]
    kind, code = raw.get("kind"), raw.get("code")
    if kind not in MADE_OF[of]:
        return {}, [_("“%(kind)s” is no part of this kind of item.") % {"kind": str(kind)[:40]}]
    errors = []
    if not isinstance(code, str) or len(code) > LONGEST_CODE or not CODE.match(code):
        errors.append(_("A part needs a code of small letters, digits and hyphens."))
    part: Part = {"kind": str(kind), "code": code}
    for field in FIELDS[str(kind)]:
        value, wrong = read_text(raw.get(field.name), field) if field.bilingual else _plain(raw.get(field.name), field)
        errors += [f"{field.label}: {words}" for words in wrong]
        if value:
            part[field.name] = value
    return part, errors + _quiz_errors(part)


def read_text(raw: object, field: Field) -> tuple[dict[str, str], list[str]]:
    """Dutch, English or both."""
    if raw is None:
        raw = {}
    if not isinstance(raw, Mapping) or not all(isinstance(raw.get(language, ""), str) for language in LANGUAGES):
        return {}, [_("A text must be an object with “nl”, “en” or both.")]
    found, errors = {}, []
    for language in LANGUAGES:
        text = tidy(raw.get(language, ""), lines=field.shape == Shape.TEXT)
        if UNSEEN.search(text):
            errors.append(_("It holds characters that nobody can see."))
        elif len(text) > field.longest:
            errors.append(_("At most %(n)d characters.") % {"n": field.longest})
        elif text:
            found[language] = text
    if field.required and not found and not errors:
        errors.append(_("Write it in Dutch, in English, or in both."))
    return found, errors


def fits(parts: list[Part]) -> bool:
    return len(json.dumps(parts, ensure_ascii=False).encode()) <= MOST_BYTES


def tidy(text: str, *, lines: bool) -> str:
    """Line ends of one sort; a line is one line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text if lines else re.sub(r"[\s\x85]+", " ", text)


def _plain(raw: object, field: Field) -> tuple[str, list[str]]:
    if raw is None or raw == "":
        return "", [_("This is needed.")] if field.required else []
    if not isinstance(raw, str) or len(raw) > field.longest or UNSEEN.search(raw):
        return "", [_("This cannot be read.")]
    reader = {Shape.ADDRESS: _is_address, Shape.DAY: _is_day, Shape.ANSWER: ANSWERS.__contains__}[field.shape]
    return (raw, []) if reader(raw) else ("", [_("This cannot be read.")])


def _is_address(text: str) -> bool:
    """Only what a browser opens as a page: an address that runs something is no source."""
    try:
        found = urlsplit(text)
    except ValueError:
        return False
    return found.scheme in ("http", "https") and bool(found.hostname) and not re.search(r"[\s<>\"\\]", text)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _quiz_errors(part: Part) -> list[str]:
    if part["kind"] != PartKind.QUIZ:
        return []
    if bool(part.get("answer_c")) != bool(part.get("because_c")):
        return [_("Answer C and its explanation belong together.")]
    right = part.get("right")
    return [_("The answer that fits best is not there.")] if right and f"answer_{right}" not in part else []
