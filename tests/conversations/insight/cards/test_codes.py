from __future__ import annotations

import hashlib
import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.doorstep.card_text import LETTERS, check_letter, code_hash
from conversations.insight.cards.codes import SEED_LETTERS, cards_of, grouped, new_seed, spell

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())["sheets"]
LETTER = st.sampled_from(LETTERS)
SIXTEEN = st.text(LETTER, min_size=16, max_size=16)


@pytest.mark.parametrize("sheet", VECTORS, ids=[sheet["seed"][:6] for sheet in VECTORS])
def test_a_seed_gives_the_ten_codes_that_phones_find_too(sheet):
    seed = bytes.fromhex(sheet["seed_hex"])
    assert spell(seed) == sheet["seed"]
    found = [(card.number, card.code, "-".join(card.groups), card.hash.hex()) for card in cards_of(seed)]
    assert found == [(row["number"], row["code"], row["shown"], row["hash"]) for row in sheet["cards"]]


def test_base32_is_the_bits_from_the_front_in_groups_of_five():
    assert spell(b"\x00\x44\x32\x14\xc7\x42\x54\xb6\x35\xcf") == "0123456789ABCDEF"
    assert spell(b"\xff") == "ZW"
    assert len(spell(new_seed())) == SEED_LETTERS


def test_a_seed_has_sixteen_bytes():
    with pytest.raises(ValueError):
        cards_of(bytes(15))


@given(SIXTEEN)
def test_every_single_wrong_letter_is_found(code):
    whole = code + check_letter(code)
    for place in range(17):
        for letter in LETTERS.replace(whole[place], ""):
            assert code_hash(whole[:place] + letter + whole[place + 1 :]) is None


@given(SIXTEEN)
def test_any_two_letters_swapped_are_found(code):
    whole = code + check_letter(code)
    for one, other in combinations(range(17), 2):
        letters = list(whole)
        letters[one], letters[other] = letters[other], letters[one]
        if whole[one] != whole[other]:
            assert code_hash("".join(letters)) is None


def test_one_guess_in_32_passes_the_check_letter():
    passes = [letter for letter in LETTERS if code_hash("7KQP4M2X9RTWB3HZ" + letter)]
    assert passes == [check_letter("7KQP4M2X9RTWB3HZ")]


@given(SIXTEEN, st.sampled_from(["-", " ", ".", ""]), st.booleans())
def test_a_code_reads_the_same_however_it_is_typed(code, between, small):
    typed = between.join(grouped(code + check_letter(code))).replace("0", "O").replace("1", "l")
    assert code_hash(typed.lower() if small else typed) == hashlib.sha256(code.encode()).hexdigest()


def test_what_is_no_code_has_no_hash():
    assert [code_hash(text) for text in ("", "7KQP", "7KQP4M2X9RTWB3HZKK", "U" * 17, "é" * 17)] == [None] * 5
