"""Small items of every kind, published or not."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from conversations.topics.knowledge.exchange import Document, Entry
from conversations.topics.knowledge.importing import keep_aside
from conversations.topics.knowledge.marking import mark
from conversations.topics.knowledge.parts import Kind, Part
from conversations.topics.knowledge.writing import Titles, publish_item, start_draft, start_item
from conversations.topics.models import ItemVersion
from conversations.topics.offering import offer_upwards
from volunteers.people.models import Organisation, User


def both(text: str) -> dict[str, str]:
    return {"nl": text, "en": f"{text} in English"}


PAGE: Part = {"kind": "page", "code": "page", "heading": both("Luisteren"), "text": both("Stel een open vraag.")}
QUIZ: Part = {
    "kind": "quiz", "code": "quiz", "question": both("Wat vraag je eerst?"), "right": "b",
    "answer_a": both("Uw inkomen"), "because_a": both("Dat is geen begin."),
    "answer_b": both("Uw ervaring"), "because_b": both("Daar komt een verhaal."),
}  # fmt: skip
FACT: Part = {
    "kind": "fact", "code": "fact", "text": both("Er zijn te weinig huizen."), "source": both("Het bureau"),
    "address": "https://example.org/cijfers", "checked": "2026-03-01",
}  # fmt: skip
QUESTION: Part = {
    "kind": "question", "code": "question", "question": both("Waarom bouwt niemand?"), "answer": both("Vraag het na.")
}  # fmt: skip
STEP: Part = {"kind": "step", "code": "step", "text": both("Telefoon opladen"), "help": both("Helemaal vol.")}
CARD: Part = {
    "kind": "card", "code": "card", "role": both("Buurvrouw van zeventig"), "situation": both("Zij woont hier lang."),
    "value": both("Zorg voor elkaar"), "worry": both("Haar kleinzoon vindt niets."),
}  # fmt: skip
PARTS: dict[str, list[Part]] = {
    Kind.LESSON: [PAGE, QUIZ],
    Kind.BRIEFING: [FACT, QUESTION],
    Kind.CHECKLIST: [STEP, STEP | {"code": "step-2", "text": both("Jas mee")}],
    Kind.PRACTICE: [CARD, CARD | {"code": "card-2"}],
}


def make_item(
    organisation: Organisation,
    kind: str = Kind.LESSON,
    *,
    title: str = "Beginnen",
    published: bool = True,
    **fields: Any,
) -> ItemVersion:
    draft = start_item(
        organisation=organisation, kind=kind, topic=fields.pop("topic", None), titles=Titles(title, f"{title} (EN)"),
        by=None, parts=fields.pop("parts", PARTS[kind]), **fields,
    )  # fmt: skip
    if published:
        publish_item(version=draft, by=None, now=timezone.now())
    return ItemVersion.objects.select_related("item__organisation").get(pk=draft.pk)


def for_permissions(*, organisation: Organisation, umbrella: Organisation, admin: User) -> dict[str, Any]:
    """A lesson with a draft, an offer and a mark, and a file that waits for the admin."""
    item = make_item(organisation).item
    start_draft(item=item)
    entry = Entry(1, Kind.LESSON, both("Beginnen"), parts=PARTS[Kind.LESSON], licence="CC0-1.0")
    keep_aside(document=Document("Elders", "CC0-1.0", (entry,)), user=admin)
    said = mark(thing=item, organisation=organisation, evidence="debrief", note="Men begon rustiger.", by=admin)
    return {
        "item_id": item.pk, "number": 1, "code": "page", "part_kind": "page", "mark_id": said.pk,
        "item_offer_id": offer_upwards(thing=item, to=umbrella, by=admin).pk,
    }  # fmt: skip
