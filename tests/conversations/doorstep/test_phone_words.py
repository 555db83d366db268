"""Words of the phone: every language has every one of them, and one more language is one more file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from conversations.doorstep import languages
from conversations.doorstep.languages import FOLDER, choices, read_words, speaking
from conversations.doorstep.texts import phone_texts

SCRIPTS = (Path(settings.BASE_DIR) / "static/js/doorstep").rglob("*.js")
COUNTED = re.compile(r'\bplural\((?:[^"`()]*\? )?"(\w+)"(?: : "(\w+)")?')
FORMS = ("one", "many", "zero", "two", "few")
FILES = sorted(FOLDER.glob("*.txt"))


def holes(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.fixture
def english():
    with translation.override("en"):
        return phone_texts()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_has_every_word_with_the_same_holes(path, english):
    words = read_words(path)
    # A language with more plural forms than two may have more lines.
    more = {key for key in words.texts if key.rpartition("_")[2] in FORMS}
    assert set(english) - set(words.texts) == set(), "missing"
    assert set(words.texts) - set(english) - more == set(), "not asked for"
    for key, text in words.texts.items():
        plural = key.rpartition("_")[2] in FORMS
        wanted = holes(english.get(key) or english[f"{key.rpartition('_')[0]}_many"])
        assert holes(text) | ({"n"} if plural else set()) == wanted | ({"n"} if plural else set()), key


def test_both_catalogues_keep_the_holes(english):
    with translation.override("nl"):
        dutch = phone_texts()
    assert {key: holes(text) for key, text in dutch.items()} == {key: holes(text) for key, text in english.items()}


@pytest.mark.parametrize("script", sorted(SCRIPTS), ids=lambda path: path.stem)
def test_a_counted_word_has_its_two_forms(script, english):
    for key in (key for pair in COUNTED.findall(script.read_text()) for key in pair if key):
        # A heap of doors is never one door.
        assert f"{key}_many" in english
        assert f"{key}_one" in english or key == "toast"


def test_a_further_language_is_one_more_file(tmp_path, monkeypatch, client, phone):
    (tmp_path / "fy.txt").write_text("# Frisian\nlanguage.name = Frysk\nlanguage.reviewed = yes\n\nopen = Iepen\n")
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    languages.further.cache_clear()
    try:
        assert {"code": "fy", "name": "Frysk", "reviewed": True} in choices()
        with speaking("fy") as texts:
            assert (texts["open"], texts["not_home"]) == ("Iepen", "Not home"), "English where a word is missing"
        phone.client.cookies["field_language"] = "fy"
        page = phone.client.get("/field/").content.decode()
        assert '<html lang="fy" dir="ltr"' in page
        assert '"open": "Iepen"' in page
    finally:
        languages.further.cache_clear()


@pytest.mark.parametrize(
    ("line", "why"), [("open", "not a line"), ("open =", "not a line"), ("open = A\nopen = B", "twice")]
)
def test_a_line_that_cannot_be_read_is_named(tmp_path, line, why):
    path = tmp_path / "fy.txt"
    path.write_text(f"language.name = Frysk\n{line}\n")
    with pytest.raises(ValueError, match=rf"fy\.txt, line \d: .*{why}"):
        read_words(path)


def test_a_cookie_that_names_no_language_is_not_believed(phone):
    phone.client.cookies["field_language"] = '"><script>'
    page = phone.client.get("/field/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en" dir="ltr"' in page


def test_a_translation_that_nobody_checked_says_so():
    drafts = {choice["code"] for choice in choices() if not choice["reviewed"]}
    assert drafts == {"de", "fr"}
    own = {"Nederlands", "Nederlands (België)", "English"}
    assert {choice["name"] for choice in choices()} == own | {"Deutsch", "Français"}
