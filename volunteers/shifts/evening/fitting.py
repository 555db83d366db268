"""Which turf suits which duo: a suggestion with its reasons. Pure, and only from what is known.

The assignment problem, solved by scipy's modified Jonker-Volgenant algorithm: Crouse (2016),
doi:10.1109/TAES.2016.140952.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# What weighs how much, in hundreds of metres on foot.
CLASH, UNSUITED, WALKED_BEFORE = 10_000, 1_000, 100
BIKE_IS_FASTER = 4
METRES_PER_KM = 1000


@dataclass(frozen=True)
class TurfFacts:
    """A free turf. ``metres``: straight from the meeting place to its first door, None when that is not known.

    ``upstairs``: doors known to be above the ground floor; whether there is a lift nobody knows.
    """

    key: int
    metres: float | None = None
    upstairs: int = 0
    by_bike: bool = False
    walked_before: bool = False
    # Another group rang there a short while ago, or has it reserved.
    clash: bool = False


@dataclass(frozen=True)
class DuoNeeds:
    """What everybody of a duo can do: the shortest reach, stairs only if all can, a bike only if all have one."""

    key: int
    max_km: int | None = None
    stairs: bool = True
    bike: bool = False


class Point(StrEnum):
    """What speaks for or against a turf for a duo."""

    NEAR = "near"
    FAR_BY_BIKE = "far_by_bike"
    NO_STAIRS = "no_stairs"
    STAIRS = "stairs"
    TOO_FAR = "too_far"
    NEEDS_BIKES = "needs_bikes"
    WALKED_BEFORE = "walked_before"
    CLASH = "clash"


AGAINST = frozenset({Point.STAIRS, Point.TOO_FAR, Point.NEEDS_BIKES, Point.CLASH})
# Beyond this a duo on foot loses a quarter of an hour.
FAR_METRES = 1_000


def points(duo: DuoNeeds, turf: TurfFacts) -> list[Point]:
    """What is known that matters for this duo on this turf, the worst first."""
    found = []
    if turf.clash:
        found.append(Point.CLASH)
    if turf.upstairs and not duo.stairs:
        found.append(Point.STAIRS)
    if turf.metres is not None and duo.max_km is not None and turf.metres > METRES_PER_KM * duo.max_km:
        found.append(Point.TOO_FAR)
    if turf.by_bike and not duo.bike:
        found.append(Point.NEEDS_BIKES)
    if turf.walked_before:
        found.append(Point.WALKED_BEFORE)
    if not duo.stairs and not turf.upstairs:
        found.append(Point.NO_STAIRS)
    if turf.metres is not None and turf.metres <= FAR_METRES:
        found.append(Point.NEAR)
    elif turf.metres is not None and duo.bike:
        found.append(Point.FAR_BY_BIKE)
    return found


def cost(duo: DuoNeeds, turf: TurfFacts) -> float:
    """In hundreds of metres on foot."""
    against = points(duo, turf)
    way = (turf.metres or 0) / 100 / (BIKE_IS_FASTER if duo.bike else 1)
    unsuited = sum(point in AGAINST and point != Point.CLASH for point in against)
    return way + CLASH * turf.clash + UNSUITED * unsuited + WALKED_BEFORE * turf.walked_before


def suggest(duos: Sequence[DuoNeeds], turfs: Sequence[TurfFacts]) -> Mapping[int, int]:
    """A turf of its own for each duo, as far as there are turfs; the same for the same evening."""
    if not duos or not turfs:
        return {}
    # Imported where it is needed: a web process that suggests nothing does not carry it.
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    # Among equals the first turf goes to the first duo: a hair, far below a metre.
    table = np.array([[cost(duo, turf) for turf in turfs] for duo in duos])
    table += 1e-6 * np.outer(np.arange(len(duos), 0, -1), np.arange(len(turfs)))
    rows, columns = linear_sum_assignment(table)
    return {duos[row].key: turfs[column].key for row, column in zip(rows, columns, strict=True)}
