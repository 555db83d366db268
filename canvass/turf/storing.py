"""Writing a finished cut into the database, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from canvass.places.models import Address
from canvass.routing.model import PlannedTurf
from canvass.turf.doors import PlannableDoors
from canvass.turf.models import Stop, Turf, TurfPlan
from canvass.turf.naming import Ground, turf_names
from canvass.turf.outline import outlines
from canvass.turf.streets import Point, Projection, ground_in_degrees, line_in_degrees

BATCH = 2_000


@transaction.atomic
def store_cut(
    *,
    plan_id: int,
    found: PlannableDoors,
    turfs: Sequence[PlannedTurf],
    unrouted: Sequence[int],
    projection: Projection,
) -> bool:
    """The plan becomes a draft and replaces older drafts; False when it was given up meanwhile."""
    plan = (
        TurfPlan.objects.select_for_update(of=("self",))
        .select_related("neighbourhood")
        .filter(pk=plan_id, state=TurfPlan.State.CUTTING)
        .first()
    )
    if plan is None:
        return False
    addresses = {address.pk: address for address in found.addresses}
    rows = Turf.objects.bulk_create(_turf_rows(plan, turfs, addresses, projection))
    stops = (
        Stop(
            plan=plan,
            turf=row,
            address_id=stop.door,
            position=stop.position,
            core=stop.core,
            arrival_seconds=stop.arrival_seconds,
        )
        for row, turf in zip(rows, turfs, strict=True)
        for stop in turf.stops
    )
    Stop.objects.bulk_create(stops, batch_size=BATCH)
    plan.state = TurfPlan.State.DRAFT
    plan.doors_left_out, plan.unrouted_address_ids = dict(found.left_out), list(unrouted)
    plan.save(update_fields=["state", "doors_left_out", "unrouted_address_ids"])
    _forget_older(plan)
    return True


def _forget_older(plan: TurfPlan) -> None:
    """One older draft is kept, to compare with; not when something is published, which is compared with then."""
    plans = TurfPlan.objects.filter(campaign_id=plan.campaign_id, neighbourhood_id=plan.neighbourhood_id)
    older = plans.filter(state=TurfPlan.State.DRAFT).exclude(pk=plan.pk).order_by("-version")
    kept = [] if plans.filter(state=TurfPlan.State.PUBLISHED).exists() else older.values_list("pk", flat=True)[:1]
    keep = [plan.pk, *kept]
    plans.filter(state__in=[TurfPlan.State.DRAFT, TurfPlan.State.FAILED]).exclude(pk__in=keep).delete()


def _turf_rows(
    plan: TurfPlan, turfs: Sequence[PlannedTurf], addresses: Mapping[int, Address], projection: Projection
) -> list[Turf]:
    members = [[addresses[stop.door] for stop in turf.stops] for turf in turfs]
    points = [projection.to_metres([(door.point.x, door.point.y) for door in doors]) for doors in members]
    grounds = [
        Ground([door.street for door in doors], _centre(places)) for doors, places in zip(members, points, strict=True)
    ]
    names = turf_names(grounds, otherwise=plan.neighbourhood.name)
    return [
        Turf(
            plan=plan,
            number=number,
            name=name,
            minutes=turf.minutes,
            metres=turf.metres,
            crossings=dict(turf.crossings),
            door_count=len(turf.stops),
            core_count=sum(stop.core for stop in turf.stops),
            line=line_in_degrees(turf.line, projection),
            outline=ground_in_degrees([list(piece.exterior.coords) for piece in ground.geoms], projection),
        )
        for number, (turf, name, ground) in enumerate(zip(turfs, names, outlines(points), strict=True), start=1)
    ]


def _centre(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
