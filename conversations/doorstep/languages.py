"""The languages of the phone's screens. Dutch and English live in the catalogues, like every other word of the product;
a further language is one plain text file in ``words/``: lines of ``key = text``. Dropping a file there adds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language, get_language_info

from canvass.core.cookies import named
from conversations.doorstep.texts import phone_texts

FOLDER = Path(__file__).parent / "words"
# Chosen on the phone, for the phone: the other pages keep the language of the account.
COOKIE = "field_language"
# What a further language falls back on where it misses a word.
FALLBACK = "en"
LINE = re.compile(r"([a-z0-9_.]+)\s*=\s*(\S.*)")


@dataclass(frozen=True)
class Words:
    code: str
    name: str
    direction: str
    reviewed: bool
    texts: dict[str, str]


def read_words(path: Path) -> Words:
    """One language from its file; raises ``ValueError`` with the number of a line that cannot be read."""
    head: dict[str, str] = {}
    texts: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = LINE.fullmatch(line.strip())
        if found is None:
            raise ValueError(f"{path.name}, line {number}: not a line of `key = text`")
        key, text = found.groups()
        part, key = (head, key.removeprefix("language.")) if key.startswith("language.") else (texts, key)
        if key in part:
            raise ValueError(f"{path.name}, line {number}: {key} is there twice")
        part[key] = text
    reviewed = head.get("reviewed") == "yes"
    return Words(path.stem, head.get("name", path.stem), head.get("direction", "ltr"), reviewed, texts)


@cache
def further() -> dict[str, Words]:
    """By code. Read once: a new file shows after the next start, as new code does."""
    return {words.code: words for words in map(read_words, sorted(FOLDER.glob("*.txt")))}


def choices() -> list[dict[str, str | bool]]:
    """What the phone offers, each in its own words."""
    own = [(code, str(get_language_info(code)["name_local"]), True) for code in _catalogues()]
    more = [(words.code, words.name, words.reviewed) for words in further().values()]
    return [{"code": code, "name": _capital(name), "reviewed": reviewed} for code, name, reviewed in [*own, *more]]


def phone_language(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(named(COOKIE), "")
    return chosen if chosen in {*_catalogues(), *further()} else (get_language() or settings.LANGUAGE_CODE)


def direction(code: str) -> str:
    if code in further():
        return further()[code].direction
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


@contextmanager
def speaking(code: str) -> Iterator[dict[str, str]]:
    """Every word of the phone in this language; what is drawn meanwhile comes in it too, or in the fallback."""
    with translation.override(FALLBACK if code in further() else code):
        yield phone_texts() | (further()[code].texts if code in further() else {})


def _catalogues() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
