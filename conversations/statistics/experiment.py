"""A whole two-arm experiment from its rows: the checks and every estimate (S6, S7, S8).

Rows without an answer stay in: how many each arm lost is the first thing to know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .arms import ArmSummary, Cace, ancova, arm_summary, cace, itt
from .checks import ANSWERS_PER_ARM, BalanceCheck, balance
from .comparison import ComparisonRow, Need, collect_cells
from .estimate import CONFIDENCE, Estimate


@dataclass(frozen=True, slots=True)
class Side:
    """One arm: rows drawn into it, those with an outcome, and what those say."""

    assigned: int
    answered: int
    without_baseline: int
    summary: ArmSummary


@dataclass(frozen=True, slots=True)
class Findings:
    """`adjusted` and `baseline` are None without any baseline, the two CACEs without any delivery.

    `baseline` is the difference that was there before; by lot it lies around 0.
    """

    treatment: Side
    comparison: Side
    clusters: int
    largest_cluster: int
    attrition: BalanceCheck
    itt: Estimate
    baseline: Estimate | None
    adjusted: Estimate | None
    cace: Cace | None
    adjusted_cace: Cace | None

    @property
    def enough(self) -> bool:
        return min(self.treatment.answered, self.comparison.answered) >= ANSWERS_PER_ARM


def analyse(rows: Iterable[ComparisonRow], *, confidence: float = CONFIDENCE) -> Findings:
    """Every estimate uses the rows that have what it needs, so their n may differ.

    Sources: see `arms` and `checks`. Errors are robust to clustering by the unit randomised;
    with clusters of one that is the heteroscedasticity-robust error (HC1).
    """
    drawn = list(rows)
    sizes = Counter(row.cluster for row in drawn)
    has_baseline = any(row.baseline is not None for row in drawn)
    has_delivery = any(row.delivered is not None for row in drawn)
    plain = collect_cells(drawn, needs=frozenset()).cells
    return Findings(
        treatment=_side(drawn, treated=True),
        comparison=_side(drawn, treated=False),
        clusters=len(sizes),
        largest_cluster=max(sizes.values(), default=0),
        attrition=_attrition(drawn, clustered=len(sizes) < len(drawn), confidence=confidence),
        itt=itt(plain, confidence=confidence),
        baseline=_baseline(drawn, confidence=confidence) if has_baseline else None,
        adjusted=_adjusted(drawn, confidence=confidence) if has_baseline else None,
        cace=_cace(drawn, baseline=False, confidence=confidence) if has_delivery else None,
        adjusted_cace=_cace(drawn, baseline=True, confidence=confidence) if has_delivery and has_baseline else None,
    )


def _side(rows: Sequence[ComparisonRow], *, treated: bool) -> Side:
    mine = [row for row in rows if row.treated == treated]
    answered = [row for row in mine if row.outcome is not None]
    told = [replace(row, delivered=row.delivered or False) for row in answered]
    summary = arm_summary(collect_cells(told, needs=frozenset()).cells, treated=treated)
    if not any(row.delivered is not None for row in answered):
        summary = replace(summary, delivered=None)
    return Side(len(mine), len(answered), sum(row.baseline is None for row in answered), summary)


def _attrition(rows: Sequence[ComparisonRow], *, clustered: bool, confidence: float) -> BalanceCheck:
    """Share answered by arm. Newcombe's interval holds for independent rows; clusters need robust errors."""
    if clustered:
        flags = [ComparisonRow(row.cluster, row.treated, float(row.outcome is not None)) for row in rows]
        found = itt(collect_cells(flags, needs=frozenset()).cells, confidence=confidence)
        if found.interval is not None:
            return BalanceCheck(found)
    assigned = Counter(row.treated for row in rows)
    answered = Counter(row.treated for row in rows if row.outcome is not None)
    return balance(answered[True], assigned[True], answered[False], assigned[False], confidence=confidence)


def _baseline(rows: Sequence[ComparisonRow], *, confidence: float) -> Estimate:
    before = [ComparisonRow(row.cluster, row.treated, row.baseline) for row in rows if row.outcome is not None]
    return itt(collect_cells(before, needs=frozenset()).cells, confidence=confidence)


def _adjusted(rows: Sequence[ComparisonRow], *, confidence: float) -> Estimate:
    return ancova(collect_cells(rows, needs=frozenset({Need.BASELINE})).cells, confidence=confidence)


def _cace(rows: Sequence[ComparisonRow], *, baseline: bool, confidence: float) -> Cace:
    needs = frozenset({Need.DELIVERED, Need.BASELINE} if baseline else {Need.DELIVERED})
    return cace(collect_cells(rows, needs=needs).cells, baseline=baseline, confidence=confidence)
