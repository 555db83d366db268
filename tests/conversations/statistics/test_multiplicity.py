"""S9 against statsmodels."""

import gc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from conversations.statistics.errors import InvalidParameter
from conversations.statistics.multiplicity import benjamini_hochberg, holm

from .referee import THOUSAND, assert_close


@pytest.fixture(autouse=True, scope="module")
def small_heap() -> Iterator[None]:
    """statsmodels collects garbage in every call of `holm`: 50 ms on a full heap."""
    gc.freeze()
    yield
    gc.unfreeze()


p_values = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=20)


@THOUSAND
@given(p_values)
def test_holm_agrees_with_statsmodels(drawn: list[float]) -> None:
    for ours, theirs in zip(holm(drawn), multipletests(drawn, method="holm")[1], strict=True):
        assert_close(ours, theirs)


@THOUSAND
@given(p_values)
def test_benjamini_hochberg_agrees_with_statsmodels(drawn: list[float]) -> None:
    for ours, theirs in zip(benjamini_hochberg(drawn), multipletests(drawn, method="fdr_bh")[1], strict=True):
        assert_close(ours, theirs)


def test_no_tests_need_no_adjustment() -> None:
    assert holm([]) == benjamini_hochberg([]) == ()


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_p_value_is_refused(wrong: float) -> None:
    with pytest.raises(InvalidParameter):
        holm([0.5, wrong])
    with pytest.raises(InvalidParameter):
        benjamini_hochberg([wrong])
