"""A whole experiment with missing answers, unequal arms and clusters of one, against statsmodels row by row."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from conversations.statistics.comparison import ComparisonRow
from conversations.statistics.estimate import Estimate, Reason
from conversations.statistics.experiment import analyse

from .referee import THOUSAND, assert_close, assert_says_why, random_experiment

answer = st.none() | st.integers(0, 10)
rows = st.lists(
    st.builds(ComparisonRow, st.sampled_from("abcdef"), st.booleans(), answer, st.none() | st.booleans(), answer),
    max_size=30,
)


def with_gaps(seed: int, n: int, clusters: int) -> list[ComparisonRow]:
    """A fifth without an outcome, a tenth without a baseline, and twenty doors that are clusters of one."""
    rng = np.random.default_rng(seed)
    drawn = random_experiment(seed, n, clusters).rows()
    alone = [
        ComparisonRow(f"alone {i}", bool(rng.random() < 0.4), float(rng.normal(5, 2)), False, float(rng.normal(5, 2)))
        for i in range(20)
    ]
    return [
        dataclasses.replace(
            row,
            outcome=None if rng.random() < 0.2 else row.outcome,
            baseline=None if rng.random() < 0.1 else row.baseline,
        )
        for row in drawn + alone
    ]


def referee(used: list[ComparisonRow], *regressors: NDArray[np.float64]) -> Any:
    outcome = np.array([row.outcome for row in used], dtype=float)
    exog = np.column_stack([np.ones(len(used)), [row.treated for row in used], *regressors]).astype(float)
    groups = np.unique([row.cluster for row in used], return_inverse=True)[1]
    return sm.OLS(outcome, exog).fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)


def assert_like(found: Estimate | None, fitted: Any) -> None:
    assert found is not None
    assert found.interval is not None
    assert_close(found.value, fitted.params[1])
    assert_close(found.standard_error, fitted.bse[1])
    assert_close(found.interval.low, fitted.conf_int()[1][0])


@THOUSAND
@given(st.integers(0, 2**32), st.integers(40, 120), st.integers(10, 60))
def test_every_estimate_agrees_with_statsmodels(seed: int, n: int, clusters: int) -> None:
    drawn = with_gaps(seed, n, clusters)
    found = analyse(drawn)
    answered = [row for row in drawn if row.outcome is not None]
    assert_like(found.itt, referee(answered))
    both = [row for row in answered if row.baseline is not None]
    assert_like(found.adjusted, referee(both, np.array([row.baseline for row in both], dtype=float)))
    assert_like(found.baseline, referee([dataclasses.replace(row, outcome=row.baseline) for row in both]))
    assert found.treatment.assigned + found.comparison.assigned == len(drawn)
    assert found.treatment.answered + found.comparison.answered == len(answered)


@given(rows)
def test_nothing_is_ever_not_a_number(drawn: list[ComparisonRow]) -> None:
    found = analyse(drawn)
    for estimate in (found.itt, found.baseline, found.adjusted, found.attrition.difference):
        if estimate is not None:
            assert_says_why(estimate)
    for compliers in (found.cace, found.adjusted_cace):
        if compliers is not None:
            assert_says_why(compliers.effect)
            assert_says_why(compliers.first_stage)
    written = json.dumps(dataclasses.asdict(found), allow_nan=False)
    assert "NaN" not in written


def test_attrition_is_judged_by_cluster_where_there_are_clusters() -> None:
    """Ten stairwells of ten: all of one answer or none do. Counted one by one that looks like proof."""
    drawn = [
        ComparisonRow(f"{arm}{g}", arm, 5.0 + i % 3 if g < (4 if arm else 2) else None)
        for arm in (True, False)
        for g in range(5)
        for i in range(10)
    ]
    by_cluster = analyse(drawn).attrition
    one_by_one = analyse([dataclasses.replace(row, cluster=str(i)) for i, row in enumerate(drawn)]).attrition
    assert by_cluster.difference.value == pytest.approx(0.4)
    assert by_cluster.passes
    assert not one_by_one.passes


def test_everybody_answered_is_no_attrition() -> None:
    drawn = [ComparisonRow(str(i // 2), i < 10, float(i % 3)) for i in range(20)]
    assert analyse(drawn).attrition.passes


def test_without_baseline_or_delivery_those_estimates_are_absent() -> None:
    drawn = [ComparisonRow(str(i), i % 2 == 0, float(i % 5)) for i in range(40)]
    found = analyse(drawn)
    assert (found.baseline, found.adjusted, found.cace, found.adjusted_cace) == (None, None, None, None)
    assert found.treatment.summary.delivered is None
    assert (found.clusters, found.largest_cluster, found.enough) == (40, 1, False)


def test_no_rows_say_so() -> None:
    found = analyse([])
    assert found.itt.reason is Reason.NO_DATA
    assert found.attrition.difference.reason is Reason.NO_DATA
    assert found.largest_cluster == 0
    assert not math.isnan(found.clusters)
