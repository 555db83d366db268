"""What a map's script is told: where to look and where to fetch."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.gis.db.models import Extent
from django.urls import reverse
from django.utils.translation import gettext

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from canvass.turf.models import TurfPlan

# The Netherlands and Flanders, for a campaign that chose nothing yet.
NOWHERE = (2.5, 50.7, 7.2, 53.6)
# Simplifying an edge by about two metres.
COARSE = 0.00002


def backdrop_address() -> str:
    """The script puts the numbers of a square in the place of the noughts."""
    return reverse("turf:backdrop", kwargs={"z": 0, "x": 0, "y": 0})


def planner_map(neighbourhood: Neighbourhood, plan: TurfPlan | None, before: TurfPlan | None = None) -> dict[str, Any]:
    """`before` is an older version, whose grounds may be laid over the map."""
    edge = neighbourhood.geometry.simplify(COARSE, preserve_topology=True)
    return {
        "backdrop": backdrop_address(),
        "extent": neighbourhood.geometry.extent,
        "edge": json.loads(edge.json),
        "shapes": reverse("turf:shapes", args=[plan.pk]) if plan else None,
        "before": reverse("turf:shapes", args=[before.pk]) if before else None,
        "turf": reverse("turf:shape", args=[0]),
        "list": reverse("turf:list", args=[plan.pk]) if plan else None,
        "draft": plan is not None and plan.state == TurfPlan.State.DRAFT,
        "start": [plan.start.x, plan.start.y] if plan and plan.start else None,
        "texts": planner_texts(),
    }


def planner_texts() -> dict[str, str]:
    """What the map says when it waits for a second press."""
    return {
        "join": gettext("Press the turf on the map to join with, or choose it in the list. Escape stops."),
        "side": gettext("{side} chosen. Press the turf it goes to, or choose that in the list. Escape stops."),
        "start": gettext("Press the map where walks begin. Escape stops."),
        "stopped": gettext("Stopped. Nothing changed."),
    }


def extent_of(campaign: Campaign) -> tuple[float, float, float, float]:
    """Where a campaign goes; before it chose anything, wherever there are neighbourhoods at all."""
    chosen = campaign.neighbourhoods.aggregate(extent=Extent("geometry"))["extent"]
    known = Neighbourhood.objects.live().official()
    return chosen or known.aggregate(extent=Extent("geometry"))["extent"] or NOWHERE


def area_map(campaign: Campaign, area: Neighbourhood | None) -> dict[str, Any]:
    return {
        "backdrop": backdrop_address(),
        "extent": area.geometry.extent if area else extent_of(campaign),
        "coverage": reverse("turf:coverage", args=[campaign.pk]),
        "own": area.pk if area else None,
        "texts": draw_texts(),
    }


def links_map(campaign: Campaign, neighbourhood: Neighbourhood) -> dict[str, Any]:
    edge = neighbourhood.geometry.simplify(COARSE, preserve_topology=True)
    return {
        "backdrop": backdrop_address(),
        "extent": neighbourhood.geometry.extent,
        "edge": json.loads(edge.json),
        "streets": reverse("turf:link-streets", args=[campaign.pk, neighbourhood.pk]),
        "piece": reverse("turf:link-piece", args=[campaign.pk, neighbourhood.pk]),
        "texts": draw_texts(),
    }


def draw_texts() -> dict[str, str]:
    """What the drawing tool says at the pointer."""
    return {
        "area_start": gettext("Press to set the first corner."),
        "area_next": gettext("Press to set the next corner."),
        "area_end": gettext("Press the first corner to close the edge."),
        "crosses": gettext("The edge may not cross itself."),
        "line_start": gettext("Press where the way begins."),
        "line_next": gettext("Press where it bends or ends."),
        "line_end": gettext("Press the last point again to finish."),
    }


def overview_map(campaign: Campaign) -> dict[str, Any]:
    return {
        "backdrop": backdrop_address(),
        "extent": extent_of(campaign),
        "coverage": reverse("turf:coverage", args=[campaign.pk]),
        "planner": reverse("turf:plan", args=[campaign.pk, 0]),
    }
