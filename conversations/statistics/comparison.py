"""From rows of a comparison (an uploaded file, a follow-up) to the cells of `arms`."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, isfinite

from .arms import ArmCell
from .errors import InvalidParameter


class Need(StrEnum):
    """Which answers an analysis uses: rows that lack one of its needs are left out."""

    OUTCOME = "outcome"
    BASELINE = "baseline"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One person or door by lot; None where an answer is missing."""

    cluster: str
    treated: bool
    outcome: float | None = None
    delivered: bool | None = None
    baseline: float | None = None

    def __post_init__(self) -> None:
        for value in (self.outcome, self.baseline):
            if value is not None and not isfinite(value):
                raise InvalidParameter("an answer must be a finite number, or None when missing")


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of the complete rows, and how many rows of each arm were left out."""

    cells: tuple[ArmCell, ...]
    left_out_treatment: int
    left_out_comparison: int


def collect_cells(rows: Iterable[ComparisonRow], *, needs: frozenset[Need]) -> Cells:
    """Sum the rows that have an outcome and all of `needs`, per cluster and arm.

    The baseline is centred and scaled to sd 1 first (no result of `arms` depends on that),
    so that large numbers keep their digits. Sums are exactly rounded (`fsum`).
    """
    groups: dict[tuple[str, bool], list[ComparisonRow]] = {}
    left_out = {True: 0, False: 0}
    for row in rows:
        if _complete(row, needs):
            groups.setdefault((row.cluster, row.treated), []).append(row)
        else:
            left_out[row.treated] += 1
    kept = [row for group in groups.values() for row in group]
    use_baseline = Need.BASELINE in needs
    centre, scale = _centre_and_scale(kept) if use_baseline else (0.0, 1.0)
    cells = tuple(_cell(group, centre, scale, use_baseline) for group in groups.values())
    return Cells(cells, left_out[True], left_out[False])


def _complete(row: ComparisonRow, needs: frozenset[Need]) -> bool:
    if row.outcome is None:
        return False
    if Need.BASELINE in needs and row.baseline is None:
        return False
    return not (Need.DELIVERED in needs and row.delivered is None)


def _centre_and_scale(rows: list[ComparisonRow]) -> tuple[float, float]:
    values = [row.baseline for row in rows if row.baseline is not None]
    if not values:
        return 0.0, 1.0
    centre = fsum(values) / len(values)
    spread = (fsum((value - centre) ** 2 for value in values) / len(values)) ** 0.5
    # Rounding in the centre is not spread: a constant baseline must come out as constant.
    if spread <= 1e-12 * abs(centre):
        return values[0], 1.0
    return centre, spread or 1.0


def _cell(rows: list[ComparisonRow], centre: float, scale: float, use_baseline: bool) -> ArmCell:
    outcomes = [row.outcome or 0.0 for row in rows]
    delivered = [float(row.delivered or False) for row in rows]
    base = [((row.baseline or 0.0) - centre) / scale if use_baseline else 0.0 for row in rows]
    return ArmCell(
        cluster=rows[0].cluster,
        treated=rows[0].treated,
        n=len(rows),
        sum_outcome=fsum(outcomes),
        delivered=int(sum(delivered)),
        sum_baseline=fsum(base),
        sum_baseline_sq=fsum(b * b for b in base),
        sum_baseline_outcome=fsum(b * y for b, y in zip(base, outcomes, strict=True)),
        sum_baseline_delivered=fsum(b * d for b, d in zip(base, delivered, strict=True)),
    )
