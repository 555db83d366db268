from __future__ import annotations

import base64

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from canvass.core.keys import decrypt, encrypt, installation_keys, new_key, unwrap, wrap

OLD, NEW = new_key(), new_key()


def test_what_is_wrapped_opens_for_its_purpose_and_key_only(settings):
    settings.MASTER_KEY = OLD
    wrapped = wrap(b"plain", purpose="shift|1")
    assert unwrap(wrapped, purpose="shift|1") == (b"plain", 0)
    for place in range(len(wrapped)):
        changed = bytes(byte ^ (n == place) for n, byte in enumerate(wrapped))
        with pytest.raises(InvalidTag):
            unwrap(changed, purpose="shift|1")
    with pytest.raises(InvalidTag):
        unwrap(wrapped, purpose="shift|2")
    settings.MASTER_KEY = NEW
    with pytest.raises(InvalidTag):
        unwrap(wrapped, purpose="shift|1")


def test_the_first_line_wraps_and_all_unwrap(settings):
    settings.MASTER_KEY = OLD
    old = wrap(b"plain", purpose="p")
    settings.MASTER_KEY = f"{NEW}\n{OLD}\n"
    assert unwrap(old, purpose="p") == (b"plain", 1)
    assert unwrap(wrap(b"plain", purpose="p"), purpose="p") == (b"plain", 0)
    settings.MASTER_KEY = NEW
    with pytest.raises(InvalidTag):
        unwrap(old, purpose="p")


def test_both_spellings_of_base64_are_read(settings):
    settings.MASTER_KEY = "-_" * 21 + "-="
    spelled = installation_keys()
    settings.MASTER_KEY = "+/" * 21 + "+="
    assert installation_keys() == spelled


@pytest.mark.parametrize("text", ["", "short", "A" * 44, f"{'A' * 43}=\nshort", "*" * 43 + "="])
def test_what_is_no_key_is_refused_by_name(settings, text):
    settings.MASTER_KEY = text
    with pytest.raises(ImproperlyConfigured, match="CANVASS_KEY"):
        installation_keys()


@pytest.mark.parametrize("length", [0, 16, 24, 31, 33])
def test_a_master_key_of_another_length_is_refused(settings, length):
    settings.MASTER_KEY = base64.urlsafe_b64encode(b"k" * length).decode()
    with pytest.raises(ImproperlyConfigured, match="32 bytes"):
        wrap(b"secret", purpose="test")


@given(st.binary(max_size=40))
def test_anything_else_is_not_sealed(rubbish):
    with pytest.raises(InvalidTag):
        decrypt(bytes(32), rubbish, purpose="p")


def test_the_same_words_are_never_sealed_the_same(settings):
    assert encrypt(bytes(32), b"plain", purpose="p") != encrypt(bytes(32), b"plain", purpose="p")
