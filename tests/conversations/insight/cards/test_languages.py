from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from conversations.insight.cards.texts import FOLDER, direction, further, known_languages, speaking

CODES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def places(text: str) -> set[str]:
    return {part.split("}")[0] for part in text.split("{")[1:]}


@pytest.mark.parametrize("code", CODES)
def test_a_language_has_every_word_and_fills_in_the_same_places(code):
    with speaking("en") as english:
        pass
    texts = further()[code].texts
    assert set(texts) == set(english)
    assert [key for key, text in texts.items() if places(text) != places(english[key])] == []


def test_a_translation_that_nobody_read_says_so():
    assert not any(words.reviewed for words in further().values())
    for code in CODES:
        page = Client().get("/card", {"in": code}).content.decode()
        assert further()[code].texts["unreviewed"] in unescape(page)


@pytest.mark.parametrize(("code", "expected"), [("ar", "rtl"), ("nl", "ltr"), ("pl", "ltr")])
def test_a_page_runs_the_way_its_language_is_read(code, expected):
    assert direction(code) == expected
    assert f'lang="{code}" dir="{expected}"' in Client().get("/card", {"in": code}).content.decode()


def test_the_choice_is_kept_and_what_is_no_language_changes_nothing():
    client = Client(headers={"accept-language": "en"})
    client.get("/card", {"in": "tr"})
    assert 'lang="tr"' in client.get("/card/no-code").content.decode()
    assert 'lang="tr"' in client.get("/card", {"in": "<x>"}).content.decode()


def test_a_browser_s_own_language_is_met():
    assert 'lang="pl"' in Client(headers={"accept-language": "pl-PL,en"}).get("/card").content.decode()
    assert set(known_languages()) >= {"nl", "en", "ar"}
