"""How finely a conversation may be placed: neighbourhood and week only where both are crowded enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from conversations.insight.doors import iso_week
from conversations.insight.models import DoorCount

MIN_ADDRESSES = 200
MIN_DOORS_A_WEEK = 10
NOWHERE = "-"


@dataclass(frozen=True)
class Placing:
    area: str
    level: str
    period: str


def place(*, campaign: Campaign, area: str, day: date) -> Placing:
    """Where and when a conversation of ``day`` in neighbourhood ``area`` may be said to have been."""
    home = Neighbourhood.objects.official().filter(code=area).first()
    week, month = iso_week(day), f"{day:%Y-M%m}"
    if home is None:
        return Placing(NOWHERE, "municipality", month)
    doors = DoorCount.objects.filter(campaign=campaign, area=area, period=week).aggregate(n=Sum("count"))["n"] or 0
    if home.address_count >= MIN_ADDRESSES and doors >= MIN_DOORS_A_WEEK:
        return Placing(home.code, "neighbourhood", week)
    if home.district_code:
        size = Neighbourhood.objects.filter(district_code=home.district_code).aggregate(n=Sum("address_count"))["n"]
        if (size or 0) >= MIN_ADDRESSES:
            return Placing(home.district_code, "district", month)
    return Placing(home.municipality_code or NOWHERE, "municipality", month)
