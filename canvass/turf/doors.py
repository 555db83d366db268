"""Which doors of a neighbourhood are to be rung, and how many are left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.campaigns.federation.resting import Face, Stretch, Taken, faces_taken
from canvass.campaigns.models import Campaign
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
    RESERVED = "reserved"
    NO_SEGMENT = "no_segment"
    NOT_WALKABLE = "not_walkable"
    PLANNED_ELSEWHERE = "planned_elsewhere"


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
    taken = _taken_faces(campaign, addresses, states, today)
    elsewhere = _planned_elsewhere(campaign, neighbourhood)
    kept, counts = [], Counter[str]()
    for address in addresses:
        reason = _reason(address, blocked, states, campaign.max_passes, taken)
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
    address: Address, blocked: set[int], states: Mapping[int, Known], max_passes: int, taken: Mapping[Face, LeftOut]
) -> LeftOut | None:
    if address.pk in blocked:
        return LeftOut.DO_NOT_RING
    state, passes, _day_part = states.get(address.pk, ("", 0, ""))
    if state == DoorState.State.DONE or passes >= max_passes:
        return LeftOut.DONE
    if state == DoorState.State.UNREACHABLE:
        return LeftOut.UNREACHABLE
    face = _face(address)
    return None if face is None else taken.get(face)


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


def _taken_faces(
    campaign: Campaign, addresses: Sequence[Address], states: Mapping[int, Known], today: date
) -> dict[Face, LeftOut]:
    """Block faces that another group walked a short while ago, or holds this week; where we rang ourselves, we may
    come back."""
    segments = {address.segment_id for address in addresses if address.segment_id is not None}
    taken = faces_taken(campaign=campaign, segments=segments, stretch=Stretch.of(campaign, first=today))
    ours = {face for address in addresses if address.pk in states and (face := _face(address)) is not None}
    found = {face: LeftOut.RESTING for face, kinds in taken.items() if Taken.VISITED in kinds and face not in ours}
    return found | {face: LeftOut.RESERVED for face, kinds in taken.items() if Taken.RESERVED in kinds}
