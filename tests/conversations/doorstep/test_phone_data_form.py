"""The page after a conversation: what must be tapped, what may be, and what a comparison's other arm is not asked."""

from __future__ import annotations

import pytest

from tests.conversations.doorstep.modules import run

TALK = {
    "text": {"nl": "Er is plaats", "en": "There is room"},
    "low": {"nl": "oneens", "en": "disagree"},
    "high": {"nl": "eens", "en": "agree"},
    "values": [{"code": code, "nl": code, "en": code} for code in ("care", "fair", "free", "safe")],
    "concerns": [{"code": "money", "nl": "Geld", "en": "Money"}],
    "prejudices": [{"code": "gratis", "nl": "Gratis", "en": "Free"}],
    "steps": [{"code": "story", "nl": "Verhaal", "en": "Story", "logged": True}],
}
OTHER_ARM = {key: TALK[key] for key in ("text", "low", "high", "steps")} | {"question": {"nl": "Woont u hier lang?"}}
FORM = """const { makeForm, read, restore, tell, ticks } = await import('/js/doorstep/talk_form.js');
const [talk, leaders, taps] = x; const form = makeForm(talk, leaders); document.body.append(form);
for (const tap of taps) {
  const [name, value] = tap.split("=");
  form.querySelector(`input[name=${name}][value="${value}"]`).click();
}
"""
LEADERS = [{"id": 4, "name": "I", "chosen": True}, {"id": 9, "name": "Sam", "chosen": False}]


def told(page, taps, *, talk=TALK, leaders=()):
    return run(
        page,
        f"{FORM} const {{ answers, errors }} = read(form); return [answers, errors.map(([name]) => name)];",
        [talk, list(leaders), taps],
    )


def test_nothing_is_filled_in_beforehand_and_the_first_three_are_asked_for(modules):
    assert told(modules, [])[1] == ["opening", "closing", "value"]


def test_a_whole_answer(modules):
    taps = ["opening=4", "closing=6", "value=care", "value=fair", "concern=money", "prejudice=gratis", "shift=clear"]
    answers, errors = told(modules, [*taps, "step=story"])
    assert errors == []
    assert answers == {
        "opening": 4, "opening_missing": "", "closing": 6, "closing_missing": "", "values": ["care", "fair"],
        "concern": "money", "prejudice": "gratis", "observed_shift": "clear", "steps": ["story"],
    }  # fmt: skip


def test_no_number_needs_a_reason_and_none_is_a_value(modules):
    answers, errors = told(modules, ["opening=none", "closing=none", "closing_missing=refused", "value_none=none"])
    assert errors == ["opening"]
    answers, errors = told(
        modules,
        ["opening=none", "opening_missing=not_asked", "closing=none", "closing_missing=refused", "value_none=none"],
    )
    assert (errors, answers["opening"], answers["opening_missing"]) == ([], None, "not_asked")
    assert (answers["closing_missing"], answers["values"]) == ("refused", [])


def test_three_values_at_most_and_none_takes_them_away(modules):
    four = ["value=care", "value=fair", "value=free", "value=safe"]
    assert told(modules, four)[0]["values"] == ["care", "fair", "free"]
    assert told(modules, [*four, "value_none=none"])[0]["values"] == []
    assert told(modules, ["value_none=none", "value=safe"])[0]["values"] == ["safe"]


def test_a_prejudice_without_an_impression_is_unknown_and_can_be_let_go(modules):
    assert told(modules, ["prejudice=gratis"])[0]["observed_shift"] == "unknown"


def test_the_other_arm_is_asked_the_first_number_and_nothing_more(modules):
    assert told(modules, [], talk=OTHER_ARM)[1] == ["opening"]
    answers, errors = told(modules, ["opening=3", "step=story"], talk=OTHER_ARM)
    assert errors == []
    assert (answers["opening"], answers["closing_missing"], answers["values"]) == (3, "not_asked", [])
    assert answers["steps"] == ["story"]


@pytest.mark.parametrize(("taps", "led"), [([], 4), (["led=9"], 9)])
def test_on_one_phone_for_two_the_form_says_who_led(modules, taps, led):
    assert told(modules, taps, leaders=LEADERS)[0]["led_by"] == led


def test_alone_nobody_is_named(modules):
    assert "led_by" not in told(modules, [])[0]


def test_what_was_tapped_comes_back_when_it_is_told_again(modules):
    again = f"""{FORM} const kept = ticks(form); const next = makeForm(talk, leaders); restore(next, kept);
    return [kept, ticks(next)];"""
    kept, back = run(
        modules, again, [TALK, LEADERS, ["opening=none", "opening_missing=refused", "value=care", "led=9"]]
    )
    assert kept == back
    assert "opening_missing=refused" in kept
