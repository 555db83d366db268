from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.insight.debriefs.identifiers import Identifier, find_identifiers


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mail me at jan.jansen@example.org please", Identifier.EMAIL),
        ("06-12345678 is het nummer", Identifier.PHONE),
        ("bel +31 6 12 34 56 78", Identifier.PHONE),
        ("020 123 4567", Identifier.PHONE),
        ("0032 478 12 34 56", Identifier.PHONE),
        ("NL91 ABNA 0417 1643 00", Identifier.IBAN),
        ("be71096123456769", Identifier.IBAN),
        ("bsn 111222333", Identifier.CITIZEN),
        ("1112.22.333", Identifier.CITIZEN),
        ("die meneer van 1234 AB", Identifier.ADDRESS),
        ("op Kerkstraat 12 was het mooi", Identifier.ADDRESS),
        ("Lange Nieuwstraat 4b", Identifier.ADDRESS),
        ("Meir-plein 3", Identifier.ADDRESS),
    ],
)
def test_what_leads_to_somebody_is_found(text, kind):
    assert kind in find_identifiers(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We rang 54 doors in 120 minutes and I laughed a lot.",
        "Om 19:30 begon het te regenen, 3 van de 12 deuren gingen open.",
        "Ik durfde voor het eerst mijn eigen verhaal te vertellen.",
        "In 2019 and 2023 it felt very different",
        "een 9 en een 10, en toen een 4",
    ],
)
def test_ordinary_words_are_not(text):
    assert find_identifiers(text) == set()


@given(st.text(max_size=280))
def test_any_text_is_read_without_an_error(text):
    find_identifiers(text)


@given(st.integers(0, 99_999_999), st.sampled_from(["06{}", "06 {}", "06-{}", "+316{}", "0031 6 {}", "(06) {}"]))
def test_every_mobile_number_is_found_however_it_is_written(number, form):
    assert Identifier.PHONE in find_identifiers("bel " + form.format(f"{number:08d}") + " eens")
