"""Finding a conversation by the code on a resident's card: the only key there is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from canvass.campaigns.models import Campaign
from conversations.doorstep.card_text import code_hash, normalise
from conversations.insight.models import CardCode, Conversation, StagedConversation

Talk = Conversation | StagedConversation
WITH = ("campaign__organisation", "statement__topic", "concern", "prejudice")


class State(StrEnum):
    UNKNOWN = "unknown"
    # Printed, and no conversation yet: still sealed, still on a phone, or the card was never noted.
    WAITING = "waiting"
    KEPT = "kept"
    ERASED = "erased"


@dataclass(frozen=True)
class Found:
    state: State
    hash: bytes
    campaign: Campaign | None = None
    talk: Talk | None = None


def hash_of(text: str) -> bytes:
    """Of a code as it was typed; what is no code has one too, that belongs to no card."""
    known = code_hash(text)
    return bytes.fromhex(known) if known else hashlib.sha256(b"no code " + normalise(text).encode()).digest()


def look_up(text: str) -> Found:
    """What belongs to a code as it was typed. The same three questions to the database for every text."""
    hashed = hash_of(text)
    card = CardCode.objects.filter(hash=hashed).select_related("campaign__organisation").first()
    talk = find_talk(hashed)
    if talk is not None:
        return Found(State.KEPT, hashed, talk.campaign, talk)
    if card is None:
        return Found(State.UNKNOWN, hashed)
    state = State.ERASED if card.state == CardCode.State.ERASED else State.WAITING
    return Found(state, hashed, card.campaign)


def find_talk(hashed: bytes) -> Talk | None:
    staged = StagedConversation.objects.filter(card_code_hash=hashed).select_related(*WITH).first()
    taken = Conversation.objects.filter(card_code_hash=hashed).select_related(*WITH).first()
    return staged or taken
