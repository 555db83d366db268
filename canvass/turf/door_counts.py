"""How many doors of a campaign are done, by neighbourhood; areas drawn over them count their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from canvass.turf.models import DoorState

FINISHED = (DoorState.State.DONE, DoorState.State.UNREACHABLE)
DRAWN = """
SELECT n.id, count(*) FILTER (WHERE d.state = ANY(%s)), count(*) FILTER (WHERE d.state = %s)
FROM turf_doorstate d
JOIN places_address a ON a.id = d.address_id AND a.retired_at IS NULL
JOIN places_neighbourhood n ON n.id = ANY(%s) AND a.point && n.geometry AND ST_Covers(n.geometry, a.point)
WHERE d.campaign_id = %s GROUP BY n.id
"""


@dataclass(frozen=True)
class DoorCounts:
    done: int = 0
    again: int = 0


def door_counts(campaign: Campaign, places: Iterable[Neighbourhood]) -> dict[int, DoorCounts]:
    """By neighbourhood; one question to the database, and one more where areas were drawn."""
    rows = (
        DoorState.objects.filter(campaign=campaign, address__retired_at=None)
        .values_list("address__neighbourhood")
        .annotate(
            done=Count("pk", filter=Q(state__in=FINISHED)), again=Count("pk", filter=Q(state=DoorState.State.AGAIN))
        )
    )
    counts = {pk: DoorCounts(done, again) for pk, done, again in rows if pk is not None}
    drawn = [place.pk for place in places if place.is_drawn]
    if drawn:
        with connection.cursor() as cursor:
            cursor.execute(DRAWN, [[str(state) for state in FINISHED], str(DoorState.State.AGAIN), drawn, campaign.pk])
            counts |= {pk: DoorCounts(done, again) for pk, done, again in cursor.fetchall()}
    return counts


def doors_done(campaign: Campaign) -> int:
    """Doors of the whole campaign that need no more visit; a door in two areas counts once."""
    return DoorState.objects.filter(campaign=campaign, address__retired_at=None, state__in=FINISHED).count()
