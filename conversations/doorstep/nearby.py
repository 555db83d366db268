""" "We have time left": free turf near a duo on its walk, and taking it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from canvass.turf.models import Stop, Turf
from canvass.turf.nearby import Point, TurfNearby, turfs_nearby
from canvass.turf.queries import published_turfs
from conversations.doorstep.errors import Refused
from conversations.doorstep.hours import doors_end_at
from conversations.doorstep.models import DoorEvent, Walk
from conversations.doorstep.states import current_events
from volunteers.shifts.duos import take_another
from volunteers.shifts.errors import ShiftError, TurfTaken
from volunteers.shifts.models import Assignment, Shift
from volunteers.shifts.queries import turfs_in_hand

# Degrees; about 50 metres. A position is made this coarse on the phone already, and again here.
COARSE_LON, COARSE_LAT = 0.0007, 0.00045


@dataclass(frozen=True)
class Offers:
    minutes_left: int
    turfs: Sequence[TurfNearby]

    def as_json(self) -> dict[str, Any]:
        return {"minutes_left": self.minutes_left, "turfs": [_offer(one) for one in self.turfs]}


def offers(*, assignment: Assignment, stop: int | None, position: Point | None, now: datetime) -> Offers:
    """Nearest first: from where the phone says it is, else from the door it logged last, else from the walk's end."""
    campaign = assignment.duo.shift.campaign
    minutes_left = (doors_end_at(assignment) - now).total_seconds() / 60
    if minutes_left < 1:
        return Offers(0, ())
    found = turfs_nearby(
        campaign=campaign,
        place=coarse(position) if position else _last_door(assignment, stop),
        minutes_left=minutes_left,
        in_hand=turfs_in_hand(campaign_id=campaign.pk),
        tried=_tried_tonight(campaign.pk),
    )
    return Offers(int(minutes_left), found)


@transaction.atomic
def take(*, assignment: Assignment, turf_id: int, now: datetime) -> Assignment:
    """Only on the walk itself. Raises ``Refused`` with "taken" when another duo was faster, and with "moved" when
    this duo has gone on."""
    if now < assignment.duo.shift.starts_at:
        raise Refused("early", _("Your shift has not begun yet."))
    if now >= doors_end_at(assignment):
        raise Refused("late", _("It is too late for a new door."))
    turf = published_turfs(assignment.duo.shift.campaign).filter(pk=turf_id).first()
    if turf is None:
        raise Refused("gone", _("This turf was replaced meanwhile. Choose another one."))
    try:
        taken = take_another(assignment=assignment, turf=turf, now=now)
    except TurfTaken as taken:
        raise Refused("taken", str(taken)) from None
    except ShiftError as refusal:
        raise Refused("moved", str(refusal)) from None
    # Nobody took the old turf from this duo: what it logs there still is its own affair.
    walk = {"shift": assignment.duo.shift, "went_on_at": now}
    Walk.objects.update_or_create(assignment=assignment, defaults={"went_on_at": now}, create_defaults=walk)
    return taken


def coarse(position: Point) -> Point:
    lon, lat = position
    return round(lon / COARSE_LON) * COARSE_LON, round(lat / COARSE_LAT) * COARSE_LAT


def _last_door(assignment: Assignment, stop: int | None) -> Point:
    stops = Stop.objects.filter(turf=assignment.turf_id).select_related("address")
    last = stops.filter(pk=stop).first() if stop else None
    last = last or stops.order_by("-position")[0]
    return last.address.point.x, last.address.point.y


def _tried_tonight(campaign_id: int) -> set[int]:
    """Addresses with an outcome in a shift that is not closed yet; no second ring on one evening."""
    events = DoorEvent.objects.filter(shift__campaign=campaign_id).exclude(shift__state=Shift.State.CLOSED)
    return set(current_events(events))


def _offer(one: TurfNearby) -> dict[str, Any]:
    turf: Turf = one.turf
    return {
        "turf": turf.pk,
        "number": turf.number,
        "name": turf.name,
        "neighbourhood": turf.plan.neighbourhood.name,
        "first": f"{one.first.address.street} {one.first.address.house_number}",
        "doors": one.doors,
        "minutes": one.minutes,
        "metres": one.metres,
        "fits": one.fits,
    }
