"""Which doors of a neighbourhood are to be rung, and how many are left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.campaigns.models import Campaign, NeighbourhoodVisit
from canvass.places.areas import addresses_of
from canvass.places.models import Address, Neighbourhood
from canvass.turf.models import DoorState, Stop, TurfPlan


class LeftOut(StrEnum):
    """Why a door is in no turf. The first three say nothing about which door."""

    DO_NOT_RING = "do_not_ring"
    DONE = "done"
    UNREACHABLE = "unreachable"
    NOT_TRIED = "not_tried"
    OTHER_TIME = "other_time"
    RESTING = "resting"
    NO_SEGMENT = "no_segment"
    NOT_WALKABLE = "not_walkable"
    PLANNED_ELSEWHERE = "planned_elsewhere"


Face = tuple[int, int]
# A door's state, how often it was tried, and the part of the day it asked for.
Known = tuple[str, int, str]


@dataclass(frozen=True)
class PlannableDoors:
    addresses: Sequence[Address]
    left_out: Mapping[str, int]


def plannable_doors(
    *, campaign: Campaign, neighbourhood: Neighbourhood, today: date, only_again: bool = False, day_part: str = ""
) -> PlannableDoors:
    """Doors that are still to be rung. The strictest reason counts: a wish comes before everything else.

    ``only_again``: a next pass, past doors where we were before; with ``day_part`` those that asked for another
    part of the day stay out.
    """
    addresses = list(addresses_of(neighbourhood).defer("source", "source_key", "city"))
    blocked = blocked_addresses(address.pk for address in addresses)
    states = _states(campaign, neighbourhood)
    resting = _resting_faces(campaign, addresses, states, today)
    elsewhere = _planned_elsewhere(campaign, neighbourhood)
    kept, counts = [], Counter[str]()
    for address in addresses:
        reason = _reason(address, blocked, states, campaign.max_passes, resting)
        if reason is None and address.pk in elsewhere:
            reason = LeftOut.PLANNED_ELSEWHERE
        if reason is None and only_again:
            reason = _not_in_this_pass(states.get(address.pk), day_part)
        if reason is None:
            kept.append(address)
        else:
            counts[reason.value] += 1
    return PlannableDoors(kept, dict(counts))


def _reason(
    address: Address, blocked: set[int], states: Mapping[int, Known], max_passes: int, resting: set[Face]
) -> LeftOut | None:
    if address.pk in blocked:
        return LeftOut.DO_NOT_RING
    state, passes, _day_part = states.get(address.pk, ("", 0, ""))
    if state == DoorState.State.DONE or passes >= max_passes:
        return LeftOut.DONE
    if state == DoorState.State.UNREACHABLE:
        return LeftOut.UNREACHABLE
    if _face(address) in resting:
        return LeftOut.RESTING
    return None


def _not_in_this_pass(known: Known | None, day_part: str) -> LeftOut | None:
    if known is None:
        return LeftOut.NOT_TRIED
    return LeftOut.OTHER_TIME if day_part and known[2] not in ("", day_part) else None


def _face(address: Address) -> Face | None:
    return None if address.segment_id is None else (address.segment_id, address.side)


def _planned_elsewhere(campaign: Campaign, neighbourhood: Neighbourhood) -> set[int]:
    """Doors in published turf of another area that overlaps this one: nobody is rung twice."""
    published = Stop.objects.filter(plan__campaign=campaign, plan__state=TurfPlan.State.PUBLISHED)
    others = published.exclude(plan__neighbourhood=neighbourhood)
    return set(others.filter(address__in=addresses_of(neighbourhood)).values_list("address_id", flat=True))


def _states(campaign: Campaign, neighbourhood: Neighbourhood) -> dict[int, Known]:
    rows = DoorState.objects.filter(campaign=campaign, address__in=addresses_of(neighbourhood))
    return {row[0]: row[1:] for row in rows.values_list("address", "state", "passes", "day_part")}


def _resting_faces(
    campaign: Campaign, addresses: Sequence[Address], states: Mapping[int, Known], today: date
) -> set[Face]:
    """Block faces that another group walked a short while ago; where we rang ourselves, we may come back."""
    if not campaign.rest_days:
        return set()
    segments = {address.segment_id for address in addresses if address.segment_id is not None}
    year, week, _ = (today - timedelta(days=campaign.rest_days)).isocalendar()
    visits = NeighbourhoodVisit.objects.filter(Q(segment_id__in=segments), week__gt=f"{year}-W{week:02d}")
    ours = {face for address in addresses if address.pk in states and (face := _face(address)) is not None}
    return set(visits.values_list("segment_id", "side")) - ours
