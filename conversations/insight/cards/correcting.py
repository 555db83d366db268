"""A resident corrects the numbers and the values that were noted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from canvass.core.wall.scope import holding_cards
from conversations.insight.cards.lookup import Talk, find_talk
from conversations.insight.errors import InsightError
from conversations.insight.rollups.erasing import put_back, take_out
from conversations.insight.rollups.gate import keep_intake_out
from conversations.topics.models import SharedValue
from volunteers.people import audit

REFUSED = "refused"


class NothingToCorrect(InsightError):
    """No conversation with this card has come in."""


@dataclass(frozen=True)
class Correction:
    """None: the resident would rather not give this number."""

    opening: int | None
    closing: int | None
    values: tuple[str, ...]


def correct(*, hashed: bytes, correction: Correction) -> None:
    """Rollups follow in the same transaction; published figures with the next intake."""
    with holding_cards(hashed), transaction.atomic():
        _correct(hashed, correction)


def _correct(hashed: bytes, correction: Correction) -> None:
    keep_intake_out()
    talk = find_talk(hashed)
    if talk is None or not take_out(conversation_id=talk.pk):
        raise NothingToCorrect
    talk.opening, talk.closing = correction.opening, correction.closing
    talk.opening_missing = _why_missing(correction.opening, talk.opening_missing)
    talk.closing_missing = _why_missing(correction.closing, talk.closing_missing)
    talk.shared_values = list(correction.values)
    talk.save(update_fields=["opening", "closing", "opening_missing", "closing_missing", "shared_values"])
    put_back(conversation=talk)
    audit.note(actor=None, organisation=talk.campaign.organisation, verb="resident corrected by card")


def values_to_choose(talk: Talk) -> list[SharedValue]:
    """What the phone offered, and what was chosen then even if it is offered no longer."""
    rows = SharedValue.objects.filter(organisation=talk.statement.topic.organisation_id)
    return [row for row in rows if row.retired_at is None or row.code in talk.shared_values]


def _why_missing(number: int | None, before: str) -> str:
    return "" if number is not None else before or REFUSED
