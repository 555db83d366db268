"""S5 against statsmodels' cluster-robust covariance."""

import numpy as np
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from conversations.statistics.clustered import ClusterMoments, ClusterSums, clustered_mean, mean_of_moments
from conversations.statistics.estimate import Reason

from .referee import THOUSAND, assert_close, assert_says_why

changes = st.lists(st.tuples(st.integers(0, 9), st.integers(-10, 10)), min_size=2, max_size=80)


def sums_by_cluster(drawn: list[tuple[int, int]]) -> list[ClusterSums]:
    names = sorted({name for name, _ in drawn})
    by_name = [[change for other, change in drawn if other == name] for name in names]
    return [ClusterSums(len(own), sum(own)) for own in by_name]


@THOUSAND
@given(changes)
def test_agrees_with_statsmodels(drawn: list[tuple[int, int]]) -> None:
    found = clustered_mean(sums_by_cluster(drawn))
    assert_says_why(found)
    names, change = np.array(drawn).T
    assert_close(found.value, change.mean())
    if found.interval is None:
        return
    fitted = sm.OLS(change.astype(float), np.ones(len(change))).fit(
        cov_type="cluster", cov_kwds={"groups": names}, use_t=True
    )
    assert_close(found.standard_error, fitted.bse[0])
    assert_close(found.p_value, fitted.pvalues[0])
    assert_close(found.interval.low, fitted.conf_int()[0][0])
    assert_close(found.interval.high, fitted.conf_int()[0][1])


def test_clusters_of_one_are_plain_robust_errors() -> None:
    values = [1.0, 4.0, -2.0, 3.0, 3.0]
    found = clustered_mean([ClusterSums(1, value) for value in values])
    assert_close(found.standard_error, float(np.std(values, ddof=1) / np.sqrt(5)))


def test_too_little_says_why() -> None:
    assert clustered_mean([]).reason is Reason.NO_DATA
    assert clustered_mean([ClusterSums(0, 0)]).reason is Reason.NO_DATA
    assert clustered_mean([ClusterSums(1, 4)]).reason is Reason.ONE_OBSERVATION
    one_cluster = clustered_mean([ClusterSums(12, 6), ClusterSums(0, 0)])
    assert (one_cluster.value, one_cluster.reason) == (0.5, Reason.TOO_FEW_CLUSTERS)
    alike = clustered_mean([ClusterSums(3, 6), ClusterSums(5, 10)])
    assert (alike.value, alike.reason) == (2.0, Reason.NO_VARIATION)


@THOUSAND
@given(changes, st.integers(0, 9))
def test_sums_over_clusters_say_the_same(drawn: list[tuple[int, int]], cut: int) -> None:
    clusters = [*sums_by_cluster(drawn), ClusterSums(0, 0)]
    moments = ClusterMoments.of(clusters[:cut]) + ClusterMoments.of(clusters[cut:])
    assert (moments.clusters, moments.filled) == (len(clusters), len(clusters) - 1)
    expected, found = clustered_mean(clusters), mean_of_moments(moments)
    assert (found.n, found.reason) == (expected.n, expected.reason)
    assert_close(found.value, expected.value)
    assert (found.interval is None) == (expected.interval is None)
    if found.interval and expected.interval:
        assert_close(found.standard_error, expected.standard_error)
        assert_close(found.p_value, expected.p_value)
        assert_close(found.interval.low, expected.interval.low)
        assert_close(found.interval.high, expected.interval.high)


def test_sums_of_too_little_say_why_too() -> None:
    for clusters in ([], [ClusterSums(0, 0)], [ClusterSums(1, 4)], [ClusterSums(12, 6), ClusterSums(0, 0)]):
        assert mean_of_moments(ClusterMoments.of(clusters)) == clustered_mean(clusters)
    alike = [ClusterSums(3, 6), ClusterSums(5, 10)]
    assert mean_of_moments(ClusterMoments.of(alike)).reason is Reason.NO_VARIATION
