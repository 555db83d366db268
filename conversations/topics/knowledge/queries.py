"""Shaped reads of one item; query counts are pinned by tests."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from conversations.topics.comparing import Line
from conversations.topics.knowledge.access import Ids, Scope, versions_to_see
from conversations.topics.knowledge.parts import PartKind
from conversations.topics.knowledge.showing import shown
from conversations.topics.models import Guide, Item, ItemOffer, ItemVersion, Mark

MOST_MARKS = 50


@dataclass(frozen=True)
class ItemPage:
    item: Item
    versions: list[ItemVersion]
    current: ItemVersion | None
    draft: ItemVersion | None
    source: ItemVersion | None
    offers: list[ItemOffer]
    above: Ids
    copies: list[ItemVersion]

    @property
    def newest(self) -> ItemVersion:
        return self.current or self.versions[0]


def item_page(item: Item, *, scope: Scope) -> ItemPage:
    """All versions the reader sees, where it is offered, and what began as a copy of it; four queries."""
    versions = list(versions_to_see(scope).filter(item=item).defer("search").order_by("-version"))
    current = next((row for row in versions if row.published_at and not row.replaced_at), None)
    draft = next((row for row in versions if row.is_draft), None)
    shares = scope.may_share(item.organisation_id)
    offers = list(item.offers.select_related("organisation")) if scope.may_write(item.organisation_id) else []
    held = [offer.organisation_id for offer in offers if offer.state != ItemOffer.State.DECLINED]
    above = scope.above_of(item.organisation_id) - set(held) if shares and current else frozenset()
    copies = versions_to_see(scope).filter(item__based_on__item=item, replaced_at=None, item__archived_at=None)
    return ItemPage(
        item, versions, current, draft, item.based_on, offers, above,
        list(copies.select_related("item__organisation").order_by("item", "-version").distinct("item")[:20]),
    )  # fmt: skip


def open_offers(scope: Scope) -> QuerySet[ItemOffer]:
    """What groups below hold out to organisations where one may answer, each with ``title_nl`` and ``title_en``."""
    rows = ItemOffer.objects.filter(state=ItemOffer.State.OPEN, organisation__in=scope.shares)
    return rows.select_related("item__organisation", "organisation").order_by("offered_at")


def titles_of(offers: list[ItemOffer]) -> list[tuple[ItemOffer, ItemVersion]]:
    """Each offer with the version that is published now; one query."""
    now = Q(published_at__isnull=False, replaced_at=None)
    rows = ItemVersion.objects.filter(now, item__in=[offer.item_id for offer in offers]).defer("search", "parts")
    by_item = {row.item_id: row for row in rows}
    return [(offer, by_item[offer.item_id]) for offer in offers if offer.item_id in by_item]


def marks_of(thing: Guide | Item) -> list[Mark]:
    """The newest first; nothing is counted or compared."""
    return list(thing.marks.select_related("organisation")[:MOST_MARKS])


def lines_of(version: ItemVersion, language: str) -> list[Line]:
    """For comparing: a part as one text."""
    found = []
    for part in shown(version.parts, language):
        words = [said.text for said in part.words.values()] + list(part.plain.values())
        found.append(Line(part.code, str(PartKind(part.kind).label), " · ".join(words)))
    return found
