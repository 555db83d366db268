"""Sheets of ten cards as a PDF. A sheet's seed exists while it is printed, in memory, and is stored nowhere: what stays

are the hashes of the codes, so that a card that was printed is told from letters that somebody made up (ADR 0013).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import segno
from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from canvass.campaigns.models import Campaign
from canvass.turf.sheet_pdf import paper_document
from conversations.insight.cards.codes import PER_SHEET, Card, cards_of, grouped, new_seed, spell
from conversations.insight.cards.desks import desk_of
from conversations.insight.cards.texts_card import card_texts
from conversations.insight.models import CardCode
from volunteers.people import audit
from volunteers.people.models import User

STYLE = Path(settings.BASE_DIR) / "static" / "css" / "card_sheet.css"
Drawing = tuple[int, str]


@dataclass(frozen=True)
class Sheet:
    number: int
    seed: bytes

    @property
    def cards(self) -> list[Card]:
        return cards_of(self.seed)

    @property
    def groups(self) -> list[str]:
        return grouped(spell(self.seed))


@transaction.atomic
def make_sheets(*, campaign: Campaign, count: int, by: User) -> list[Sheet]:
    """New seeds; of their codes only the hashes are stored, sorted, so that no ten of them stand together."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    first = printed_sheets(campaign) + 1
    sheets = [Sheet(first + index, new_seed()) for index in range(count)]
    hashes = sorted(card.hash for sheet in sheets for card in sheet.cards)
    CardCode.objects.bulk_create(CardCode(campaign=campaign, hash=hashed) for hashed in hashes)
    audit.note(actor=by, organisation=campaign.organisation, verb="printed card sheets", subject=count)
    return sheets


def printed_sheets(campaign: Campaign) -> int:
    return CardCode.objects.filter(campaign=campaign).count() // PER_SHEET


def sheets_pdf(*, campaign: Campaign, sheets: Sequence[Sheet]) -> bytes:
    """A4, one sheet a page. The cards carry Dutch and English; the strip for volunteers the language of who prints."""
    context: dict[str, object] = {
        "campaign": campaign,
        "desk": desk_of(campaign.organisation),
        "address": f"{settings.PUBLIC_URL}/card".split("//", 1)[-1],
        "sheets": [(sheet, _sheet_code(sheet), [(card, _card_code(card)) for card in sheet.cards]) for sheet in sheets],
        "words": [_words(language) for language in ("nl", "en")],
    }
    return bytes(paper_document("card/sheets_pdf.html", context, style=STYLE).write_pdf())


def _words(language: str) -> dict[str, str]:
    with override(language):
        return {"language": language, **card_texts()}


def _sheet_code(sheet: Sheet) -> Drawing:
    return _drawing(f"{settings.PUBLIC_URL}/field/#sheet={spell(sheet.seed)}")


def _card_code(card: Card) -> Drawing:
    return _drawing(f"{settings.PUBLIC_URL}/card#{card.code}")


def _drawing(url: str) -> Drawing:
    """Its side in modules, and a stroke for each run of dark ones: somebody waits while five hundred are drawn."""
    rows = [bytes(row) for row in segno.make(url, error="m", micro=False).matrix]
    strokes: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                strokes.append(f"M{x} {y}h{length}")
            x += length
    return len(rows), "".join(strokes)
