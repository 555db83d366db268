"""Doors per neighbourhood, week and outcome: the door ledger's counts, as a table or on the map. No opinion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.contrib.gis.db.models.functions import AsGeoJSON
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from conversations.doorstep.models import Outcome
from conversations.insight.coarsening import NOWHERE
from conversations.insight.exporting.columns import Column, Type, Value, in_both
from conversations.insight.exporting.geojson_writing import Feature
from conversations.insight.exporting.sources import Table
from conversations.insight.models import DoorCount

DIGITS = 6  # of a degree: a decimetre
DOORS = gettext_lazy("doors")


def outcomes() -> tuple[Value, ...]:
    return tuple(Value(code, *in_both(label)) for code, label in Outcome.choices)


def door_table(campaign: Campaign) -> Table:
    counts = DoorCount.objects.filter(campaign=campaign, count__gt=0).order_by("area", "period", "outcome")
    columns = (
        Column(_("area"), gettext_lazy("Official code of the neighbourhood; empty where there is none")),
        Column(_("week"), gettext_lazy("ISO week in which the doors were tried")),
        Column(_("outcome"), gettext_lazy("What the attempt at the door came to"), values=outcomes()),
        Column(_("doors"), gettext_lazy("How many doors had this outcome that week"), Type.INTEGER, DOORS),
    )
    rows = [("" if row.area == NOWHERE else row.area, row.period, row.outcome, row.count) for row in counts]
    return Table(columns, rows)


def map_columns() -> tuple[Column, ...]:
    """What each shape on the map says of itself; the names are the same in every language."""
    return (
        Column("area", gettext_lazy("Official code of the neighbourhood; empty where there is none")),
        Column("name", gettext_lazy("Name of the neighbourhood")),
        Column("addresses", gettext_lazy("Addresses in the neighbourhood"), Type.INTEGER, DOORS),
        Column("doors", gettext_lazy("Doors tried, all outcomes and weeks together"), Type.INTEGER, DOORS),
        *(Column(code, label, Type.INTEGER, DOORS) for code, label in Outcome.choices),
    )


def door_shapes(campaign: Campaign) -> Iterator[Feature]:
    """A neighbourhood each, in the order of their codes, with its doors by outcome. Shapes are public register data."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Outcome.values, 0))
    found = DoorCount.objects.filter(campaign=campaign).values_list("area", "outcome").annotate(n=Sum("count"))
    for area, outcome, number in found:
        counts[area][outcome] = number
    places = Neighbourhood.objects.filter(code__in=counts).annotate(shape=AsGeoJSON("geometry", precision=DIGITS))
    known = {place["code"]: place for place in places.values("code", "name", "address_count", "shape")}
    for area, by_outcome in sorted(counts.items()):
        place = known.get(area)
        said = {
            "area": "" if area == NOWHERE else area,
            "name": place["name"] if place else "",
            "addresses": place["address_count"] if place else None,
            "doors": sum(by_outcome.values()),
        }
        yield said | by_outcome, place["shape"] if place else None
