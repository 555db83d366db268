"""Turfs as values: copied out of a draft, kept in its history, and put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django.contrib.gis.geos import GEOSGeometry

from canvass.turf.models import Stop, Turf, TurfPlan

BATCH = 2_000
Json = dict[str, Any]


@dataclass(frozen=True)
class StopCopy:
    address: int
    core: bool
    arrival: int


@dataclass(frozen=True)
class TurfCopy:
    """A whole turf with its stops in order; shapes as hexadecimal EWKB, empty where there is none."""

    id: int | None
    number: int
    name: str
    minutes: float
    metres: float
    crossings: Mapping[str, int]
    locked: bool
    line: str
    outline: str
    stops: tuple[StopCopy, ...]

    @property
    def addresses(self) -> list[int]:
        return [stop.address for stop in self.stops]

    def as_json(self) -> Json:
        stops = [[stop.address, int(stop.core), stop.arrival] for stop in self.stops]
        return {**asdict(replace(self, stops=())), "stops": stops}

    @classmethod
    def from_json(cls, kept: Json) -> Self:
        stops = tuple(StopCopy(address, bool(core), arrival) for address, core, arrival in kept["stops"])
        return cls(**{**kept, "stops": stops})

    def row(self, plan: TurfPlan) -> Turf:
        return Turf(
            pk=self.id,
            plan=plan,
            number=self.number,
            name=self.name,
            minutes=self.minutes,
            metres=self.metres,
            crossings=dict(self.crossings),
            door_count=len(self.stops),
            core_count=sum(stop.core for stop in self.stops),
            line=_shape(self.line),
            outline=_shape(self.outline),
            locked=self.locked,
        )


FIELDS = ["number", "name", "minutes", "metres", "crossings", "door_count", "core_count", "line", "outline", "locked"]


def _shape(kept: str) -> Any:
    return GEOSGeometry(kept) if kept else None


def kept_shape(geometry: GEOSGeometry | None) -> str:
    return "" if geometry is None else bytes(geometry.hexewkb).decode()


def copies(turfs: Iterable[Turf]) -> list[TurfCopy]:
    """Two queries at most, however many turfs."""
    rows = list(turfs)
    stops: dict[int, list[StopCopy]] = {turf.pk: [] for turf in rows}
    found = Stop.objects.filter(turf__in=stops).order_by("turf", "position")
    for turf, address, core, arrival in found.values_list("turf", "address", "core", "arrival_seconds"):
        stops[turf].append(StopCopy(address, core, arrival))
    return [
        TurfCopy(
            id=turf.pk,
            number=turf.number,
            name=turf.name,
            minutes=turf.minutes,
            metres=turf.metres,
            crossings=turf.crossings,
            locked=turf.locked,
            line=kept_shape(turf.line),
            outline=kept_shape(turf.outline),
            stops=tuple(stops[turf.pk]),
        )
        for turf in rows
    ]


def put(plan: TurfPlan, *, instead_of: Sequence[TurfCopy], turfs: Sequence[TurfCopy]) -> list[TurfCopy]:
    """Write `turfs` where `instead_of` stood; a turf with a number of its own keeps it, also when it comes back."""
    before = {copy.id for copy in instead_of if copy.id is not None}
    Stop.objects.filter(plan=plan, turf__in=before).delete()
    Turf.objects.filter(plan=plan, pk__in=before.difference(copy.id for copy in turfs if copy.id)).delete()
    rows = [copy.row(plan) for copy in turfs]
    Turf.objects.bulk_update([row for row in rows if row.pk in before], FIELDS)
    Turf.objects.bulk_create([row for row in rows if row.pk not in before])
    Stop.objects.bulk_create(
        (
            Stop(
                plan=plan,
                turf=row,
                address_id=stop.address,
                position=position,
                core=stop.core,
                arrival_seconds=stop.arrival,
            )
            for row, copy in zip(rows, turfs, strict=True)
            for position, stop in enumerate(copy.stops)
        ),
        batch_size=BATCH,
    )
    return [replace(copy, id=row.pk) for row, copy in zip(rows, turfs, strict=True)]
