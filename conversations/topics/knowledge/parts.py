"""What a briefing, checklist, lesson or deck of practice cards is made of.

A version is one document. It has the same shape in the database, in the editor and in a file that leaves the house, so
that one reader (reading.py) checks them all. Texts are plain: no mark-up of any kind is ever read out of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

LANGUAGES = ("nl", "en")
MOST_PARTS = 40
LONGEST_TITLE = 80


class Kind(TextChoices):
    BRIEFING = "briefing", gettext_lazy("Topic briefing")
    CHECKLIST = "checklist", gettext_lazy("Checklist for a first shift")
    LESSON = "lesson", gettext_lazy("Short lesson")
    PRACTICE = "practice", gettext_lazy("Practice cards")


class PartKind(TextChoices):
    FACT = "fact", gettext_lazy("Fact with its source")
    QUESTION = "question", gettext_lazy("Question people ask")
    STEP = "step", gettext_lazy("Line to tick")
    PAGE = "page", gettext_lazy("Page to read")
    QUIZ = "quiz", gettext_lazy("Question with answers explained")
    CARD = "card", gettext_lazy("Practice card")


MADE_OF: dict[str, tuple[PartKind, ...]] = {
    Kind.BRIEFING: (PartKind.FACT, PartKind.QUESTION),
    Kind.CHECKLIST: (PartKind.STEP,),
    Kind.LESSON: (PartKind.PAGE, PartKind.QUIZ),
    Kind.PRACTICE: (PartKind.CARD,),
}


class Shape(StrEnum):
    LINE = "line"
    TEXT = "text"
    ADDRESS = "address"
    DAY = "day"
    ANSWER = "answer"


@dataclass(frozen=True)
class Field:
    """One thing a part says; lines and texts in two languages, the rest in none."""

    name: str
    label: Promise | str
    longest: int
    shape: Shape = Shape.TEXT
    required: bool = True

    @property
    def bilingual(self) -> bool:
        return self.shape in (Shape.LINE, Shape.TEXT)


ANSWERS = ("a", "b", "c")
FIELDS: dict[str, tuple[Field, ...]] = {
    PartKind.FACT: (
        Field("text", gettext_lazy("What is so"), 600),
        Field("source", gettext_lazy("Who says so"), 160, Shape.LINE),
        Field("address", gettext_lazy("Where to read it (web address)"), 300, Shape.ADDRESS, required=False),
        Field("checked", gettext_lazy("Looked up on"), 10, Shape.DAY),
    ),
    PartKind.QUESTION: (
        Field("question", gettext_lazy("What people ask"), 200, Shape.LINE),
        Field("answer", gettext_lazy("What you can say"), 800),
    ),
    PartKind.STEP: (
        Field("text", gettext_lazy("What to do"), 120, Shape.LINE),
        Field("help", gettext_lazy("More about it"), 400, required=False),
    ),
    PartKind.PAGE: (
        Field("heading", gettext_lazy("Heading"), 80, Shape.LINE),
        Field("text", gettext_lazy("Text"), 1500),
    ),
    PartKind.QUIZ: (
        Field("question", gettext_lazy("The question"), 300, Shape.LINE),
        Field("answer_a", gettext_lazy("Answer A"), 160, Shape.LINE),
        Field("because_a", gettext_lazy("What to say to who chose A"), 400),
        Field("answer_b", gettext_lazy("Answer B"), 160, Shape.LINE),
        Field("because_b", gettext_lazy("What to say to who chose B"), 400),
        Field("answer_c", gettext_lazy("Answer C"), 160, Shape.LINE, required=False),
        Field("because_c", gettext_lazy("What to say to who chose C"), 400, required=False),
        Field("right", gettext_lazy("Which answer fits best"), 1, Shape.ANSWER),
    ),
    PartKind.CARD: (
        Field("role", pgettext_lazy("practice card", "Who you are"), 120, Shape.LINE),
        Field("situation", gettext_lazy("What is going on"), 400),
        Field("value", gettext_lazy("What matters most to you"), 160, Shape.LINE),
        Field("worry", gettext_lazy("What worries you"), 300),
        Field("opening", gettext_lazy("What you say first"), 200, Shape.LINE, required=False),
        Field("tip", gettext_lazy("For who watches: what to look for"), 300, required=False),
    ),
}
Part = dict[str, Any]
