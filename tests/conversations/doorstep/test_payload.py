from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.doorstep.payload import PayloadError, parse
from tests.conversations.doorstep.phone import TALK


def test_a_full_conversation_is_read():
    entry = parse(TALK | {"card_code_hash": "ab" * 32, "prejudice": "free", "observed_shift": "little", "closing": 10})
    assert entry.card_code_hash == b"\xab" * 32
    assert (entry.prejudice, entry.observed_shift, entry.closing) == ("free", "little", 10)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"statement": "1"},
        {"statement": True},
        {"opening": 11},
        {"opening": -1},
        {"opening": 4.0},
        {"opening_missing": "forgot"},
        {"values": ["a", "b", "c", "d"]},
        {"values": ["a", "a"]},
        {"values": "care"},
        {"concern": "x" * 41},
        {"concern": "\x00"},
        {"observed_shift": "huge"},
        {"minutes_bucket": "13"},
        {"card_code_hash": "zz"},
    ],
)
def test_a_wrong_field_is_named(change):
    with pytest.raises(PayloadError, match=next(iter(change)) if "values" not in change else "values|code"):
        parse(TALK | change)


json_values = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=5)


@given(st.dictionaries(st.sampled_from(sorted(TALK)), json_values))
def test_whatever_was_sealed_is_read_or_refused(change):
    with contextlib.suppress(PayloadError):
        parse(TALK | change)


def test_who_led_the_talk_is_a_number_or_nothing():
    assert parse(TALK).led_by is None
    assert parse(TALK | {"led_by": 7}).led_by == 7
    for wrong in ("7", -1, 2**63, True, 1.5):
        with pytest.raises(PayloadError, match="led_by"):
            parse(TALK | {"led_by": wrong})
