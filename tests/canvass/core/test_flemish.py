"""The words of Flanders over those of the Netherlands: few, alive, and everything else as in Dutch."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils.translation import get_language_from_request, get_language_info, gettext, override

from tests.canvass.core.test_messages import placeholders, read

LOCALE = Path(settings.LOCALE_PATHS[0])
DUTCH = {m.singular: m for m in read((LOCALE / "nl/LC_MESSAGES/django.po").read_text())}
FLEMISH = read((LOCALE / "nl_BE/LC_MESSAGES/django.po").read_text())


@pytest.mark.parametrize("message", FLEMISH, ids=lambda message: message.singular[:40])
def test_every_flemish_text_is_of_use(message):
    assert message.singular in DUTCH, "no page says this any more"
    dutch = DUTCH[message.singular]
    assert message.forms != dutch.forms, "the same as in Dutch: leave it out"
    assert [placeholders(text) for text in message.forms] == [placeholders(text) for text in dutch.forms]


def test_what_flanders_calls_the_same_comes_from_dutch():
    with override("nl-be"):
        assert gettext("entrance") == "inkomhal"
        assert gettext("Sign out") == "Uitloggen"
    with override("nl"):
        assert gettext("entrance") == "portiek"


@pytest.mark.parametrize(
    ("asked", "given"), [("nl-BE,nl;q=0.8", "nl-be"), ("nl", "nl"), ("nl-NL", "nl"), ("en-BE", "en"), ("fr-BE", "nl")]
)
def test_a_browser_of_flanders_gets_its_words(asked, given):
    assert get_language_from_request(RequestFactory().get("/", headers={"accept-language": asked})) == given


@pytest.mark.django_db
def test_the_switch_offers_it_in_its_own_name(client):
    assert get_language_info("nl-be")["name_local"] == "Nederlands (België)"
    page = client.get("/accounts/login/", headers={"accept-language": "nl"}).content.decode()
    assert 'value="nl-be" lang="nl-be">Nederlands (België)</button>' in page
    client.post("/i18n/setlang/", {"language": "nl-be"})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "nl-be"
