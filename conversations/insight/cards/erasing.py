"""A resident erases: at once from rows, rollups and answers; published figures follow with the next intake."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from canvass.campaigns.models import Campaign
from canvass.core.backup.erasures import note_erasure
from canvass.core.wall.scope import acting_for
from conversations.insight.cards.lookup import find_talk
from conversations.insight.cards.reminders import forget_contact
from conversations.insight.comparison.answers import forget_answers
from conversations.insight.exporting.keeping import withdraw
from conversations.insight.models import CardCode, StagedConversation
from conversations.insight.rollups.erasing import take_out
from conversations.insight.rollups.gate import keep_intake_out
from volunteers.people import audit

ERASED = CardCode.State.ERASED


@transaction.atomic
def erase(*, code: str, hashed: bytes, campaign: Campaign) -> bool:
    """Erase what belongs to a card. False when nothing had come in yet: then what comes later is thrown away.

    The card stays, marked: it is the tombstone, and says nothing but that it was erased.
    """
    keep_intake_out()
    card, _created = CardCode.objects.select_for_update().get_or_create(hash=hashed, defaults={"campaign": campaign})
    there_was_one = erase_talk(hashed=hashed, campaign=campaign)
    forget_contact(code=code)
    if card.state != ERASED:
        CardCode.objects.filter(pk=card.pk).update(state=ERASED)
        audit.note(actor=None, organisation=campaign.organisation, verb="resident erased by card")
        note_erasure(kind="card", reference=f"{hashed.hex()}|{campaign.pk}")
    return there_was_one


def erase_talk(*, hashed: bytes, campaign: Campaign) -> bool:
    with acting_for(campaign.organisation_id):  # its files with figures go as well
        talk = find_talk(hashed)
        if talk is not None:
            take_out(conversation_id=talk.pk)
            talk.delete()
            withdraw(campaign=campaign)
        forget_answers(code_hash=hashed)
    return talk is not None


def without_erased(staged: Iterable[StagedConversation]) -> list[StagedConversation]:
    """Those that may be staged. Locks their cards, so that an erasure comes before or after, never in between."""
    rows = list(staged)
    hashes = sorted(bytes(row.card_code_hash) for row in rows if row.card_code_hash)
    cards = CardCode.objects.select_for_update().filter(hash__in=hashes).order_by("hash")
    erased = {bytes(card.hash) for card in cards if card.state == ERASED}
    return [row for row in rows if row.card_code_hash is None or bytes(row.card_code_hash) not in erased]
