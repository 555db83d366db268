"""What the map of a meeting place starts from."""

from __future__ import annotations

from typing import Any

from django.contrib.gis.db.models import Extent
from django.utils.translation import gettext as _

from canvass.places.models import Neighbourhood
from canvass.turf.map_data import NOWHERE, backdrop_address
from volunteers.people.models import Organisation
from volunteers.shifts.models import MeetingPlace

# Degrees around a known point: a few streets.
AROUND = 0.004


def place_map(organisation: Organisation, place: MeetingPlace | None) -> dict[str, Any]:
    """Around the place itself, else the ground of the organisation's campaigns, else all that is loaded."""
    if place:
        x, y = place.point.coords
        extent = (x - AROUND, y - AROUND, x + AROUND, y + AROUND)
    else:
        own = Neighbourhood.objects.filter(campaigns__organisation=organisation)
        extent = own.aggregate(extent=Extent("geometry"))["extent"] or NOWHERE
    return {"extent": extent, "backdrop": backdrop_address(), "texts": {"point": _("The meeting place")}}
