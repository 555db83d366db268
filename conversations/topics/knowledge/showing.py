"""A document in the reader's language, and where that is missing in the other one, said so. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.topics.knowledge.parts import ANSWERS, FIELDS, LANGUAGES, Part, PartKind


@dataclass(frozen=True)
class Said:
    """A text as shown, and the language it turned out to be in."""

    text: str
    lang: str


@dataclass(frozen=True)
class Shown:
    """A part in one language, for pages: ``words`` by field name; what has no language stands in ``plain``."""

    kind: str
    code: str
    words: dict[str, Said]
    plain: dict[str, str]

    @property
    def label(self) -> str:
        return str(PartKind(self.kind).label)

    @property
    def first(self) -> Said:
        return next(iter(self.words.values()))


def shown(parts: list[Part], language: str) -> list[Shown]:
    """Every part in the reader's language, and where that is missing in the other one."""
    found = []
    for part in parts:
        fields = [field for field in FIELDS[part["kind"]] if field.name in part]
        words = {field.name: said(part[field.name], language) for field in fields if field.bilingual}
        plain = {field.name: str(part[field.name]) for field in fields if not field.bilingual}
        found.append(Shown(part["kind"], part["code"], words, plain))
    return found


def said(text: Mapping[str, str], language: str) -> Said:
    first = "en" if language.startswith("en") else "nl"
    chosen = first if text.get(first) else next((other for other in LANGUAGES if text.get(other)), first)
    return Said(text.get(chosen, ""), chosen)


def in_both(parts: list[Part]) -> bool:
    """Whether every text is there in Dutch and in English."""
    texts = [part.get(field.name) for part in parts for field in FIELDS[part["kind"]] if field.bilingual]
    return all(len(text) == len(LANGUAGES) for text in texts if text)


def answers(part: Part, language: str) -> list[tuple[str, Said, Said]]:
    """The answers of a question in a lesson: letter, answer, and what to say to who chose it."""
    return [
        (letter, said(part[f"answer_{letter}"], language), said(part.get(f"because_{letter}", {}), language))
        for letter in ANSWERS
        if f"answer_{letter}" in part
    ]
