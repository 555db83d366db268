"""Every kind of message in every language: complete, escaped, and with a way out."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as django_settings

from tests.volunteers.people.messages.factories import NOON
from volunteers.people.messages.kinds import ALL, KINDS
from volunteers.people.messages.previews import SAMPLES, sample
from volunteers.people.messages.writing import write
from volunteers.people.models import User

LANGUAGES = [code for code, _name in django_settings.LANGUAGES]


def reader(language="en"):
    return User(pk=7, email="anna@example.org", name="Anna <Bos> & co", language=language)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_is_whole_in_each_language(kind, language):
    words = sample(kind, recipient=reader(language), now=NOON)
    for part in (words.subject, words.short, words.text, words.html):
        assert part.strip()
        assert not re.search(r"\{\{|\{%|\bNone\b", part)
    assert "\n" not in words.subject + words.short
    assert "\n\n\n" not in words.text
    assert f'lang="{language}"' in words.html
    assert "Anna &lt;Bos&gt;" not in words.text
    assert "/messages/settings/" in words.text
    assert ("/messages/unsubscribe/" in words.text) == ("/messages/unsubscribe/" in words.html) == kind.optional


def test_every_kind_has_a_sample_and_no_sample_is_left_over():
    assert set(SAMPLES) == set(KINDS)


def test_what_a_coordinator_typed_cannot_become_a_tag():
    context = {"title": "Soep <b>", "body": "<script>alert(1)</script>", "group": "G", "author": "F"}
    words = write(kind=KINDS["announcement"], recipient=reader(), context=context)
    assert "<script>" not in words.html
    assert "<script>alert(1)</script>" in words.text
    assert words.subject == "Soep <b>"


def test_a_line_break_in_a_subject_is_no_second_header():
    context = {"title": "Soep\nBcc: all@example.org", "body": "x", "group": "G", "author": "F"}
    assert write(kind=KINDS["announcement"], recipient=reader(), context=context).subject == "Soep"
