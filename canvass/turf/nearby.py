"""Turf for a duo with time left: what is free near where it stands, and how many doors there still fit.

The place a duo stands at is reckoned with here and forgotten: it goes into no query, so that no log of the database
can hold it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import cos, hypot, radians

from django.db.models import OuterRef, Subquery

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.campaigns.models import Campaign
from canvass.turf.models import DoorState, Stop, Turf
from canvass.turf.numbers import numbers_of
from canvass.turf.queries import published_turfs

Point = tuple[float, float]
METRES_PER_DEGREE = 111_320.0
# A way through streets is about so much longer than the straight line.
DETOUR = 1.3
# Turfs looked at closely, nearest first; among them some may be all but done.
LOOKED_AT = 12


@dataclass(frozen=True)
class TurfNearby:
    """A free turf: its doors still open, how far its first door is, and how many fit in the time left."""

    turf: Turf
    first: Stop
    doors: int
    minutes: int
    metres: int
    fits: int


def turfs_nearby(
    *,
    campaign: Campaign,
    place: Point,
    minutes_left: float,
    in_hand: Collection[int],
    tried: Collection[int],
    at_most: int = 3,
) -> list[TurfNearby]:
    """Published turfs that nobody has ``in_hand``, nearest first, without the addresses ``tried`` tonight.

    ``place`` in degrees (lon, lat). Three questions to the database, however many turfs and doors.
    """
    first_door = Stop.objects.filter(turf=OuterRef("pk")).order_by("position").values("address__point")[:1]
    free = published_turfs(campaign).select_related("plan__campaign__planning_numbers", "plan__neighbourhood")
    free = free.exclude(pk__in=in_hand).defer("line", "outline", "plan__neighbourhood__geometry")
    turfs = list(free.annotate(first_door=Subquery(first_door)))
    turfs.sort(key=lambda turf: (metres_between(place, _degrees(turf.first_door)), turf.pk))
    stops = _open_stops(campaign, turfs[:LOOKED_AT], tried)
    found = [_nearby(turf, stops[turf.pk], place, minutes_left) for turf in turfs[:LOOKED_AT] if turf.pk in stops]
    return sorted(found, key=lambda one: (one.metres, one.turf.pk))[:at_most]


def metres_between(one: Point, other: Point) -> float:
    """Straight, over distances of a walk."""
    east = (other[0] - one[0]) * METRES_PER_DEGREE * cos(radians(one[1]))
    return hypot(east, (other[1] - one[1]) * METRES_PER_DEGREE)


def _degrees(point: object) -> Point:
    return point.x, point.y  # type: ignore[attr-defined]


def _open_stops(campaign: Campaign, turfs: Sequence[Turf], tried: Collection[int]) -> dict[int, list[Stop]]:
    """The doors of each turf that are still to be rung, in walking order; turfs without one are not there."""
    stops = list(Stop.objects.filter(turf__in=turfs).select_related("address").order_by("turf", "position"))
    ids = [stop.address_id for stop in stops]
    closed = blocked_addresses(ids).union(tried)
    states = DoorState.objects.filter(campaign=campaign, address_id__in=ids)
    for address_id, state, passes in states.values_list("address_id", "state", "passes"):
        if state != DoorState.State.AGAIN or passes >= campaign.max_passes:
            closed.add(address_id)
    by_turf: dict[int, list[Stop]] = {}
    for stop in stops:
        if stop.address_id not in closed:
            by_turf.setdefault(stop.turf_id, []).append(stop)
    return by_turf


def _nearby(turf: Turf, stops: Sequence[Stop], place: Point, minutes_left: float) -> TurfNearby:
    """Times come from the plan's own walk: done doors on the way cost their walking only."""
    numbers = numbers_of(turf.plan)
    metres = DETOUR * metres_between(place, _degrees(stops[0].address.point))
    latest = numbers.last_start_seconds(minutes_left) if minutes_left > 0 else -1.0
    way = list(accumulate((stop.arrival_seconds - stop.position * numbers.door_seconds for stop in stops), max))
    starts = [metres / numbers.walk_speed + way[n] - way[0] + n * numbers.door_seconds for n in range(len(stops))]
    return TurfNearby(
        turf=turf,
        first=stops[0],
        doors=len(stops),
        minutes=round((starts[-1] - starts[0] + numbers.door_seconds) / 60),
        metres=round(metres),
        fits=sum(start <= latest for start in starts),
    )
