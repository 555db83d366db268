"""Streets where somebody felt unsafe tonight, for the duos nearby: the street and the time, nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib.gis.db.models import Extent
from django.contrib.gis.geos import Polygon
from django.db.models import QuerySet
from django.utils import timezone

from canvass.places.models import WGS84, StreetSegment
from canvass.turf.models import Stop
from conversations.doorstep.models import SafetyReport
from volunteers.people.models import User
from volunteers.shifts.models import Assignment, Shift

# About 400 m: as far as a duo walks without noticing. Degrees at 52 north.
NEAR_LON, NEAR_LAT = 0.006, 0.0036


def warnings_for(*, assignment: Assignment, user: User) -> list[dict[str, Any]]:
    """Newest first, one a street. What is said about a duo partner warns nobody, nor does one's own report."""
    shift = assignment.duo.shift
    reports = _reports_tonight(shift).exclude(owner=user).order_by("-reported_at")
    newest: dict[str, Any] = {}
    for street, at in reports.values_list("street", "reported_at"):
        newest.setdefault(street, at)
    if not newest:
        return []
    near = _streets_near(assignment, list(newest))
    return [
        {"street": street, "at": timezone.localtime(at).replace(second=0, microsecond=0).isoformat()}
        for street, at in newest.items()
        if street in near
    ]


def _reports_tonight(shift: Shift) -> QuerySet[SafetyReport]:
    """Of this shift, and of the organisation's other shifts at the same hours."""
    return SafetyReport.objects.filter(
        shift__campaign__organisation=shift.campaign.organisation_id,
        shift__starts_at__lt=shift.ends_at,
        shift__ends_at__gt=shift.starts_at,
        about__in=["door", "street"],
        street__gt="",
    )


def _streets_near(assignment: Assignment, names: list[str]) -> set[str]:
    """Which of these streets lie on this turf or around it: two towns may share a name."""
    stops = Stop.objects.filter(turf=assignment.turf_id)
    found = set(stops.filter(address__street__in=names).values_list("address__street", flat=True))
    edge = stops.aggregate(edge=Extent("address__point"))["edge"]
    if edge and len(found) < len(names):
        west, south, east, north = edge
        box = Polygon.from_bbox((west - NEAR_LON, south - NEAR_LAT, east + NEAR_LON, north + NEAR_LAT))
        box.srid = WGS84
        around = StreetSegment.objects.filter(geometry__bboverlaps=box, name__in=names)
        found.update(around.values_list("name", flat=True))
    return found
