from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.topics.spelling import distance, judge

SENTENCES = st.lists(
    st.sampled_from(
        ["iedereen", "verdient", "een", "eerlijke", "kans", "op", "betaalbaar", "wonen", "in", "onze", "buurt"]
    ),
    min_size=1,
).map(" ".join)
WORDS = st.text(alphabet="abcde", max_size=8)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Iedereen verdiend een kans.", "Iedereen verdient een kans."),
        ("iedereen verdient een kans", "Iedereen verdient een kans."),
        ("In de gemeente is plaats", "In de gemeente, is plaats!"),
        ("Er is plek voor vluchtelingen", "Er is plek voor vluchtelnigen"),
        ("Een lang durige kwestie", "Een langdurige kwestie"),
        ("Ideeen over wonen", "Ideeën over wonen"),
        ("Zorg voor natuur", "Zorg voor de natuur"),
        ("They get evrything for free", "They get everything for free"),
    ],
)
def test_spelling_passes(before, after):
    found = judge(before, after)
    assert found.same
    assert found.percent >= 80


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Er is plaats voor een opvang", "Er is geen plaats voor een opvang"),
        ("Wij zijn het eens", "Wij zijn het oneens"),
        ("Boeren doen iets goeds", "Boeren doen niets goeds"),
        ("Iedereen mag meer bijdragen", "Iedereen mag minder bijdragen"),
        ("Wij zijn voor de opvang", "Wij zijn tegen de opvang"),
        ("Plaats voor 10 mensen", "Plaats voor 100 mensen"),
        ("Alle mensen horen erbij", "Alleen mensen horen erbij"),
        ("Onze gemeente moet kiezen", "Onze gemeente mag kiezen"),
        ("Een eerlijke kans", "Een eerlijke kans op wonen"),
        ("There is room here", "There is no room here"),
        ("It is fair", "It is unfair"),
        ("Mensen horen erbij", ""),
    ],
)
def test_another_question_does_not(before, after):
    assert not judge(before, after).same


@given(SENTENCES)
def test_a_text_is_itself_whatever_its_capitals_and_stops(text):
    assert judge(text, text).percent == 100
    assert judge(text, text.capitalize() + ".").same


@given(SENTENCES, SENTENCES)
def test_the_verdict_does_not_depend_on_the_direction(one, two):
    assert judge(one, two).same == judge(two, one).same


@given(SENTENCES, st.sampled_from(["niet", "geen", "nooit", "alleen", "zonder"]), st.integers(0, 20))
def test_a_turning_word_never_slips_in(text, word, where):
    words = text.split()
    words.insert(where % (len(words) + 1), word)
    assert not judge(text, " ".join(words)).same


@given(WORDS, WORDS)
def test_distance_is_a_distance(one, two):
    assert distance(one, two) == distance(two, one)
    assert (distance(one, two) == 0) == (one == two)
    assert abs(len(one) - len(two)) <= distance(one, two) <= max(len(one), len(two))
    assert distance("ab", "ba") == 1
