"""Whatever comes in, reading raises nothing; what it lets through it reads again as the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.topics.knowledge.exchange import LICENCES, MOST_BYTES, Document, Entry, read, write
from conversations.topics.knowledge.parts import FIELDS, MADE_OF, Kind, PartKind, Shape
from conversations.topics.knowledge.reading import UNSEEN, read_part
from tests.conversations.topics.knowledge.making import CARD, FACT, PAGE, PARTS, QUIZ, both

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=60).filter(
    str.strip
)


@st.composite
def parts(draw, kind):
    """Parts as an editor could write them."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        part_kind = draw(st.sampled_from(MADE_OF[kind]))
        part = {"kind": part_kind.value, "code": f"{part_kind.value}-{number}"}
        for field in FIELDS[part_kind]:
            if field.bilingual:
                part[field.name] = draw(st.dictionaries(st.sampled_from(["nl", "en"]), WORDS, min_size=1))
            else:
                plain = {Shape.DAY: "2026-01-31", Shape.ADDRESS: "https://example.org/a?b=c", Shape.ANSWER: "c"}
                part[field.name] = plain[field.shape]
        made.append(part)
    return made


@st.composite
def entries(draw):
    kind = draw(st.sampled_from(Kind.values))
    title = draw(st.dictionaries(st.sampled_from(["nl", "en"]), WORDS, min_size=1))
    return {"kind": kind, "title": title, "parts": draw(parts(kind)), "topic": "wonen", "from": "Elders"}


def file_of(*items, **head):
    document = {
        "format": "canvass-knowledge",
        "version": 1,
        "licence": LICENCES[0],
        "from": "Wij",
        "items": list(items),
    }
    return json.dumps(document | head).encode()


@given(raw=ANYTHING, kind=st.sampled_from(Kind.values))
def test_anything_is_read_or_refused_and_nothing_raised(raw, kind):
    part, errors = read_part(raw, of=kind)
    assert errors or part["kind"] in MADE_OF[kind]


@given(content=st.binary(max_size=200) | ANYTHING.map(lambda raw: json.dumps(raw).encode()))
def test_any_bytes_are_no_file_of_ours(content):
    assert read(content).error


@given(raw=ANYTHING, key=st.sampled_from(["kind", "title", "topic", "from", "licence", "parts"]))
def test_one_bad_item_stays_out_and_the_others_come_in(raw, key):
    good = {"kind": "lesson", "title": both("Goed"), "parts": [PAGE, QUIZ]}
    document = read(file_of(good | {key: raw}, good, raw))
    assert not document.error
    assert document.entries[1].errors == []
    assert document.entries[2].errors


@given(items=st.lists(entries(), min_size=1, max_size=3))
def test_what_is_written_is_read_as_the_same(items):
    first = read(file_of(*items))
    assert [entry.errors for entry in first.entries] == [[] for _ in items]
    again = read(write(first.entries, origin="Anders", licence=LICENCES[1], day="2026-01-01"))
    assert again.entries == first.entries
    assert Document.from_json(json.loads(json.dumps(first.as_json()))) == first


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "https://", "//example.org", "https://a b", 'https://a"b', "http://[x"],
)
def test_an_address_that_is_no_page_is_refused(address):
    assert read_part(FACT | {"address": address}, of=Kind.BRIEFING)[1]


def test_html_is_text_like_any_other():
    part, errors = read_part(PAGE | {"text": {"nl": "<script>alert(1)</script>"}}, of=Kind.LESSON)
    assert (errors, part["text"]["nl"]) == ([], "<script>alert(1)</script>")


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2066", "\ud800", "\x9b"])
def test_what_nobody_can_see_is_refused(sign):
    assert UNSEEN.search(sign)
    assert read_part(PAGE | {"text": {"nl": f"a{sign}b"}}, of=Kind.LESSON)[1]


@pytest.mark.parametrize(
    ("change", "of"),
    [
        (QUIZ | {"right": "c"}, Kind.LESSON),
        (QUIZ | {"answer_c": both("Niets")}, Kind.LESSON),
        (FACT | {"source": {}}, Kind.BRIEFING),
        (FACT | {"checked": "1 maart"}, Kind.BRIEFING),
        (CARD | {"code": "Hoofd Letters"}, Kind.PRACTICE),
        (CARD, Kind.LESSON),
        (PAGE | {"heading": {"nl": "x" * 81}}, Kind.LESSON),
    ],
)
def test_a_part_that_breaks_a_rule_is_refused(change, of):
    assert read_part(change, of=of)[1]


def test_every_kind_has_its_parts_and_every_example_is_right():
    assert {kind for kinds in MADE_OF.values() for kind in kinds} == set(PartKind)
    for kind, made in PARTS.items():
        assert [read_part(part, of=kind) for part in made] == [(part, []) for part in made]


@pytest.mark.parametrize(
    "content",
    [
        b"x" * (MOST_BYTES + 1),
        b"[" * 100_000,
        file_of(),
        file_of(*[{}] * 201),
        file_of({}, version=2),
        file_of({}, version=True),
        file_of({}, licence="all rights reserved"),
        file_of({}, format="something else"),
    ],
)
def test_a_file_that_is_too_large_or_of_another_sort_is_refused_as_a_whole(content):
    assert read(content).error


def test_a_guide_in_a_file_keeps_the_rules_of_the_phone():
    step = {"kind": "introduction", "code": "hello", "logged": False, "text": both("Hallo")}
    guide = {"kind": "guide", "title": both("Gids"), "topic": "wonen"}
    wrong = [
        step | {"kind": "shouting"},
        step | {"text": {"en": "English only"}},
        step | {"logged": True, "text": both("x" * 41)},
        step | {"logged": "yes"},
    ]
    document = read(file_of(guide | {"parts": [step]}, *(guide | {"parts": [one]} for one in wrong)))
    assert [bool(entry.errors) for entry in document.entries] == [False, True, True, True, True]
    assert read(file_of(guide | {"parts": [step, step]})).entries[0].errors
    assert isinstance(document.entries[0], Entry)
