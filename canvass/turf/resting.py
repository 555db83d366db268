"""Turf in streets of another group: at planning and at hand-out. Counts of doors and when, never whose."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from math import cos, hypot, inf, radians
from typing import Any

from django.contrib.gis.db.models.functions import Centroid
from django.contrib.gis.geos import Point
from django.db import connection

from canvass.campaigns.federation.reserving import Reserved, hold_faces, last_day_held
from canvass.campaigns.federation.resting import Stretch
from canvass.campaigns.models import Campaign
from canvass.turf.models import Stop, Turf, TurfPlan

METRES_PER_DEGREE = 111_320.0
# Turf so near to each other is equally near; then the one that takes as long as the first is the better reserve.
SAME_WAY_METRES = 250.0

# Doors per turf on block faces that others rang at or hold. Where we rang ourselves (a door state), or had reserved the
# street in that week, the visit was our own.
CLASHES = """
    WITH faces AS (
        SELECT stop.turf_id, address.segment_id, address.side, count(*) AS doors
        FROM turf_stop stop JOIN places_address address ON address.id = stop.address_id
        WHERE stop.turf_id = ANY(%(turfs)s) AND address.segment_id IS NOT NULL
        GROUP BY 1, 2, 3
    ), taken AS (
        SELECT faces.*,
            EXISTS (
                SELECT 1 FROM campaigns_neighbourhoodvisit visit
                WHERE visit.segment_id = faces.segment_id AND visit.side = faces.side
                    AND %(rested)s <> '' AND visit.week > %(rested)s
                    AND NOT EXISTS (
                        SELECT 1 FROM campaigns_reservedface held
                        JOIN campaigns_reservation reservation ON reservation.id = held.reservation_id
                        JOIN campaigns_campaign holder ON holder.id = reservation.campaign_id
                        WHERE held.segment_id = visit.segment_id AND held.side = visit.side
                            AND held.week = visit.week AND holder.organisation_id = %(organisation)s
                    )
            ) AND NOT EXISTS (
                SELECT 1 FROM turf_doorstate state JOIN places_address ours ON ours.id = state.address_id
                WHERE state.campaign_id = %(campaign)s
                    AND ours.segment_id = faces.segment_id AND ours.side = faces.side
            ) AS visited,
            EXISTS (
                SELECT 1 FROM campaigns_reservedface held
                JOIN campaigns_reservation reservation ON reservation.id = held.reservation_id
                JOIN campaigns_campaign holder ON holder.id = reservation.campaign_id
                WHERE held.segment_id = faces.segment_id AND held.side = faces.side
                    AND held.week = ANY(%(weeks)s) AND holder.organisation_id <> %(organisation)s
            ) AS reserved
        FROM faces
    )
    SELECT turf_id, coalesce(sum(doors) FILTER (WHERE visited), 0), coalesce(sum(doors) FILTER (WHERE reserved), 0)
    FROM taken WHERE visited OR reserved GROUP BY 1
"""


@dataclass(frozen=True)
class Clash:
    """Doors of one turf where another group rang a short while ago, or whose street another group holds."""

    visited: int = 0
    reserved: int = 0

    def __bool__(self) -> bool:
        return self.visited + self.reserved > 0


def total_clash(parts: Iterable[Clash]) -> Clash:
    every = list(parts)
    return Clash(sum(part.visited for part in every), sum(part.reserved for part in every))


def clash_of_drafts(campaign: Campaign, *, today: date) -> Clash:
    """Of everything that would be published now. Two queries."""
    drafts = Turf.objects.filter(plan__campaign=campaign, plan__state=TurfPlan.State.DRAFT)
    turfs = list(drafts.order_by().values_list("pk", flat=True))
    return total_clash(clashes(campaign=campaign, turfs=turfs, on=today, until=max(today, campaign.ends_on)).values())


def clashes(*, campaign: Campaign, turfs: Collection[int], on: date, until: date | None = None) -> dict[int, Clash]:
    """By turf id, only where there is a clash on that day (or between it and ``until``). One query."""
    stretch = Stretch.of(campaign, first=on, last=until)
    values: dict[str, Any] = {
        "turfs": list(turfs),
        "rested": stretch.rested,
        "weeks": stretch.weeks,
        "organisation": campaign.organisation_id,
        "campaign": campaign.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(CLASHES, values)
        return {turf: Clash(int(visited), int(reserved)) for turf, visited, reserved in cursor.fetchall()}


def reserve_turf_for(*, turf: Turf, on: date, busy: Collection[int] = ()) -> Turf | None:
    """Published turf of the same campaign that clashes with nobody: near by, and about as long. None without one.

    ``busy``: turf that is out or handed out already, which the caller knows.
    """
    published = Turf.objects.filter(plan__campaign=turf.plan.campaign_id, plan__state=TurfPlan.State.PUBLISHED).exclude(
        pk__in={turf.pk, *busy}
    )
    places = {
        pk: (middle, minutes)
        for pk, middle, minutes in published.annotate(middle=Centroid("outline")).values_list("pk", "middle", "minutes")
    }
    taken = clashes(campaign=turf.plan.campaign, turfs=places, on=on)
    here = turf.outline.centroid if turf.outline else None
    free = [
        (_metres(here, middle) // SAME_WAY_METRES, abs(minutes - turf.minutes), pk)
        for pk, (middle, minutes) in places.items()
        if pk not in taken
    ]
    if not free:
        return None
    return Turf.objects.select_related("plan__campaign", "plan__neighbourhood").get(pk=min(free)[2])


def hold_published(plan: TurfPlan, *, today: date) -> Reserved:
    """The streets of turf that is published now are held for its campaign, as far as they are free."""
    stops = Stop.objects.filter(plan=plan, address__segment__isnull=False).order_by()
    return hold_faces(
        campaign=plan.campaign,
        neighbourhood=plan.neighbourhood,
        faces=set(stops.values_list("address__segment_id", "address__side").distinct()),
        first=today,
        last=last_day_held(plan.campaign, first=today),
        by_publishing=True,
    )


def _metres(one: Point | None, other: Point | None) -> float:
    """As the crow flies; good to a percent within a town."""
    if one is None or other is None:
        return inf
    east = (one.x - other.x) * cos(radians(one.y))
    return METRES_PER_DEGREE * hypot(east, one.y - other.y)
