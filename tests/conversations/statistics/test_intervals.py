"""S1 and S7 against statsmodels and the published golden values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from conversations.statistics.errors import InvalidCount, InvalidParameter
from conversations.statistics.estimate import Reason
from conversations.statistics.intervals import newcombe, wilson

from .referee import THOUSAND, assert_close, assert_says_why


@st.composite
def part_of_whole(draw: st.DrawFn) -> tuple[int, int]:
    whole = draw(st.integers(1, 5000))
    return draw(st.integers(0, whole)), whole


@pytest.mark.parametrize(
    ("successes", "total", "share", "low", "high"),
    [
        (501, 1825, 0.274521, 0.254535, 0.295453),
        (246, 912, 0.269737, 0.241942, 0.299463),
        (49, 179, 0.273743, 0.213693, 0.343300),
        (124, 179, 0.692737, 0.621693, 0.755683),
        (6, 179, 0.033520, 0.015451, 0.071189),
    ],
)
def test_wilson_golden_values(successes: int, total: int, share: float, low: float, high: float) -> None:
    found = wilson(successes, total)
    assert found.interval is not None
    assert found.value == pytest.approx(share, abs=1e-6)
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), abs=1e-6)


def test_newcombe_golden_value() -> None:
    found = newcombe(12021, 38218, 56730, 191243)
    assert found.interval is not None
    assert found.value == pytest.approx(0.017899, abs=5e-7)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.012829, 0.023000), abs=5e-7)


@THOUSAND
@given(part_of_whole(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_agrees_with_statsmodels(counts: tuple[int, int], confidence: float) -> None:
    found = wilson(*counts, confidence=confidence)
    low, high = proportion_confint(*counts, alpha=1 - confidence, method="wilson")
    assert found.interval is not None
    assert_close(found.interval.low, low)
    assert_close(found.interval.high, high)
    assert 0.0 <= found.interval.low <= counts[0] / counts[1] <= found.interval.high <= 1.0


@THOUSAND
@given(part_of_whole(), part_of_whole())
def test_newcombe_agrees_with_statsmodels(one: tuple[int, int], other: tuple[int, int]) -> None:
    found = newcombe(*one, *other)
    low, high = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert found.interval is not None
    assert_close(found.interval.low, low)
    assert_close(found.interval.high, high)


@given(part_of_whole(), part_of_whole())
def test_swapping_the_groups_turns_the_difference_round(one: tuple[int, int], other: tuple[int, int]) -> None:
    there, back = newcombe(*one, *other).interval, newcombe(*other, *one).interval
    assert there is not None
    assert back is not None
    assert_close(there.low, -back.high)
    assert_close(there.high, -back.low)


def test_ends_are_exact_when_nobody_or_everybody() -> None:
    none, everybody = wilson(0, 7).interval, wilson(7, 7).interval
    assert none is not None
    assert everybody is not None
    assert none.low == 0.0
    assert everybody.high == 1.0


def test_empty_groups_say_why() -> None:
    assert wilson(0, 0).reason is Reason.NO_DATA
    assert newcombe(0, 0, 0, 0).reason is Reason.NO_DATA
    assert newcombe(1, 2, 0, 0).reason is Reason.EMPTY_ARM
    for estimate in (wilson(0, 0), newcombe(0, 0, 0, 0), newcombe(0, 0, 3, 4), wilson(1, 1), wilson(0, 1)):
        assert_says_why(estimate)


@pytest.mark.parametrize(("successes", "total"), [(-1, 5), (6, 5), (1, -1)])
def test_impossible_counts_are_refused(successes: int, total: int) -> None:
    with pytest.raises(InvalidCount):
        wilson(successes, total)
    with pytest.raises(InvalidCount):
        newcombe(successes, total, 1, 2)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0, float("nan")])
def test_impossible_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(InvalidParameter):
        wilson(1, 2, confidence=confidence)
