"""New walks for doors that were chosen by hand: as turfs of a draft, with ground and name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from threading import Thread

from django.contrib.gis.geos import Polygon

from canvass.places.models import WGS84, Address
from canvass.routing.errors import InvalidRequest
from canvass.routing.model import CutRequest, PlannedTurf
from canvass.turf.asking import planning_request
from canvass.turf.drafts import DraftError
from canvass.turf.history import named_by_hand
from canvass.turf.models import Stop, Turf, TurfPlan
from canvass.turf.naming import Ground, name_among, still_fits, turf_names
from canvass.turf.outline import outlines
from canvass.turf.snapshots import StopCopy, TurfCopy, kept_shape
from canvass.turf.streets import Point, Projection, ground_in_degrees, line_in_degrees

# Effort for the walk of one turf. It takes a few tenths of a second, of which most is reading the streets.
KICKS = 6_000
# Metres around changed turfs where other turfs' doors bound their ground.
AROUND = 60.0


class NoWay(DraftError):
    """Some of these doors can no longer be walked to: a way was closed since the draft was made."""


def addresses_by_id(ids: Iterable[int]) -> dict[int, Address]:
    return Address.objects.defer("source", "source_key", "city").in_bulk(list(ids))


def walks(plan: TurfPlan, turfs: Sequence[Sequence[Address]], projection: Projection) -> list[PlannedTurf]:
    """One walk for each of these rows of doors; the streets are read once."""
    every = [address for addresses in turfs for address in addresses]
    request = planning_request(plan, every, projection, iterations=KICKS)
    return [_walk(request, addresses) for addresses in turfs]


def two_walks(plan: TurfPlan, addresses: Sequence[Address], projection: Projection) -> list[PlannedTurf]:
    """The doors, given in walking order, as two turfs of about the same work."""
    # numba and scipy cost a second and 100 MB: only a process that plans pays for them.
    from canvass.routing.plan import cut

    request = planning_request(plan, addresses, projection, iterations=KICKS)
    planned = cut(replace(request, parts=2))
    if len(planned.turfs) == 2 and not planned.left_out:
        return list(planned.turfs)
    # Doors that nothing joins, or all at one door: then the walk as it is, halved.
    middle = len(addresses) // 2
    return [_walk(request, half) for half in (addresses[:middle], addresses[middle:])]


def _walk(request: CutRequest, addresses: Sequence[Address]) -> PlannedTurf:
    from canvass.routing.plan import walk

    wanted = {address.pk for address in addresses}
    doors = [door for door in request.doors if door.key in wanted]
    if len(doors) < len(wanted):
        raise NoWay
    try:
        return walk(replace(request, doors=doors))
    except InvalidRequest as problem:
        raise NoWay from problem


@cache
def warm_soon() -> None:
    """Load the planner's libraries beside what this process does, so that the first change need not wait."""
    Thread(target=_warm, daemon=True, name="warm-routing").start()


def _warm() -> None:
    from canvass.routing.warm import warm

    warm()


def many_walks(
    request: CutRequest,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Sequence[PlannedTurf]:
    from canvass.routing.plan import cut

    planned = cut(request, progress=progress, cancelled=cancelled)
    if planned.left_out:
        raise NoWay
    return planned.turfs


def turf_copies(
    plan: TurfPlan,
    planned: Sequence[PlannedTurf],
    addresses: Mapping[int, Address],
    projection: Projection,
    *,
    instead_of: Sequence[TurfCopy],
    keeping: Sequence[tuple[int | None, int]],
) -> list[TurfCopy]:
    """The walks as turfs; `keeping` gives each the id (None: a new one) and the number it gets."""
    members = [[addresses[stop.door] for stop in turf.stops] for turf in planned]
    points = [projection.to_metres([(door.point.x, door.point.y) for door in doors]) for doors in members]
    around = _doors_around(plan, points, instead_of, projection)
    grounds = outlines([*points, *around], first=len(points))
    names = _names(plan, members, points, instead_of, keeping)
    return [
        TurfCopy(
            id=pk,
            number=number,
            name=name,
            minutes=turf.minutes,
            metres=turf.metres,
            crossings=dict(turf.crossings),
            locked=False,
            line=kept_shape(line_in_degrees(turf.line, projection)),
            outline=kept_shape(ground_in_degrees([list(p.exterior.coords) for p in ground.geoms], projection)),
            stops=tuple(StopCopy(stop.door, stop.core, stop.arrival_seconds) for stop in turf.stops),
        )
        for (pk, number), turf, name, ground in zip(keeping, planned, names, grounds, strict=True)
    ]


def _doors_around(
    plan: TurfPlan, points: Sequence[Sequence[Point]], changed: Sequence[TurfCopy], projection: Projection
) -> list[list[Point]]:
    """Doors of other turfs near by, one list a turf, so that no new ground runs over theirs."""
    east, north = zip(*(point for doors in points for point in doors), strict=True)
    low, high = projection.to_degrees(
        [(min(east) - AROUND, min(north) - AROUND), (max(east) + AROUND, max(north) + AROUND)]
    )
    near = (
        Stop.objects.filter(plan=plan, address__point__bboverlaps=_box(low, high))
        .exclude(turf__in=[copy.id for copy in changed])
        .values_list("turf", "address__point")
    )
    doors: dict[int, list[Point]] = {}
    for turf, point in near:
        doors.setdefault(turf, []).append((point.x, point.y))
    return [projection.to_metres(some) for some in doors.values()]


def _box(low: Point, high: Point) -> Polygon:
    box = Polygon.from_bbox((*low, *high))
    box.srid = WGS84
    return box


def _names(
    plan: TurfPlan,
    members: Sequence[Sequence[Address]],
    points: Sequence[Sequence[Point]],
    instead_of: Sequence[TurfCopy],
    keeping: Sequence[tuple[int | None, int]],
) -> list[str]:
    """A name that somebody chose stays; the others follow the streets, unlike every other name of the plan."""
    chosen = named_by_hand(plan)
    was = {copy.id: copy.name for copy in instead_of}
    others = Turf.objects.filter(plan=plan).exclude(pk__in=[copy.id for copy in instead_of if copy.id is not None])
    taken = set(others.values_list("name", flat=True))
    grounds = [
        Ground([door.street for door in doors], _centre(some)) for doors, some in zip(members, points, strict=True)
    ]
    auto = turf_names(grounds, otherwise=plan.neighbourhood.name)
    made_new = any(pk is None for pk, _ in keeping)
    names: list[str] = []
    for (pk, number), name, ground in zip(keeping, auto, grounds, strict=True):
        kept = was.get(pk, "")
        stays = kept and (pk in chosen or (not made_new and still_fits(kept, ground.streets)))
        names.append(name_among({*taken, *names}, kept if stays else name, number))
    return names


def _centre(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
