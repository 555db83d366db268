"""S2, S3 and S4 against scipy, statsmodels and the golden values of the 2016 experiment."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.weightstats import DescrStatsW

from conversations.statistics.errors import InvalidCount, InvalidSums
from conversations.statistics.estimate import Reason
from conversations.statistics.paired import Directions, PairedSums, direction_shares, effect_size, mean_change

from .referee import THOUSAND, assert_close, assert_says_why

# Broockman and Kalla 2016 (doi:10.1126/science.aad9713): ratings at the door, both known.
PUBLISHED = PairedSums(
    n=179, sum_open=1411, sum_close=1526, sum_open_sq=12401, sum_close_sq=13976, sum_cross=12929, missing=26
)

rating = st.integers(0, 10)
pairs = st.lists(st.tuples(rating, rating), max_size=80)
pairs_with_gaps = st.lists(st.tuples(rating, st.none() | rating), max_size=40)


def test_golden_values() -> None:
    found = mean_change(PUBLISHED)
    assert found.change.interval is not None
    numbers = (found.mean_open, found.mean_close, found.change.value, found.sd, found.change.statistic, found.d_z)
    assert numbers == pytest.approx((7.882682, 8.525140, 0.642458, 1.581347, 5.435557, 0.406273), abs=5e-7)
    interval = (found.change.interval.low, found.change.interval.high)
    assert interval == pytest.approx((0.409213, 0.875703), abs=5e-7)
    assert found.missing == 26
    assert effect_size(PUBLISHED).d_av == pytest.approx(0.255826, abs=5e-7)


@THOUSAND
@given(pairs)
def test_mean_change_agrees_with_statsmodels(drawn: list[tuple[int, int]]) -> None:
    found = mean_change(PairedSums.of(drawn))
    assert_says_why(found.change)
    change = np.array([closing - opening for opening, closing in drawn], dtype=float)
    if found.change.interval is None:
        assert len(drawn) < 2 or change.std() == 0
        return
    referee = DescrStatsW(change)
    low, high = referee.tconfint_mean()
    statistic, p_value, df = referee.ttest_mean(0.0)
    assert_close(found.change.value, referee.mean)
    assert_close(found.change.interval.low, low)
    assert_close(found.change.interval.high, high)
    assert_close(found.change.statistic, statistic)
    assert_close(found.change.p_value, p_value)
    assert found.change.df == df


@THOUSAND
@given(pairs)
def test_effect_size_agrees_with_numpy(drawn: list[tuple[int, int]]) -> None:
    found = effect_size(PairedSums.of(drawn))
    if found.d_av is None:
        assert found.reason is not None
        return
    opening, closing = np.array(drawn, dtype=float).T
    d_av = (closing - opening).mean() / np.sqrt((opening.var(ddof=1) + closing.var(ddof=1)) / 2)
    assert_close(found.d_av, d_av)
    if len(drawn) > 2:
        assert_close(found.hedges_g, d_av * (1 - 3 / (4 * (len(drawn) - 1) - 1)))


@THOUSAND
@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_sign_test_agrees_with_scipy(up: int, same: int, down: int) -> None:
    found = direction_shares(Directions(up, same, down))
    for share in (found.up, found.same, found.down):
        assert_says_why(share)
    if up + down == 0:
        assert found.sign_test_p is None
        assert found.reason is (Reason.NO_VARIATION if same else Reason.NO_DATA)
    else:
        assert_close(found.sign_test_p, binomtest(up, up + down).pvalue)


@given(pairs_with_gaps, pairs_with_gaps)
def test_adding_cells_equals_summing_everything(
    one: list[tuple[int, int | None]], other: list[tuple[int, int | None]]
) -> None:
    assert PairedSums.of(one) + PairedSums.of(other) == PairedSums.of(one + other)


def test_directions_add_up() -> None:
    assert Directions(1, 2, 3) + Directions(4, 5, 6) == Directions(5, 7, 9)


def test_too_little_says_why() -> None:
    nothing = mean_change(PairedSums(missing=3))
    assert nothing.change.reason is Reason.NO_DATA
    assert (nothing.mean_open, nothing.missing) == (None, 3)
    one = mean_change(PairedSums.of([(3, 5)]))
    assert (one.change.value, one.change.reason) == (2.0, Reason.ONE_OBSERVATION)
    assert effect_size(PairedSums()).reason is Reason.NO_DATA
    assert effect_size(PairedSums.of([(3, 5)])).reason is Reason.ONE_OBSERVATION
    two = effect_size(PairedSums.of([(3, 5), (4, 9)]))
    assert two.d_av is not None
    assert (two.hedges_g, two.reason) == (None, Reason.TOO_FEW_OBSERVATIONS)


def test_all_alike_says_why() -> None:
    constant = mean_change(PairedSums.of([(1, 3), (5, 7), (8, 10)]))
    assert (constant.change.value, constant.sd, constant.d_z) == (2.0, 0.0, None)
    assert constant.change.reason is Reason.NO_VARIATION
    assert effect_size(PairedSums.of([(10, 10)] * 5)).reason is Reason.NO_VARIATION


def test_impossible_sums_are_refused() -> None:
    with pytest.raises(InvalidCount):
        PairedSums(n=-1)
    with pytest.raises(InvalidSums):
        PairedSums(n=0, sum_open=3)
    with pytest.raises(InvalidSums):
        PairedSums(n=0, sum_open_sq=3)
    with pytest.raises(InvalidSums):
        PairedSums(n=2, sum_open=10, sum_close=10, sum_open_sq=10, sum_close_sq=50, sum_cross=50)
    with pytest.raises(InvalidSums):
        PairedSums(n=2, sum_open=10, sum_close=10, sum_open_sq=58, sum_close_sq=58, sum_cross=90)
    with pytest.raises(InvalidCount):
        Directions(1, -1, 0)
