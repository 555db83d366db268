"""Every word of the pages for residents. Dutch and English come from the catalogues, like all words of the product;

a further language is one plain text file in ``words/``, in the form of the phone's (see doorstep/languages.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language, get_language_info

from canvass.core.cookies import named
from conversations.doorstep.languages import Words, read_words
from conversations.insight.cards.texts_deeds import deed_texts
from conversations.insight.cards.texts_kept import kept_texts

FOLDER = Path(__file__).parent / "words"
# What a further language falls back on where it misses a word, and in which it shows names of topics and values.
FALLBACK = "en"
COOKIE = "card_language"


@cache
def further() -> dict[str, Words]:
    return {words.code: words for words in map(read_words, sorted(FOLDER.glob("*.txt")))}


def known_languages() -> list[str]:
    return [*(code for code, _name in settings.LANGUAGES), *further()]


def choices() -> list[tuple[str, str]]:
    """Codes, each with the language's name in its own words."""
    own = [(code, str(get_language_info(code)["name_local"])) for code, _name in settings.LANGUAGES]
    return [(code, name[:1].upper() + name[1:]) for code, name in own] + [(w.code, w.name) for w in further().values()]


def language_of(request: HttpRequest) -> str:
    """What was just chosen, else what was chosen before, else what the browser asks for and we have."""
    asked = [request.POST.get("in", ""), request.GET.get("in", ""), request.COOKIES.get(named(COOKIE), "")]
    known = known_languages()
    chosen = next((code for code in asked if code in known), None)
    return chosen or _of_browser(request) or get_language() or settings.LANGUAGE_CODE


def direction(code: str) -> str:
    if code in further():
        return further()[code].direction
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


@contextmanager
def speaking(code: str) -> Iterator[dict[str, str]]:
    """Every word in this language; what is drawn meanwhile comes in it too, or in the fallback."""
    with translation.override(FALLBACK if code in further() else code):
        yield kept_texts() | deed_texts() | (further()[code].texts if code in further() else {})


def _of_browser(request: HttpRequest) -> str | None:
    """The first wish of the browser, where it is one of the further languages; the others are Django's own."""
    first = request.headers.get("Accept-Language", "").split(",")[0].split("-")[0].strip().lower()
    return first if first in further() and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES else None
