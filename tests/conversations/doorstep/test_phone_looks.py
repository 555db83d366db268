"""Letters, colours and languages as one likes them; a keyboard alone; what is checked before leaving; reading aloud."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from conversations.doorstep.models import DoorEvent
from tests.conversations.doorstep.test_phone_app import until
from tests.conversations.doorstep.test_phone_walk import served

BROWSER = pytest.mark.django_db(transaction=True)


@BROWSER
def test_letters_and_colours_are_remembered(phone_page):
    page = phone_page
    page.click("[data-go=looks]")
    page.click("label:has(input[name=text][value=largest])")
    page.click("label:has(input[name=theme][value=dark])")
    dark = page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
    page.reload()
    page.wait_for_selector("html[data-ready][data-text=largest][data-theme=dark]")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "22px"
    assert page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor") == dark
    page.click("[data-go=looks]")
    page.click("label:has(input[name=theme][value=''])")
    page.reload()
    page.wait_for_selector("html[data-ready]:not([data-theme])")


@BROWSER
def test_another_language_is_one_tap_and_speaks_of_its_state(phone_page):
    page = phone_page
    page.click("label:has(input[name=language][value=de])")
    page.wait_for_selector("html[lang=de][data-ready]")
    assert page.inner_text("[data-go=begin]") == "Schicht beginnen"
    page.wait_for_selector(".languages:has-text('Muttersprache')")
    page.reload()
    page.wait_for_selector("html[lang=de][data-ready]")


@BROWSER
def test_a_door_can_be_done_with_a_keyboard_alone(phone_page):
    page = phone_page

    def to(selector):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert shown != "none" or selector.startswith("input")
                return
        raise AssertionError(f"{selector} is not reached")

    to("[data-go=begin]")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-screen=doors]")
    to("[data-go=open]")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-screen=open]")
    to("[data-go=talk]")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-screen=talk]")
    to("[data-go=after]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#talk")
    for name in ("opening", "closing"):
        to(f"input[name={name}]")
        page.keyboard.press("ArrowRight")
    to("input[name=value]")
    page.keyboard.press("Space")
    to("[data-save=no-card]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast")
    until(lambda: DoorEvent.objects.filter(outcome="conversation").count() == 1)


@BROWSER
def test_the_checks_before_leaving_are_tried_out_and_said(phone_page):
    page = phone_page
    page.wait_for_selector(".checks:not([aria-busy])")
    states = page.eval_on_selector_all(
        ".checks li", "rows => Object.fromEntries(rows.map((row) => [row.dataset.check, row.dataset.state]))"
    )
    assert list(states) == ["route", "shell", "persists", "ordinary", "battery", "clock", "safetyNumber"]
    assert {states[name] for name in ("route", "shell", "clock", "safetyNumber")} == {"saved"}
    assert "12 doors" in page.inner_text("[data-check=route]")


@BROWSER
def test_a_private_window_and_a_missing_number_are_told(phone_page):
    page = phone_page
    page.context.add_init_script("navigator.storage.getDirectory = async () => { throw new Error('private'); };")
    served(page, "**/field/bundle/**", lambda data: data | {"safety_phone": ""})
    page.reload()
    page.wait_for_selector(".checks:not([aria-busy])")
    assert page.get_attribute("[data-check=ordinary]", "data-state") == "warn"
    assert page.get_attribute("[data-check=safetyNumber]", "data-state") == "warn"
    assert page.is_enabled("[data-go=begin]"), "told, not forbidden"


@BROWSER
def test_prompts_are_read_aloud_only_with_a_voice_of_the_language(phone_page):
    page = phone_page
    page.context.add_init_script("""
      window.said = [];
      const voices = [{ lang: "en-GB", localService: true, name: "Test" }];
      speechSynthesis.getVoices = () => (window.mute ? [] : voices);
      speechSynthesis.speak = (line) => window.said.push(line.text);
      window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    """)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.click("#dock .btn >> nth=1")
    page.click("[data-go=read-aloud]")
    assert "There is room" in page.evaluate("window.said")
    before = page.evaluate("window.said.length")
    page.click("[data-go=read-line] >> nth=1")
    said = page.evaluate("window.said")
    assert said[before:] == [page.locator(".steps li >> nth=1").inner_text()], "one line, and the rest is silent"
    assert page.get_attribute("[data-go=read-line] >> nth=1", "aria-label") == f"Stop reading: {said[-1]}"
    assert page.inner_text("[data-go=read-aloud]") == "Read aloud"
    page.click("#top .btn >> nth=0")
    page.evaluate("window.mute = true")
    page.click("#dock .btn >> nth=1")
    assert page.locator("[data-go=read-aloud]").is_hidden()


def test_dark_by_choice_is_the_dark_of_the_phone():
    css = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    by_system = re.search(r"prefers-color-scheme: dark\) \{\s*:root[^{]*\{(.*?)\}", css, re.S)[1]
    by_choice = re.search(r':root\[data-theme="dark"\] \{\s*color-scheme: dark;(.*?)\}', css, re.S)[1]
    assert by_choice.split() == by_system.split()
