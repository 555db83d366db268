from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from canvass.core.models import Job
from canvass.places.models import Neighbourhood, PlaceLoad
from canvass.places.uploads import KIND

SHOWN_LOADS = 20
SHOWN_JOBS = timedelta(days=1)

KINDS: dict[str, Promise] = {
    "streets": _("street segments"),
    "neighbourhoods": _("neighbourhoods"),
    "backdrop": _("shapes of the background"),
    "addresses": _("addresses"),
}
PROBLEMS: dict[str, Promise] = {
    "broken_geometry": _("Broken geometry, left out"),
    "boundary_not_closed": _("Boundaries that run off the edge of the file, left out"),
    "neighbourhood_twice_in_file": _("Neighbourhoods that are in the file more than once"),
    "neighbourhood_without_geometry": _("Neighbourhoods without a shape, left out"),
    "neighbourhood_of_water": _("Neighbourhoods that are only water, left out"),
    "address_without_number": _("Addresses without a house number, left out"),
    "address_without_coordinates": _("Addresses without coordinates, left out"),
    "interpolation_without_numbers": _("Numbered lines without numbers at their ends, left out"),
    "secondary_address": _("Second addresses of the same home, left out"),
    "number_with_boxes": _("House numbers that have boxes, left out: each box is a door"),
    "not_a_home": _("Addresses where nobody lives, left out"),
    "not_in_use": _("Addresses that are not in use, left out"),
    "address_twice_in_file": _("Addresses that are in the file more than once"),
    "address_double": _("The same address twice: only one is a door"),
    "address_without_street": _("Addresses without a street name"),
    "address_without_segment": _("Addresses without a street within 150 m: cannot be planned"),
    "address_without_side": _("Addresses on a path or square, without a left and right"),
    "address_without_neighbourhood": _("Addresses outside every neighbourhood: cannot be planned"),
}


@dataclass(frozen=True)
class Town:
    name: str
    neighbourhoods: int
    doors: int
    empty: int


@dataclass(frozen=True)
class ChangeRow:
    label: Promise
    read: int
    new: int
    changed: int
    unchanged: int
    retired: int
    now: int


@dataclass(frozen=True)
class ProblemLine:
    kind: str
    label: Promise
    count: int


@dataclass(frozen=True)
class ReportPage:
    load: PlaceLoad
    rows: list[ChangeRow]
    problems: list[ProblemLine]
    changed: int


def towns() -> list[Town]:
    """Doors and neighbourhoods by municipality; boundaries without one stand together under an empty name."""
    rows = (
        Neighbourhood.objects.live()
        .official()
        .values("municipality_name")
        .annotate(count=Count("pk"), doors=Sum("address_count"), empty=Count("pk", filter=Q(address_count=0)))
        .order_by("municipality_name")
    )
    return [Town(row["municipality_name"], row["count"], row["doors"] or 0, row["empty"]) for row in rows]


def busiest_neighbourhoods(limit: int = 50) -> QuerySet[Neighbourhood]:
    return (
        Neighbourhood.objects.live()
        .official()
        .filter(address_count__gt=0)
        .defer("geometry")
        .order_by("-address_count", "code")[:limit]
    )


def recent_loads() -> list[PlaceLoad]:
    return list(PlaceLoad.objects.filter(finished_at__isnull=False)[:SHOWN_LOADS])


def recent_jobs(organisation_id: int) -> list[Job]:
    """Loads under way, and those of the last day that went wrong: what went well is among the loads."""
    jobs = Job.objects.filter(kind=KIND, organisation_id=organisation_id, created_at__gte=timezone.now() - SHOWN_JOBS)
    return list(jobs.exclude(state=Job.State.DONE).order_by("-created_at"))


def report_page(load: PlaceLoad) -> ReportPage:
    report: dict[str, Any] = load.report
    read, stored = report.get("read", {}), report.get("stored", {})
    rows = [
        ChangeRow(KINDS[kind], read.get(kind, 0), now=stored.get(kind, 0), **change)
        for kind, change in _in_order(report.get("changes", {}), KINDS)
    ]
    found = _in_order(report.get("problems", {}), PROBLEMS)
    problems = [ProblemLine(kind, PROBLEMS[kind], count) for kind, count in found]
    return ReportPage(load, rows, problems, report.get("changed", 0))


def _in_order(values: Mapping[str, Any], names: Mapping[str, Promise]) -> list[tuple[str, Any]]:
    """The database does not keep the order of keys in JSON."""
    return [(name, values[name]) for name in names if name in values]
