"""Everything a walk on paper needs, for the page that prints it and for the PDF alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.urls import reverse

from canvass.campaigns.do_not_ring import blocked_addresses
from canvass.turf.models import DoorState, Stop, Turf
from canvass.turf.sheet import sheet_groups, sheet_stops
from canvass.turf.sheet_map import SheetMap, sheet_map


@dataclass(frozen=True)
class SheetDoor:
    """``again``: we were here before, whatever came of it. ``skip``: nobody rings here, and paper gives no reason."""

    stop: int
    position: int
    number: str
    floor: int
    core: bool
    again: bool
    skip: bool


@dataclass(frozen=True)
class SheetEntrance:
    """One street door: a house, or the bells behind it floor by floor."""

    id: int | None
    label: str
    shared: bool
    doors: Sequence[SheetDoor]

    @property
    def has_floors(self) -> bool:
        return self.shared and any(door.floor for door in self.doors)


@dataclass(frozen=True)
class SheetSide:
    """Doors along one side of a street, in walking order."""

    street: str
    parity: str
    entrances: Sequence[SheetEntrance]

    @property
    def doors(self) -> list[SheetDoor]:
        return [door for entrance in self.entrances for door in entrance.doors]

    @property
    def numbers(self) -> str:
        """First to last: a walk that comes back to a street has two stretches of the same side."""
        doors = self.doors
        return doors[0].number if len(doors) == 1 else f"{doors[0].number}-{doors[-1].number}"


@dataclass(frozen=True)
class SheetData:
    turf: Turf
    map: SheetMap | None
    groups: Sequence[SheetSide]
    # What the square code leads to: this turf, for whoever scans it.
    url: str

    @property
    def doors(self) -> list[SheetDoor]:
        return [door for group in self.groups for door in group.doors]

    @property
    def again(self) -> int:
        return sum(door.again for door in self.doors)


def sheet_data(turf: Turf, *, path: str = "") -> SheetData:
    """A handful of questions, however many doors. ``path``: where the square code leads instead of to the turf."""
    stops = sheet_stops(turf)
    return SheetData(
        turf=turf,
        map=sheet_map(turf, [stop.address for stop in stops]),
        groups=sheet_sides(turf, stops),
        url=settings.PUBLIC_URL + (path or reverse("turf:at", args=[turf.pk])),
    )


def sheet_sides(turf: Turf, stops: Sequence[Stop]) -> list[SheetSide]:
    """The doors as one walks them. A wish made after publishing is honoured on paper too."""
    ids = [stop.address_id for stop in stops]
    states = DoorState.objects.filter(campaign=turf.plan.campaign_id, address_id__in=ids)
    known = dict(states.values_list("address_id", "state")) | dict.fromkeys(blocked_addresses(ids), "")
    return [
        SheetSide(group.street, group.parity, list(_entrances(group.stops, known))) for group in sheet_groups(stops)
    ]


def _entrances(stops: Sequence[Stop], known: Mapping[int, str]) -> Iterator[SheetEntrance]:
    def entrance(stop: Stop) -> tuple[int, int]:
        # A door of its own is its own entrance.
        return (stop.address.entrance_id, 0) if stop.address.entrance_id else (0, stop.pk)

    for (entrance_id, _own), run in groupby(stops, key=entrance):
        doors = list(run)
        shared = doors[0].address.entrance if entrance_id and len(doors) > 1 else None
        yield SheetEntrance(
            id=shared.pk if shared else None,
            label=shared.label if shared else "",
            shared=shared is not None,
            doors=[_door(stop, known) for stop in doors],
        )


def _door(stop: Stop, known: Mapping[int, str]) -> SheetDoor:
    state = known.get(stop.address_id)
    return SheetDoor(
        stop=stop.pk,
        position=stop.position,
        number=stop.address.house_number,
        floor=stop.address.floor,
        core=stop.core,
        again=state == DoorState.State.AGAIN,
        skip=state is not None and state != DoorState.State.AGAIN,
    )
