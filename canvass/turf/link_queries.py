"""Streets around a neighbourhood, told by their corners and house numbers, with what was changed on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.geos import Polygon
from django.db.models import Count, Max, Min, Q, QuerySet

from canvass.campaigns.models import Campaign
from canvass.places.models import Address, Neighbourhood, StreetSegment
from canvass.turf.models import LinkChange
from canvass.turf.shapes import collection, feature
from canvass.turf.streets import surroundings
from canvass.turf.ways import way

MOST_PIECES = 20
MOST_STREETS = 20_000


@dataclass(frozen=True)
class Piece:
    """A street between two crossings, in words."""

    segment: StreetSegment
    corners: Sequence[str]
    doors: int
    lowest: int | None
    highest: int | None
    closed_by: LinkChange | None = None

    @property
    def metres(self) -> int:
        return round(self.segment.length_m)


@dataclass(frozen=True)
class ChangeLine:
    change: LinkChange
    piece: Piece | None


def find_pieces(campaign: Campaign, neighbourhood: Neighbourhood, words: str) -> list[Piece]:
    """Pieces of the streets whose name begins so."""
    if len(words.strip()) < 2:
        return []
    named = _near(neighbourhood).filter(name__istartswith=words.strip()).order_by("name", "pk")
    return pieces(campaign, named[:MOST_PIECES])


def piece_of(campaign: Campaign, neighbourhood: Neighbourhood, segment_id: int) -> Piece | None:
    found = pieces(campaign, _near(neighbourhood).filter(pk=segment_id))
    return found[0] if found else None


def pieces(campaign: Campaign, segments: Iterable[StreetSegment]) -> list[Piece]:
    """Three questions, however many."""
    rows = list(segments)
    numbers = _numbers([row.pk for row in rows])
    corners = _corners(rows)
    closed = {one.segment_id: one for one in in_force(campaign).filter(segment__in=rows)}
    return [
        Piece(row, corners[row.pk], *numbers.get(row.pk, (0, None, None)), closed_by=closed.get(row.pk)) for row in rows
    ]


def in_force(campaign: Campaign) -> QuerySet[LinkChange]:
    return LinkChange.objects.in_force().filter(organisation=campaign.organisation_id)


def change_lines(campaign: Campaign, neighbourhood: Neighbourhood) -> list[ChangeLine]:
    """What was closed or added in and around a neighbourhood, the newest first."""
    box = surroundings(neighbourhood)
    here = Q(segment__geometry__bboverlaps=box) | Q(line__bboverlaps=box)
    changes = list(in_force(campaign).filter(here).select_related("segment").order_by("-created_at", "-pk"))
    told = {piece.segment.pk: piece for piece in pieces(campaign, [one.segment for one in changes if one.segment])}
    return [ChangeLine(one, told.get(one.segment_id) if one.segment_id else None) for one in changes]


def street_shapes(campaign: Campaign, neighbourhood: Neighbourhood) -> dict[str, Any]:
    """GeoJSON: every piece with what it is, and every added way."""
    box = surroundings(neighbourhood)
    closed = dict(in_force(campaign).filter(kind=LinkChange.Kind.BLOCKED).values_list("segment", "pk"))
    rows = _near(neighbourhood).only("name", "geometry", "tags", "road_class").order_by("pk")[:MOST_STREETS]
    streets = [
        feature(
            row.geometry,
            kind="street",
            id=row.pk,
            name=row.name,
            closed=row.pk in closed,
            barred=way(row.tags).closed,
        )
        for row in rows
    ]
    added = in_force(campaign).filter(line__bboverlaps=box)
    return collection(
        [*streets, *(feature(one.line, kind="added", id=one.pk, name=one.note) for one in added if one.line)]
    )


def _near(neighbourhood: Neighbourhood) -> QuerySet[StreetSegment]:
    box: Polygon = surroundings(neighbourhood)
    return StreetSegment.objects.filter(geometry__bboverlaps=box)


def _numbers(segment_ids: Sequence[int]) -> Mapping[int, tuple[int, int | None, int | None]]:
    rows = Address.objects.live().filter(segment__in=segment_ids).values_list("segment")
    return {pk: (doors, low, high) for pk, doors, low, high in rows.annotate(Count("pk"), Min("number"), Max("number"))}


def _corners(rows: Sequence[StreetSegment]) -> Mapping[int, list[str]]:
    """The names of the streets at either end of each piece, without its own."""
    nodes = {node for row in rows for node in (row.junction_from, row.junction_to)}
    crossing = StreetSegment.objects.exclude(name="").filter(Q(junction_from__in=nodes) | Q(junction_to__in=nodes))
    names: dict[int, set[str]] = defaultdict(set)
    for start, end, name in crossing.values_list("junction_from", "junction_to", "name"):
        names[start].add(name)
        names[end].add(name)
    return {
        row.pk: [min(others) for node in (row.junction_from, row.junction_to) if (others := names[node] - {row.name})]
        for row in rows
    }
