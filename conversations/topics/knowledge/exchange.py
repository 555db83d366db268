"""The file that knowledge travels in between organisations: docs/knowledge.md. Bytes in, checked entries out, and back.

Nothing in a file is run, fetched or shown as more than plain text; whatever it holds, reading it raises nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from conversations.topics.knowledge.parts import LONGEST_TITLE, MOST_PARTS, Field, Kind, Part, Shape
from conversations.topics.knowledge.reading import CODE, LONGEST_CODE, UNSEEN, fits, read_part, read_text
from conversations.topics.models.guides import LONGEST_BUTTON, LONGEST_PROMPT, GuideStep
from conversations.topics.publishing import MOST_STEPS

FORMAT, VERSION = "canvass-knowledge", 1
LICENCES = ("CC-BY-SA-4.0", "CC-BY-4.0", "CC0-1.0")
MOST_BYTES, MOST_ENTRIES = 2_000_000, 200
GUIDE = "guide"
TITLE = Field("title", "title", LONGEST_TITLE, Shape.LINE)
PROMPT = Field("text", "text", LONGEST_PROMPT, Shape.LINE)
LONGEST_NAME = 100


@dataclass(frozen=True)
class Entry:
    """One item or guide of a file. With ``errors`` it stays out, and says why."""

    number: int
    kind: str = ""
    title: dict[str, str] = field(default_factory=dict)
    topic: str = ""
    origin: str = ""
    licence: str = ""
    parts: list[Part] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """A file as read; with ``error`` it is none of ours."""

    origin: str = ""
    licence: str = ""
    entries: tuple[Entry, ...] = ()
    error: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"origin": self.origin, "licence": self.licence, "entries": [asdict(entry) for entry in self.entries]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Document:
        return cls(kept["origin"], kept["licence"], tuple(Entry(**entry) for entry in kept["entries"]))


def write(entries: Iterable[Entry], *, origin: str, licence: str, day: str) -> bytes:
    """The file of these entries; one that came from elsewhere keeps its own name and licence."""
    listed = []
    for entry in entries:
        one: dict[str, Any] = {"kind": entry.kind, "title": entry.title}
        one |= {"topic": entry.topic} if entry.topic else {}
        one |= {"from": entry.origin} if entry.origin else {}
        one |= {"licence": entry.licence} if entry.licence else {}
        listed.append(one | {"parts": entry.parts})
    head = {"format": FORMAT, "version": VERSION, "licence": licence, "from": origin, "made_on": day}
    return json.dumps(head | {"items": listed}, ensure_ascii=False, indent=1).encode()


def read(content: bytes) -> Document:
    if len(content) > MOST_BYTES:
        return Document(error=_("This file is too large: at most 2 MB."))
    try:
        raw = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Document(error=_("This is no JSON file."))
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        return Document(error=_("This file was not made for exchanging knowledge: “format” is missing."))
    if raw.get("version") is True or raw.get("version") != VERSION:
        return Document(error=_("This file has another version; this program reads version 1."))
    licence = raw.get("licence")
    if licence not in LICENCES:
        return Document(error=_("The licence must be one of %(names)s.") % {"names": ", ".join(LICENCES)})
    items = raw.get("items")
    if not isinstance(items, list) or not 0 < len(items) <= MOST_ENTRIES:
        return Document(error=_("A file holds 1 to %(n)d items.") % {"n": MOST_ENTRIES})
    origin = _name(raw.get("from"))
    entries = tuple(_entry(number, one, origin, licence) for number, one in enumerate(items, 1))
    return Document(origin, licence, entries)


def _entry(number: int, raw: object, origin: str, licence: str) -> Entry:
    if not isinstance(raw, Mapping):
        return Entry(number, errors=[_("An item must be an object.")])
    kind = raw.get("kind")
    if not isinstance(kind, str) or (kind != GUIDE and kind not in Kind.values):
        return Entry(number, errors=[_("This program does not know this kind of item.")])
    title, errors = read_text(raw.get("title"), TITLE)
    if kind == GUIDE and not title.get("nl"):
        errors.append(_("A guide needs a Dutch title."))
    own = raw.get("licence", licence)
    if own not in LICENCES:
        errors.append(_("The licence must be one of %(names)s.") % {"names": ", ".join(LICENCES)})
    topic = raw.get("topic") or ""
    if topic and (not isinstance(topic, str) or len(topic) > LONGEST_CODE or not CODE.match(topic)):
        errors.append(_("The topic must be a code."))
    parts, wrong = _parts(str(kind), raw.get("parts"))
    errors = list(dict.fromkeys(errors + wrong))
    if errors:
        return Entry(number, str(kind), title, errors=errors)
    return Entry(number, str(kind), title, str(topic), _name(raw.get("from")) or origin, str(own), parts)


def _parts(kind: str, raw: object) -> tuple[list[Part], list[str]]:
    most = MOST_STEPS if kind == GUIDE else MOST_PARTS
    if not isinstance(raw, list) or not 0 < len(raw) <= most:
        return [], [_("It must hold 1 to %(n)d parts.") % {"n": most}]
    parts, errors = [], []
    for number, one in enumerate(raw, 1):
        part, wrong = _prompt(one) if kind == GUIDE else read_part(one, of=kind)
        errors += [_("Part %(n)d: %(words)s") % {"n": number, "words": words} for words in wrong]
        parts.append(part)
    if not errors and len({part["code"] for part in parts}) < len(parts):
        errors.append(_("Two parts have the same code."))
    if not errors and not fits(parts):
        errors.append(_("It is too long: make two of it."))
    return parts, errors


def _prompt(raw: object) -> tuple[Part, list[str]]:
    """A step of a guide, by the rules of the phone."""
    if not isinstance(raw, Mapping):
        return {}, [_("A part must be an object.")]
    kind, code, logged = raw.get("kind"), raw.get("code"), raw.get("logged", False)
    text, errors = read_text(raw.get("text"), PROMPT)
    if kind not in GuideStep.Kind.values:
        errors.append(_("This step is none of the method."))
    if not isinstance(code, str) or len(code) > LONGEST_CODE or not CODE.match(code):
        errors.append(_("A part needs a code of small letters, digits and hyphens."))
    if not isinstance(logged, bool):
        errors.append(_("“logged” is true or false."))
    elif logged and any(len(words) > LONGEST_BUTTON for words in text.values()):
        errors.append(_("A step that can be ticked has at most 40 characters: it is a button."))
    if not text.get("nl"):
        errors.append(_("A step of a guide needs a Dutch text."))
    return {"kind": kind, "code": code, "logged": logged, "text": text}, errors


def _name(raw: object) -> str:
    """Who made it, if it can be read; it is only ever shown."""
    if not isinstance(raw, str) or UNSEEN.search(raw):
        return ""
    return " ".join(raw.split())[:LONGEST_NAME]
