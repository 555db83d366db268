"""Shaped reads of turf, for the planner and for the apps above (shifts, doorstep, insight)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from canvass.campaigns.models import Campaign
from canvass.places.models import Address, Neighbourhood
from canvass.turf.door_counts import DoorCounts, door_counts
from canvass.turf.models import Stop, Turf, TurfPlan

# Minutes as a share of the time at the doors: between these a turf fits a shift.
FITS_FROM, FITS_TO = 0.83, 1.125


def published_turfs(campaign: Campaign) -> QuerySet[Turf]:
    """Turf that can be handed out, by neighbourhood and number."""
    return (
        Turf.objects.filter(plan__campaign=campaign, plan__state=TurfPlan.State.PUBLISHED)
        .select_related("plan__neighbourhood")
        .order_by("plan__neighbourhood__name", "number")
    )


def doors_in_order(turf: Turf) -> QuerySet[Stop]:
    """The stops of a turf with their addresses, in walking order."""
    return Stop.objects.filter(turf=turf).select_related("address__entrance", "address__segment").order_by("position")


@dataclass(frozen=True)
class Coverage:
    """How far a campaign is in one neighbourhood."""

    neighbourhood: Neighbourhood
    doors: int
    done: int
    again: int
    turfs: int
    drafted: bool

    @property
    def percent(self) -> int:
        """Whole percents; 100 only when every door is done, 0 only when none is."""
        if not self.doors or not self.done:
            return 0
        return 100 if self.done >= self.doors else min(99, max(1, 100 * self.done // self.doors))

    @property
    def step(self) -> int:
        """The class on the map: nothing yet, under a half, over a half, all done."""
        return 0 if self.percent == 0 else 1 if self.percent < 50 else 2 if self.percent < 100 else 3


def coverage(campaign: Campaign, *, with_shapes: bool = False) -> list[Coverage]:
    """Every neighbourhood of a campaign; three queries, however many doors, and one more for drawn areas."""
    chosen = campaign.neighbourhoods.all() if with_shapes else campaign.neighbourhoods.defer("geometry")
    places = list(chosen.order_by("name", "code"))
    counts = door_counts(campaign, places)
    plans = {
        row["neighbourhood"]: row
        for row in TurfPlan.objects.filter(campaign=campaign, state__in=["published", "draft", "cutting"])
        .values("neighbourhood")
        .annotate(
            to_hand_out=Count("turfs", filter=Q(state=TurfPlan.State.PUBLISHED)),
            drafts=Count("pk", filter=~Q(state=TurfPlan.State.PUBLISHED), distinct=True),
        )
    }
    return [_coverage(place, counts.get(place.pk, DoorCounts()), plans.get(place.pk, {})) for place in places]


def _coverage(place: Neighbourhood, doors: DoorCounts, plans: Mapping[str, Any]) -> Coverage:
    return Coverage(
        neighbourhood=place,
        doors=place.address_count,
        done=doors.done,
        again=doors.again,
        turfs=plans.get("to_hand_out", 0),
        drafted=plans.get("drafts", 0) > 0,
    )


@dataclass(frozen=True)
class PlannedNow:
    """The versions of a neighbourhood that matter: being cut, shown, and given up since."""

    cutting: TurfPlan | None
    shown: TurfPlan | None
    failed: TurfPlan | None
    published: TurfPlan | None


def planned_now(*, campaign: Campaign, neighbourhood: Neighbourhood) -> PlannedNow:
    """A draft is shown before what is published, because it is what one works on."""
    plans = TurfPlan.objects.filter(campaign=campaign, neighbourhood=neighbourhood).exclude(
        state=TurfPlan.State.REPLACED
    )
    by_state: dict[str, TurfPlan] = {}
    for plan in plans.order_by("version"):
        by_state[plan.state] = plan
    draft, published = by_state.get(TurfPlan.State.DRAFT), by_state.get(TurfPlan.State.PUBLISHED)
    shown, failed = draft or published, by_state.get(TurfPlan.State.FAILED)
    if failed is not None and shown is not None and failed.version < shown.version:
        failed = None
    return PlannedNow(by_state.get(TurfPlan.State.CUTTING), shown, failed, published)


def metres_per_door(*, campaign: Campaign, neighbourhood: Neighbourhood) -> float | None:
    """Measured by the last cut of this neighbourhood; None before the first."""
    last = (
        Turf.objects.filter(plan__campaign=campaign, plan__neighbourhood=neighbourhood)
        .values("plan")
        .annotate(latest=Max("plan__version"), metres=Sum("metres"), doors=Sum("door_count"))
        .order_by("-latest")
        .first()
    )
    return last["metres"] / last["doors"] if last else None


def unrouted_addresses(plan: TurfPlan, *, at_most: int) -> Sequence[Address]:
    """Doors that no street leads to, so that somebody can mend the map."""
    return list(
        Address.objects.filter(pk__in=plan.unrouted_address_ids).order_by("street", "number", "letter")[:at_most]
    )
