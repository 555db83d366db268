"""Readable in every mode: ratios of WCAG 2.2, computed from the tokens themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from canvass.core.palette import PALETTE

CSS = re.sub(r"/\*.*?\*/", "", (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text(), flags=re.S)
BLOCKS = [
    (media.strip(), selector.strip(), dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})", body)))
    for media, selector, body in re.findall(r"(@media[^{]+\{\s*)?(:root[^{]*)\{([^}]*)\}", CSS)
]


def colours(media: str, selector: str = "") -> dict[str, str]:
    return next(
        found
        for at, of, found in BLOCKS
        if found
        and (media in at if media else not at)
        and of.startswith(f":root{selector}")
        and (selector or of == ":root")
    )


LIGHT = colours("")
DARK = colours("screen and (prefers-color-scheme: dark)", ":not")
MORE = next(found for at, of, found in BLOCKS if at.startswith("@media (prefers-contrast: more)"))
BRIGHT = colours("", '[data-theme="bright"]')
MORE_DARK = next(found for at, of, found in BLOCKS if "(prefers-contrast: more) and" in at)
MODES = {
    "light": LIGHT,
    "dark": LIGHT | DARK,
    "more contrast": LIGHT | MORE,
    "bright light": LIGHT | BRIGHT,
    "dark, more contrast": LIGHT | MORE | DARK | MORE_DARK,  # the order of the cascade
}
HUES = ("blue", "amber", "brick", "green")
TEXT = (
    [(ink, ground) for ink in ("ink", "ink-2") for ground in ("paper", "card", "sunk", "wall")]
    + [("link", ground) for ground in ("paper", "card", "blue-soft")]
    + [(f"on-{hue}", hue) for hue in (*HUES, "slate", "plate")]
    + [("on-blue", "blue-deep")]
    + [("ink", f"{hue}-soft") for hue in HUES]
    + [(f"{hue}-text", ground) for hue in HUES[1:] for ground in ("paper", "card", f"{hue}-soft")]
    + [(f"st-{state}-g", f"st-{state}") for state in ("new", "nothome", "talk", "done", "stop", "noaccess")]
    + [("heat-lo-t", f"heat-{step}") for step in (1, 2, 3)]
    + [("heat-hi-t", f"heat-{step}") for step in (4, 5)]
    + [("map-ink", ground) for ground in ("map-ground", "map-street", "map-water", "map-green", "map-building")]
)
MARKS = [
    ("st-edge", "card"), ("line-2", "card"), ("line-2", "paper"), ("focus-line", "focus-halo"), ("blue", "card"),
    ("ch-end", "card"), ("ch-start", "card"), ("ch-bar", "card"), ("ch-whisker", "ch-bar"), ("map-route", "map-ground"),
]  # fmt: skip


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", MODES)
def test_text_reads_on_its_ground(mode: str) -> None:
    found = MODES[mode]
    poor = [(a, b, ratio(found[f"--{a}"], found[f"--{b}"])) for a, b in TEXT]
    assert [entry for entry in poor if entry[2] < 4.5] == []


@pytest.mark.parametrize("mode", MODES)
def test_marks_and_edges_stand_out(mode: str) -> None:
    found = MODES[mode]
    poor = [(a, b, ratio(found[f"--{a}"], found[f"--{b}"])) for a, b in MARKS]
    assert [entry for entry in poor if entry[2] < 3] == []


@pytest.mark.parametrize("mode", MODES)
def test_one_tone_of_the_focus_ring_shows_on_every_ground(mode: str) -> None:
    found = MODES[mode]
    for ground in ("paper", "card", "blue", "plate", "brick", "amber", "slate"):
        assert max(ratio(found[f"--{tone}"], found[f"--{ground}"]) for tone in ("focus-line", "focus-halo")) >= 3


def test_bright_light_is_the_same_as_more_contrast() -> None:
    assert BRIGHT == MORE


def test_paper_has_the_colours_of_the_screen() -> None:
    assert {name: LIGHT[f"--{name}"] for name in PALETTE} == dict(PALETTE)
