"""What a reader of a draft should know before it is published."""

from __future__ import annotations

from django.utils.translation import gettext as _

from conversations.topics.knowledge.parts import Kind, Part, PartKind
from conversations.topics.knowledge.showing import in_both
from conversations.topics.publishing import Finding

MOST_STEPS, MOST_PAGES, MOST_QUESTIONS = 15, 8, 2


def findings(kind: str, parts: list[Part]) -> list[Finding]:
    count = {each: sum(part["kind"] == each for part in parts) for each in PartKind}
    lesson = kind == Kind.LESSON and bool(parts)
    checks = [
        (not parts, True, _("There is nothing in it yet.")),
        (kind == Kind.BRIEFING and bool(parts) and not count[PartKind.FACT], True,
         _("A briefing needs at least one fact with its source.")),
        (kind == Kind.BRIEFING and bool(parts) and not count[PartKind.QUESTION], False,
         _("No question yet that people ask at the door.")),
        (count[PartKind.STEP] > MOST_STEPS, True, _("At most 15 lines to tick: a longer list is not finished.")),
        (lesson and not count[PartKind.PAGE], True, _("A lesson needs at least one page to read.")),
        (count[PartKind.PAGE] > MOST_PAGES, True, _("At most 8 pages: make two lessons of it.")),
        (lesson and not count[PartKind.QUIZ], True, _("A lesson ends with a question or two.")),
        (count[PartKind.QUIZ] > MOST_QUESTIONS, True, _("At most two questions: a lesson is no examination.")),
        (kind == Kind.PRACTICE and count[PartKind.CARD] == 1, False,
         _("One card only: in pairs people change roles, so two or more work better.")),
        (bool(parts) and not in_both(parts), False,
         _("Some texts are in one language only: who reads the other one sees them in this.")),
    ]  # fmt: skip
    return [Finding(text, blocks) for found, blocks, text in checks if found]
