"""A card, a conversation behind it, and the pages of its resident."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from conversations.insight.cards.codes import Card, cards_of
from conversations.insight.models import CardCode
from conversations.insight.opening import open_shift
from tests.conversations.insight.world import Evening
from tests.conversations.sealing import put_in_inbox

SEED = bytes(range(16))


class CardEvening(Evening):
    """An evening whose duo carries one printed sheet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cards: list[Card] = cards_of(SEED)
        CardCode.objects.bulk_create(CardCode(campaign=self.campaign, hash=card.hash) for card in self.cards)

    def talk(self, card: int = 0, **kwargs: Any) -> Card:
        """Sealed by the phone, with this card."""
        put_in_inbox(self.shift, self.people[0], card_code_hash=self.cards[card].hash.hex(), **kwargs)
        return self.cards[card]

    def open(self) -> None:
        open_shift(shift=self.shift, now=timezone.now())


class Resident:
    """A phone without an account."""

    def __init__(self, code: str, *, language: str = "en", **kwargs: Any) -> None:
        self.client = Client(headers={"accept-language": language}, **kwargs)
        self.code = code

    def post(self, page: str, **data: Any) -> HttpResponse:
        return self.client.post(f"/card/{page}", {"code": self.code, **data})

    def text(self, page: str = "kept", **data: Any) -> str:
        return self.post(page, **data).content.decode()
