"""Shaped reads around campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood


@dataclass(frozen=True)
class CampaignLine:
    campaign: Campaign
    neighbourhoods: int
    doors: int
    running: bool


def campaign_lines(campaigns: QuerySet[Campaign], *, today: date) -> list[CampaignLine]:
    """Campaigns with the size of their ground; one query."""
    rows = campaigns.select_related("organisation", "statement__topic").annotate(
        places=Count("neighbourhoods"), ground=Sum("neighbourhoods__address_count")
    )
    # Grouped rows lose the model's own order.
    rows = rows.order_by("-starts_on", "name")
    return [CampaignLine(row, row.places, row.ground or 0, row.starts_on <= today <= row.ends_on) for row in rows]


def neighbourhoods_to_choose(campaign: Campaign, *, words: str) -> QuerySet[Neighbourhood]:
    """Neighbourhoods that match, those of the campaign first, each with ``chosen``; no other campaign's drawings."""
    chosen = campaign.neighbourhoods.through.objects.filter(campaign=campaign, neighbourhood=OuterRef("pk"))
    rows = Neighbourhood.objects.live().defer("geometry").annotate(chosen=Exists(chosen))
    rows = rows.filter(Q(chosen=True) | ~Q(source=Neighbourhood.DRAWN))
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(municipality_name__icontains=word) | Q(code__istartswith=word))
    return rows.order_by("-chosen", "municipality_name", "name", "code")


@dataclass(frozen=True)
class Municipality:
    name: str
    neighbourhoods: int
    doors: int
    chosen: int


def municipalities_to_choose(campaign: Campaign, *, words: str, limit: int = 5) -> list[Municipality]:
    """Municipalities whose name holds the words, with what the campaign has of them; none without words."""
    if not words.strip():
        return []
    chosen = campaign.neighbourhoods.through.objects.filter(campaign=campaign, neighbourhood=OuterRef("pk"))
    rows = (
        Neighbourhood.objects.live()
        .official()
        .filter(municipality_name__icontains=words.strip())
        .exclude(municipality_name="")
        .annotate(chosen=Exists(chosen))
        .values("municipality_name")
        .annotate(count=Count("pk"), doors=Sum("address_count"), taken=Count("pk", filter=Q(chosen=True)))
        .order_by("municipality_name")
    )
    return [
        Municipality(row["municipality_name"], row["count"], row["doors"] or 0, row["taken"]) for row in rows[:limit]
    ]
