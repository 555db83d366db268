"""S10 against statsmodels and the published numbers."""

from math import isnan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.power import TTestIndPower, tt_ind_solve_power

from conversations.statistics.errors import InvalidParameter
from conversations.statistics.power import answers_per_arm, detectable_effect, exact_answers_per_arm, power_of

from .referee import THOUSAND, assert_close

effects = st.floats(0.02, 2.0)


@pytest.mark.parametrize(("effect", "answers"), [(0.04, 9812), (0.08, 2454), (0.2, 393), (0.3, 175), (-0.3, 175)])
def test_golden_values(effect: float, answers: int) -> None:
    assert answers_per_arm(effect) == answers


@THOUSAND
@given(effects, st.integers(2, 20_000), st.sampled_from([0.01, 0.05, 0.1]))
def test_power_agrees_with_statsmodels(effect: float, n: int, level: float) -> None:
    theirs = TTestIndPower().power(effect, n, level)
    if isnan(theirs):
        # The referee fails where the far tail vanishes: one-sided is the same power there.
        theirs = TTestIndPower().power(effect, n, level / 2, alternative="larger")
    if effect * sqrt(n / 2) > 30:
        theirs = 1.0
    assert_close(power_of(effect, n, level=level), theirs)


@given(st.floats(0.03, 1.0), st.sampled_from([0.5, 0.8, 0.9]))
def test_answers_agree_with_statsmodels(effect: float, power: float) -> None:
    theirs = tt_ind_solve_power(effect, power=power, alpha=0.05)
    assert exact_answers_per_arm(effect, power=power) == pytest.approx(theirs, rel=1e-6)


@given(st.integers(5, 100_000))
def test_detectable_effect_undoes_power(n: int) -> None:
    assert_close(power_of(detectable_effect(n), n), 0.8)


def test_baseline_saves_and_clusters_cost() -> None:
    plain = exact_answers_per_arm(0.2)
    assert answers_per_arm(0.2, baseline_correlation=0.8) == round(plain * 0.36)
    assert answers_per_arm(0.2, cluster_size=11, icc=0.05) == round(plain * 1.5)
    assert answers_per_arm(0.2, cluster_size=1, icc=0.9) == 393


def test_very_small_effects_stay_finite() -> None:
    assert answers_per_arm(0.001) == pytest.approx(2 * 2.8015852**2 / 0.001**2, rel=1e-5)


def test_very_large_effects_need_two() -> None:
    assert answers_per_arm(50.0) == 2


def test_the_normal_limit_joins_smoothly() -> None:
    below, above = power_of(0.004, 490_000), power_of(0.004, 510_000)
    middle = power_of(0.004, 500_001)
    assert below < middle < above


@pytest.mark.parametrize("effect", [0.0, float("nan"), float("inf")])
def test_impossible_effects_are_refused(effect: float) -> None:
    with pytest.raises(InvalidParameter):
        answers_per_arm(effect)


def test_impossible_plans_are_refused() -> None:
    with pytest.raises(InvalidParameter):
        answers_per_arm(0.2, power=0.04)
    with pytest.raises(InvalidParameter):
        answers_per_arm(0.2, power=1.0)
    with pytest.raises(InvalidParameter):
        answers_per_arm(0.2, baseline_correlation=1.0)
    with pytest.raises(InvalidParameter):
        answers_per_arm(0.2, cluster_size=0.5)
    with pytest.raises(InvalidParameter):
        answers_per_arm(0.2, cluster_size=5, icc=1.5)
    with pytest.raises(InvalidParameter):
        power_of(0.2, 1.0)
    with pytest.raises(InvalidParameter):
        detectable_effect(100, power=0.01)
