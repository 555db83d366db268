"""What a map's script is told: where to look and where to fetch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.contrib.gis.db.models import Extent
from django.urls import reverse

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from canvass.turf.models import TurfPlan
from canvass.turf.queries import Coverage

# The Netherlands and Flanders, for a campaign that chose nothing yet.
NOWHERE = (2.5, 50.7, 7.2, 53.6)
# Simplifying an edge by about two metres.
COARSE = 0.00002


def backdrop_address() -> str:
    """The script puts the numbers of a square in the place of the noughts."""
    return reverse("turf:backdrop", kwargs={"z": 0, "x": 0, "y": 0})


def planner_map(neighbourhood: Neighbourhood, plan: TurfPlan | None, chosen: int | None) -> dict[str, Any]:
    edge = neighbourhood.geometry.simplify(COARSE, preserve_topology=True)
    return {
        "backdrop": backdrop_address(),
        "extent": neighbourhood.geometry.extent,
        "edge": json.loads(edge.json),
        "shapes": reverse("turf:shapes", args=[plan.pk]) if plan else None,
        "chosen": chosen,
    }


def overview_map(campaign: Campaign, lines: Sequence[Coverage]) -> dict[str, Any]:
    extent = None
    if lines:
        extent = campaign.neighbourhoods.aggregate(extent=Extent("geometry"))["extent"]
    return {
        "backdrop": backdrop_address(),
        "extent": extent or NOWHERE,
        "coverage": reverse("turf:coverage", args=[campaign.pk]),
        "planner": reverse("turf:plan", args=[campaign.pk, 0]),
    }
