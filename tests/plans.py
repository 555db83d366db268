"""Plans without the planner: one turf with every door of an area, as a draft or published."""

from __future__ import annotations

from django.db.models import Max

from canvass.campaigns.models import Campaign
from canvass.places.areas import addresses_of
from canvass.places.models import Neighbourhood
from canvass.turf.models import Stop, Turf, TurfPlan
from canvass.turf.publishing import publish_plan


def stops_plan(campaign: Campaign, area: Neighbourhood, *, minutes: float = 100) -> TurfPlan:
    """A draft."""
    last = TurfPlan.objects.filter(campaign=campaign, neighbourhood=area).aggregate(last=Max("version"))["last"]
    plan = TurfPlan.objects.create(
        campaign=campaign, neighbourhood=area, version=(last or 0) + 1, state="draft", budget_minutes=120
    )
    _fill(plan, minutes)
    return plan


def finish_cut(plan: TurfPlan, *, minutes: float = 100) -> None:
    """As a worker would have left it, without the planner's minute of work."""
    _fill(plan, minutes)
    TurfPlan.objects.filter(pk=plan.pk).update(state=TurfPlan.State.DRAFT)


def _fill(plan: TurfPlan, minutes: float) -> None:
    doors, area = list(addresses_of(plan.neighbourhood).order_by("pk")), plan.neighbourhood
    turf = Turf.objects.create(
        plan=plan, number=1, name=area.name, minutes=minutes, metres=400, door_count=len(doors), core_count=len(doors)
    )
    Stop.objects.bulk_create(
        Stop(turf=turf, plan=plan, address=door, position=position, core=True)
        for position, door in enumerate(doors, start=1)
    )


def publish_stops(campaign: Campaign, area: Neighbourhood) -> TurfPlan:
    plan = stops_plan(campaign, area)
    publish_plan(plan=plan)
    plan.refresh_from_db()
    return plan
