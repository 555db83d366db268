"""The Dutch catalogue: complete, nothing guessed, placeholders as in the source, the words of the glossary."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import gettext, ngettext, override

CATALOGUES = {code: Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES/django.po" for code in ("nl", "en")}
LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) )?(".*")')
PLACEHOLDER = re.compile(r"%\(\w+\)[.\d]*[a-z]|%[a-z]|%%|(?<!\w)\{\w+\}|</?[a-z]+>")
# Words that the glossary replaced, and one that would promise too much.
OLD_WORDS = re.compile(r"\b(script|wijkde(el|len)|diensten?|hulplijn|schuring|anoniem)\b", re.IGNORECASE)


@dataclass
class Message:
    flags: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def singular(self) -> str:
        return self.parts["msgid"]

    @property
    def forms(self) -> list[str]:
        return [text for key, text in sorted(self.parts.items()) if key.startswith("msgstr")]


def read(text: str) -> list[Message]:
    """Without the header."""
    messages = []
    for block in text.split("\n\n"):
        message, key = Message(), ""
        for line in block.splitlines():
            if line.startswith("#,"):
                message.flags += line
            elif match := LINE.fullmatch(line):
                key = match[1] or key
                message.parts[key] = message.parts.get(key, "") + str(ast.literal_eval(match[2]))
        if message.parts.get("msgid"):
            messages.append(message)
    return messages


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def faults(message: Message) -> list[str]:
    found = []
    if "fuzzy" in message.flags:
        found.append("guessed")
    if not message.forms or not all(message.forms):
        found.append("untranslated")
    elif plural := message.parts.get("msgid_plural"):
        one, many = map(placeholders, message.forms)
        if many != placeholders(plural) or one not in (placeholders(message.singular), placeholders(plural)):
            found.append("other placeholders")
    elif placeholders(message.forms[0]) != placeholders(message.singular):
        found.append("other placeholders")
    return found


DUTCH = read(CATALOGUES["nl"].read_text())


def test_every_text_has_a_dutch_translation_with_its_placeholders():
    assert len(DUTCH) > 500
    assert {message.singular: faults(message) for message in DUTCH if faults(message)} == {}


def test_catalogue_holds_every_text_of_the_sources():
    result = subprocess.run(
        ["scripts/messages", "check"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("code", CATALOGUES)
def test_catalogue_has_no_leftovers_and_no_places_that_would_move(code):
    lines = CATALOGUES[code].read_text().splitlines()
    assert [line for line in lines if line.startswith(("#~", "#|", "#:", '"POT-Creation-Date'))] == []


def test_dutch_says_the_words_of_the_glossary():
    assert [form for message in DUTCH for form in message.forms if OLD_WORDS.search(form)] == []


def test_phrases_that_the_design_fixed():
    with override("nl"):
        assert gettext("I am back") == "Ik ben terug"
        assert gettext("4. What played a part?") == "4. Wat speelde mee?"
        assert gettext("too few conversations") == "te weinig gesprekken"
        assert [ngettext("%(n)s duo", "%(n)s duos", n) % {"n": n} for n in (0, 1, 2)] == ["0 duo's", "1 duo", "2 duo's"]
    with override("en"):
        assert gettext("I am back") == "I am back"


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ('msgid "door"\nmsgstr ""', "untranslated"),
        ('#, fuzzy\nmsgid "door"\nmsgstr "deur"', "guessed"),
        ('msgid "%(n)s of %(all)s"\nmsgstr "%(n)s van"', "other placeholders"),
        ('msgid "{n} doors"\nmsgstr "{m} deuren"', "other placeholders"),
        ('msgid "<b>one</b>"\nmsgstr "<b>een"', "other placeholders"),
        ('msgid "once"\nmsgid_plural "%(n)s times"\nmsgstr[0] "een keer"\nmsgstr[1] "vaker"', "other placeholders"),
        ('msgid "once"\nmsgid_plural "%(n)s times"\nmsgstr[0] "een keer"\nmsgstr[1] ""', "untranslated"),
    ],
)
def test_a_fault_is_seen(block, fault):
    assert [faults(message) for message in read(block)] == [[fault]]
