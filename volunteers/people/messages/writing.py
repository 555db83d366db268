"""The words of one message, from templates/emails/<kind>.txt and .html, in the language of who reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from volunteers.people.messages.kinds import Kind
from volunteers.people.messages.unsubscribe import unsubscribe_path
from volunteers.people.models import User

LONGEST_SUBJECT = 200
# A part that was left out leaves its lines behind.
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


@dataclass(frozen=True)
class Words:
    subject: str
    # One or two sentences: the whole of a push message.
    short: str
    text: str
    html: str


def language_of(user: User) -> str:
    return user.language or settings.LANGUAGE_CODE


def write(*, kind: Kind, recipient: User, context: Mapping[str, object], urgent: bool = False) -> Words:
    everything = {
        "name": recipient.first_name,
        "urgent": urgent,
        "why": kind.when,
        "product_name": settings.PRODUCT_NAME,
        "is_demo": settings.DEMO,
        "link_preferences": settings.PUBLIC_URL + reverse("messages:preferences"),
        "link_unsubscribe": settings.PUBLIC_URL + unsubscribe_path(recipient, kind) if kind.optional else "",
        **context,
    }
    with override(language_of(recipient)):
        subject, short, text = _parts(render_to_string(f"emails/{kind.code}.txt", everything))
        html = render_to_string(f"emails/{kind.code}.html", everything)
    return Words(subject[:LONGEST_SUBJECT], short, text, html)


def _parts(rendered: str) -> tuple[str, str, str]:
    """The text template's first line is the subject, the second the short form, the rest the mail."""
    subject, _newline, rest = rendered.strip().partition("\n")
    short, _newline, text = rest.strip().partition("\n")
    return " ".join(subject.split()), " ".join(short.split()), BLANK_LINES.sub("\n\n", text.strip()) + "\n"
