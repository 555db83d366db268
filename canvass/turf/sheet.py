"""A walk on paper: the doors in order, grouped as one walks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from canvass.turf.models import Stop, Turf
from canvass.turf.queries import doors_in_order


@dataclass(frozen=True)
class SheetGroup:
    """Doors along one side of a street, one after another."""

    street: str
    parity: str
    stops: Sequence[Stop]


def sheet_groups(stops: Sequence[Stop]) -> list[SheetGroup]:
    """A new group wherever the street or its side changes, in the order of walking."""

    def face(stop: Stop) -> tuple[str, int | None, int]:
        return stop.address.street, stop.address.segment_id, stop.address.side

    runs = [(face_[0], face_[2], list(run)) for face_, run in groupby(stops, key=face)]
    merged: list[tuple[str, str, list[Stop]]] = []
    for street, _side, run in runs:
        parity = _parity(run)
        # Beyond a crossing the same side goes on: one heading, not two.
        if merged and merged[-1][:2] == (street, parity):
            merged[-1][2].extend(run)
        else:
            merged.append((street, parity, run))
    return [SheetGroup(street, parity, run) for street, parity, run in merged]


def _parity(stops: Sequence[Stop]) -> str:
    odd = {stop.address.number % 2 for stop in stops}
    return "mixed" if len(odd) > 1 else "odd" if odd == {1} else "even"


def sheet_stops(turf: Turf) -> list[Stop]:
    return list(doors_in_order(turf))
