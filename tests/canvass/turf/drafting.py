"""A draft of a small town, and what must hold for it after every change."""

from __future__ import annotations

from collections import Counter
from typing import Any

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from canvass.turf.cutting import cut_turf, new_plan
from canvass.turf.models import Stop, Turf, TurfPlan
from tests.factories_turf import campaign_in, make_town


def make_draft(
    *, town: Neighbourhood | None = None, campaign: Campaign | None = None, minutes: int = 60, **kwargs: Any
) -> TurfPlan:
    town = town or make_town()
    campaign = campaign or campaign_in(town)
    plan = new_plan(campaign=campaign, neighbourhood=town, budget_minutes=minutes, open_percent=30, **kwargs)
    cut_turf(plan_id=plan.pk)
    return TurfPlan.objects.get(pk=plan.pk)


def state_of(plan: TurfPlan) -> list[Any]:
    """Everything that an undone edit must bring back."""
    return [
        (
            turf.pk,
            turf.number,
            turf.name,
            turf.locked,
            turf.minutes,
            turf.core_count,
            turf.outline.wkt,
            turf.line.wkt,
            tuple(turf.stops.values_list("address", "position", "core", "arrival_seconds")),
        )
        for turf in Turf.objects.filter(plan=plan).order_by("number")
    ]


def assert_sound(plan: TurfPlan) -> None:
    """Every door of the neighbourhood in exactly one turf, each turf in order with a line and a ground."""
    planned = Counter(Stop.objects.filter(plan=plan).values_list("address_id", flat=True))
    assert planned == Counter(plan.neighbourhood.addresses.values_list("pk", flat=True))
    for turf in Turf.objects.filter(plan=plan):
        stops = list(turf.stops.order_by("position"))
        assert [stop.position for stop in stops] == list(range(len(stops)))
        assert turf.door_count == len(stops)
        assert turf.core_count == sum(stop.core for stop in stops)
        assert turf.line.geom_type == "LineString"
        assert turf.outline.valid
    names = list(Turf.objects.filter(plan=plan).values_list("name", flat=True))
    assert len(names) == len(set(names))
