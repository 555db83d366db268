"""S6 and S8 against statsmodels, row by row, on experiments with every awkwardness."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from statsmodels.sandbox.regression.gmm import IV2SLS
from statsmodels.stats.sandwich_covariance import cov_cluster

from conversations.statistics.arms import ArmCell, ancova, arm_summary, cace, itt
from conversations.statistics.comparison import Need, collect_cells
from conversations.statistics.errors import InvalidCount, InvalidParameter, InvalidSums
from conversations.statistics.estimate import Estimate, Reason

from .referee import THOUSAND, Experiment, assert_close, assert_says_why, random_experiment

experiments = st.builds(
    random_experiment,
    st.integers(0, 2**32),
    st.integers(20, 150),
    st.integers(8, 60),
    by_cluster=st.booleans(),
)
EVERYTHING = frozenset(Need)


def assert_like_ols(found: Estimate, made: Experiment, regressors: list[NDArray[np.float64]]) -> None:
    assert_says_why(found)
    if found.interval is None:
        return
    exog = np.column_stack([np.ones(len(made.outcome)), *regressors])
    fitted = sm.OLS(made.outcome, exog).fit(cov_type="cluster", cov_kwds={"groups": made.cluster}, use_t=True)
    assert_close(found.value, fitted.params[1])
    assert_close(found.standard_error, fitted.bse[1])
    assert_close(found.interval.low, fitted.conf_int()[1][0])
    assert_close(found.interval.high, fitted.conf_int()[1][1])


@THOUSAND
@given(experiments)
def test_itt_agrees_with_statsmodels(made: Experiment) -> None:
    cells = collect_cells(made.rows(), needs=frozenset()).cells
    assert_like_ols(itt(cells), made, [made.treated])


@THOUSAND
@given(experiments)
def test_ancova_agrees_with_statsmodels(made: Experiment) -> None:
    cells = collect_cells(made.rows(), needs=EVERYTHING).cells
    assert_like_ols(ancova(cells), made, [made.treated, made.baseline])


@THOUSAND
@given(experiments, st.booleans())
def test_cace_agrees_with_statsmodels(made: Experiment, adjusted: bool) -> None:
    cells = collect_cells(made.rows(), needs=EVERYTHING).cells
    found = cace(cells, baseline=adjusted).effect
    assert_says_why(found)
    if found.interval is None:
        return
    ones = np.ones(len(made.outcome))
    more = [made.baseline] if adjusted else []
    exog = np.column_stack([ones, made.delivered, *more])
    instruments = np.column_stack([ones, made.treated, *more])
    fitted = IV2SLS(made.outcome, exog, instruments).fit()
    # The results class of IV2SLS has a sandwich with the delivered column itself in the
    # middle; 2SLS needs its projection on the instruments, so the referee gets those scores.
    projected = instruments @ np.linalg.lstsq(instruments, exog, rcond=None)[0]
    scores = projected * (made.outcome - exog @ fitted.params)[:, None]
    covariance = cov_cluster((scores, np.linalg.inv(projected.T @ projected)), made.cluster)
    assert_close(found.value, fitted.params[1])
    assert_close(found.standard_error, float(np.sqrt(covariance[1, 1])))


def test_delivery_as_drawn_makes_cace_the_itt() -> None:
    made = random_experiment(3, 90, 30)
    as_drawn = Experiment(made.cluster, made.treated, made.treated, made.baseline, made.outcome)
    cells = collect_cells(as_drawn.rows(), needs=EVERYTHING).cells
    plain, found = itt(cells), cace(cells)
    assert_close(found.effect.value, plain.value or 0.0)
    assert_close(found.effect.standard_error, plain.standard_error or 0.0)
    assert (found.first_stage.value, found.first_stage.reason) == (1.0, Reason.NO_VARIATION)
    assert not found.weak


def test_large_numbers_keep_their_digits() -> None:
    near = collect_cells(random_experiment(5, 120, 40).rows(), needs=EVERYTHING).cells
    far = collect_cells(random_experiment(5, 120, 40, offset=1e6).rows(), needs=EVERYTHING).cells
    assert ancova(far).value == pytest.approx(ancova(near).value, rel=1e-7)
    assert ancova(far).standard_error == pytest.approx(ancova(near).standard_error, rel=1e-7)


def test_summary_counts_both_arms() -> None:
    cells = [ArmCell("a", True, 4, 20.0, 3), ArmCell("b", True, 0, 0.0), ArmCell("c", False, 2, 8.0)]
    summary = arm_summary(cells, treated=True)
    assert (summary.n, summary.clusters, summary.mean, summary.delivered) == (4, 1, 5.0, 0.75)
    assert arm_summary(cells[:2], treated=False).mean is None


FOUR = [ArmCell(name, name < "c", 3, total, 2) for name, total in zip("abcd", (9.0, 12.0, 6.0, 3.0), strict=True)]


@pytest.mark.parametrize(
    ("cells", "value", "reason"),
    [
        ([], None, Reason.NO_DATA),
        ([ArmCell("a", True, 0, 0.0)], None, Reason.NO_DATA),
        (FOUR[:2], None, Reason.EMPTY_ARM),
        ([FOUR[0], FOUR[3]], 2.0, Reason.TOO_FEW_CLUSTERS),
        (FOUR[:3], 1.5, Reason.TOO_FEW_CLUSTERS),
        ([ArmCell(name, name < "c", 2, 6.0) for name in "abcd"], 0.0, Reason.NO_VARIATION),
        ([ArmCell("a", True, 1, 6.0), ArmCell("a", False, 1, 5.0)], 1.0, Reason.TOO_FEW_CLUSTERS),
    ],
)
def test_too_little_says_why(cells: list[ArmCell], value: float | None, reason: Reason) -> None:
    found = itt(cells)
    assert_says_why(found)
    assert found.reason is reason
    assert found.value == (None if value is None else pytest.approx(value))
    assert_says_why(ancova(cells))
    assert_says_why(cace(cells).effect)
    assert_says_why(cace(cells).first_stage)


def test_baseline_that_says_nothing_is_collinear() -> None:
    constant = [ArmCell(c.cluster, c.treated, c.n, c.sum_outcome, 2, 15.0, 75.0, 5 * c.sum_outcome) for c in FOUR]
    assert ancova(constant).reason is Reason.COLLINEAR


def test_no_difference_in_delivery_gives_no_effect() -> None:
    found = cace(FOUR)
    assert found.effect.reason is Reason.NO_DIFFERENCE_IN_DELIVERY
    assert found.weak


def test_impossible_cells_are_refused() -> None:
    with pytest.raises(InvalidSums):
        ArmCell("a", True, 2, 3.0, delivered=3)
    with pytest.raises(InvalidCount):
        ArmCell("a", True, -2, 3.0)
    with pytest.raises(InvalidParameter):
        itt(FOUR, confidence=1.0)
