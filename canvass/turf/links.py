"""What an organisation knows better than the map: a way that is closed, a way that is missing."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.gis.geos import LineString
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign
from canvass.places.models import WGS84, Neighbourhood, StreetSegment
from canvass.turf.models import LinkChange
from canvass.turf.splitting import Snap, ends_of, length_of
from canvass.turf.streets import Point, Projection, street_network, surroundings

# What is longer is a street: it comes with a newer map, with its houses.
LONGEST_METRES = 1_000


class LinkRefused(Exception):
    """This change cannot be used; the message says why."""


@transaction.atomic
def close_street(*, campaign: Campaign, neighbourhood: Neighbourhood, segment_id: int, note: str = "") -> LinkChange:
    """Nobody walks through this piece of street any more; closing it twice is closing it once."""
    here = StreetSegment.objects.filter(pk=segment_id, geometry__bboverlaps=surroundings(neighbourhood)).first()
    if here is None:
        raise LinkRefused(_("That street is not in this neighbourhood. Choose it again."))
    change, _created = LinkChange.objects.get_or_create(
        organisation_id=campaign.organisation_id,
        segment=here,
        kind=LinkChange.Kind.BLOCKED,
        lifted_at=None,
        defaults={"note": note},
    )
    return change


@transaction.atomic
def add_link(
    *, campaign: Campaign, neighbourhood: Neighbourhood, points: Sequence[Point], note: str = ""
) -> LinkChange:
    """A way between two streets. Raises LinkRefused where an end meets none."""
    if len(points) < 2:
        raise LinkRefused(_("Say where the way begins and where it ends."))
    projection = Projection.of(neighbourhood)
    metres = projection.to_metres(points)
    if length_of(metres) > LONGEST_METRES:
        raise LinkRefused(_("This way is longer than a kilometre. Load a newer map instead."))
    _check_ends(campaign, neighbourhood, projection, metres)
    return LinkChange.objects.create(
        organisation_id=campaign.organisation_id,
        kind=LinkChange.Kind.ADDED,
        line=LineString(points, srid=WGS84),
        note=note,
    )


def _check_ends(
    campaign: Campaign, neighbourhood: Neighbourhood, projection: Projection, metres: Sequence[Point]
) -> None:
    network = street_network(campaign=campaign, neighbourhood=neighbourhood, addresses=[], projection=projection)
    begin, end = ends_of(network.segments, metres)
    if begin is None:
        raise LinkRefused(_("No street lies within 30 metres of where the way begins."))
    if end is None:
        raise LinkRefused(_("No street lies within 30 metres of where the way ends."))
    if _same_place(begin, end):
        raise LinkRefused(_("The way begins and ends at the same place of the same street."))


def _same_place(one: Snap, other: Snap) -> bool:
    return one.segment == other.segment and abs(one.offset - other.offset) < 1


@transaction.atomic
def lift_change(*, change: LinkChange) -> None:
    """Plans cut from now on use the map again; the row stays, to show what was known when."""
    LinkChange.objects.filter(pk=change.pk, lifted_at=None).update(lifted_at=timezone.now())
