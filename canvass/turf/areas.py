"""Areas that a campaign draws for itself, beside the official neighbourhoods: drawn, redrawn, deleted.

A drawn area is a neighbourhood row of its own source. No address points to it and nobody outside its campaign sees it.
"""

from __future__ import annotations

from uuid import uuid4

from django.contrib.gis.geos import MultiPolygon
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canvass.campaigns.models import Campaign
from canvass.places.areas import doors_within
from canvass.places.models import Address, Neighbourhood
from canvass.turf.cutting import cancel_cut, fail_plan
from canvass.turf.models import TurfPlan

# One job plans an area whole; above this it is a town, not a neighbourhood.
MOST_DOORS = 15_000


class AreaRefused(Exception):
    """The area cannot be kept like this; the message says why, ``field`` where to mend it."""

    def __init__(self, message: str, *, field: str = "shape") -> None:
        super().__init__(message)
        self.field = field


def check_doors(shape: MultiPolygon) -> int:
    """How many doors lie within. Raises AreaRefused when there are none, or too many for one plan."""
    doors = doors_within(shape)
    if not doors:
        raise AreaRefused(_("No door lies in this area. Draw it around houses."))
    if doors > MOST_DOORS:
        text = ngettext(
            "%(doors)d door lies in this area: too many for one plan.",
            "%(doors)d doors lie in this area: too many for one plan. Stay under %(most)d.",
            doors,
        )
        raise AreaRefused(text % {"doors": doors, "most": MOST_DOORS})
    return doors


@transaction.atomic
def draw_area(*, campaign: Campaign, name: str, shape: MultiPolygon) -> Neighbourhood:
    _lock(campaign)
    _check_name(campaign, name)
    doors = check_doors(shape)
    area = Neighbourhood.objects.create(
        code=f"eigen-{uuid4().hex[:8]}",
        name=name,
        # Only the town's name, for reading: with official codes it would count in official totals.
        municipality_name=_municipality(shape),
        source=Neighbourhood.DRAWN,
        geometry=shape,
        address_count=doors,
    )
    campaign.neighbourhoods.add(area)
    return area


@transaction.atomic
def redraw_area(*, campaign: Campaign, area: Neighbourhood, name: str, shape: MultiPolygon) -> None:
    """Another name or another edge; with another edge what was cut but not published is thrown away."""
    _lock(campaign)
    if is_published(area):
        raise AreaRefused(_("Turf of this area is published: it keeps its edge. Delete it, or draw a new one."))
    _check_name(campaign, name, but=area)
    if not shape.equals_exact(area.geometry, 1e-7):
        area.address_count = check_doors(shape)
        area.geometry, area.municipality_name = shape, _municipality(shape)
        give_up_plans(area)
    area.name = name
    area.save(update_fields=["name", "geometry", "municipality_name", "address_count"])


@transaction.atomic
def delete_area(*, campaign: Campaign, area: Neighbourhood) -> None:
    """Gone from the campaign. Turf that was published is withdrawn; what a duo already has in hand stays with it."""
    _lock(campaign)
    give_up_plans(area)
    plans = TurfPlan.objects.filter(neighbourhood=area)
    if plans.exists():
        plans.filter(state=TurfPlan.State.PUBLISHED).update(state=TurfPlan.State.REPLACED)
        campaign.neighbourhoods.remove(area)
        area.retired_at = timezone.now()
        area.save(update_fields=["retired_at"])
    else:
        area.delete()


def is_published(area: Neighbourhood) -> bool:
    return TurfPlan.objects.filter(neighbourhood=area, state=TurfPlan.State.PUBLISHED).exists()


def give_up_plans(area: Neighbourhood) -> None:
    """Stop a running cut and throw drafts away."""
    for plan in TurfPlan.objects.filter(neighbourhood=area, state=TurfPlan.State.CUTTING):
        cancel_cut(plan=plan)
        fail_plan(plan_id=plan.pk, failure=TurfPlan.Failure.CANCELLED)
    unpublished = [TurfPlan.State.DRAFT, TurfPlan.State.FAILED]
    TurfPlan.objects.filter(neighbourhood=area, state__in=unpublished).delete()


def _lock(campaign: Campaign) -> None:
    """Two coordinators at once: one after the other, so that a name stays single."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)


def _check_name(campaign: Campaign, name: str, *, but: Neighbourhood | None = None) -> None:
    others = campaign.neighbourhoods.filter(name__iexact=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise AreaRefused(_("This campaign has an area of that name already."), field="name")


def _municipality(shape: MultiPolygon) -> str:
    """The town that most of its doors lie in."""
    rows = Address.objects.live().filter(point__coveredby=shape, neighbourhood__isnull=False)
    towns = rows.values("neighbourhood__municipality_name").annotate(doors=Count("pk"))
    first = towns.order_by("-doors", "neighbourhood__municipality_name").first()
    return str(first["neighbourhood__municipality_name"]) if first else ""
