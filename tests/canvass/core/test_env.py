from __future__ import annotations

import pytest

from canvass.env import EnvError, env_numbers

KNOWN = ("primary", "service")


def read(monkeypatch, text):
    monkeypatch.setenv("CANVASS_CROSSING_METRES", text)
    return env_numbers("CANVASS_CROSSING_METRES", known=KNOWN, most=1000)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("", {}), ("primary=50", {"primary": 50.0}), (" primary = 4.5 ,service=0", {"primary": 4.5, "service": 0.0})],
)
def test_numbers_by_word_are_read(monkeypatch, text, numbers):
    assert read(monkeypatch, text) == numbers


@pytest.mark.parametrize(
    "text", ["primari=5", "primary", "primary=x", "primary=-1", "primary=1001", "primary=nan", "=5"]
)
def test_a_mistake_stops_the_start_with_the_name_of_the_setting(monkeypatch, text):
    with pytest.raises(EnvError, match="CANVASS_CROSSING_METRES"):
        read(monkeypatch, text)
