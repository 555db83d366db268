"""Whom a map names: where its streets, houses and addresses come from, as the licences of the sources ask."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from canvass.places.models import PlaceLoad

OSM, DEMO = "osm", "demo"
# In the order in which they stand under a map. A list of one's own asks for no word.
ORIGINS = {
    DEMO: _("A made-up town"),
    OSM: _("© OpenStreetMap contributors"),
    "bag": _("BAG, Kadaster"),
    "cbs": _("CBS, Kadaster"),
    "best": _("BeSt Address, FOD BOSA"),
    "adressenregister": _("Adressenregister, Digitaal Vlaanderen"),
}
# One register in two shapes of file.
SAME_AS = {"gpkg": "bag"}


def origin_of(layout: str) -> str:
    """Of a file in this layout; empty where nobody asks to be named."""
    origin = SAME_AS.get(layout, layout)
    return origin if origin in ORIGINS else ""


def map_credit() -> str:
    """In the reader's language, of everything that was loaded; empty before the first load."""
    loads = PlaceLoad.objects.filter(finished_at__isnull=False)
    found = set(loads.order_by().values_list("report__origin", flat=True).distinct())
    return " · ".join(str(words) for origin, words in ORIGINS.items() if origin in found)
