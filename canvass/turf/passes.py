"""The next pass: once more past the doors where nobody was home, or that asked to come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.campaigns.models import Campaign
from canvass.core.jobs import enqueue
from canvass.places.areas import addresses_of
from canvass.places.models import Neighbourhood
from canvass.turf.cutting import KIND, new_plan
from canvass.turf.models import DoorState, TurfPlan


class WhyNot(StrEnum):
    """Why there is no next pass to plan."""

    NOT_KEPT = "not_kept"
    NO_DOORS = "no_doors"
    CUTTING = "cutting"


class NextPassRefused(Exception):
    """No next pass can be planned now."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class NextPass:
    """What a next pass would hold. ``tries`` counts doors by how often they were tried before; ``day_parts``
    those that asked for a part of the day ("" did not)."""

    doors: int
    tries: Mapping[int, int]
    day_parts: Mapping[str, int]
    not_tried: int
    why_not: WhyNot | None

    @property
    def by_tries(self) -> list[tuple[int, int]]:
        return sorted(self.tries.items())

    def doors_for(self, day_part: str) -> int:
        """How many doors suit a part of the day; without one, all of them."""
        return self.day_parts.get("", 0) + self.day_parts.get(day_part, 0) if day_part else self.doors


def next_pass(*, campaign: Campaign, neighbourhood: Neighbourhood) -> NextPass:
    """How many doors a second or third round would have, from what closed shifts left behind.

    Counts what ``plannable_doors(only_again=True)`` keeps without reading every door: no face rests of which we
    know a door. A door that lies on no street drops out when it is cut.
    """
    if not campaign.keeps_door_states:
        return NextPass(0, {}, {}, 0, WhyNot.NOT_KEPT)
    doors = addresses_of(neighbourhood)
    states = DoorState.objects.filter(campaign=campaign, address__in=doors)
    again = list(
        states.filter(state=DoorState.State.AGAIN, passes__lt=campaign.max_passes).values_list(
            "address", "passes", "day_part"
        )
    )
    blocked = blocked_addresses(address for address, _passes, _day_part in again)
    kept = [row for row in again if row[0] not in blocked]
    return NextPass(
        doors=len(kept),
        tries=Counter(passes for _address, passes, _day_part in kept),
        day_parts=Counter(day_part for _address, _passes, day_part in kept),
        not_tried=doors.exclude(pk__in=states.values("address")).count(),
        why_not=None if kept else WhyNot.NO_DOORS,
    )


@transaction.atomic
def start_next_pass(
    *,
    campaign: Campaign,
    neighbourhood: Neighbourhood,
    budget_minutes: int,
    open_percent: int,
    day_part: str = "",
    owner_id: int | None = None,
) -> TurfPlan:
    """A new version past those doors only, and the job that cuts it; once published it replaces the one before."""
    coming = next_pass(campaign=campaign, neighbourhood=neighbourhood)
    if coming.why_not is not None:
        raise NextPassRefused(coming.why_not)
    if not coming.doors_for(day_part):
        raise NextPassRefused(WhyNot.NO_DOORS)
    before = TurfPlan.objects.filter(
        campaign=campaign, neighbourhood=neighbourhood, state=TurfPlan.State.PUBLISHED
    ).first()
    plan = new_plan(
        campaign=campaign,
        neighbourhood=neighbourhood,
        budget_minutes=budget_minutes,
        open_percent=open_percent,
        profile=before.profile if before else TurfPlan.Profile.FOOT,
        start=before.start if before else None,
    )
    if plan.job_id is not None:
        if plan.only_again and plan.day_part == day_part:
            return plan  # pressed twice
        raise NextPassRefused(WhyNot.CUTTING)
    job = enqueue(
        kind=KIND,
        key=f"{KIND}:{plan.pk}",
        payload={"plan": plan.pk},
        owner_id=owner_id,
        organisation_id=campaign.organisation_id,
    )
    plan.only_again, plan.day_part, plan.job_id = True, day_part, job.pk
    plan.save(update_fields=["only_again", "day_part", "job_id"])
    return plan
