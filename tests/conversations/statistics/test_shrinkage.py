"""Planning numbers between the default and a campaign's own figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.statistics.errors import InvalidCount, InvalidParameter
from conversations.statistics.shrinkage import shrink_mean, shrink_share, shrink_spread

counts = st.integers(0, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, st.floats(0.0, 1.0))
def test_lies_between_default_and_own(drawn: tuple[int, int], default: float) -> None:
    found = shrink_share(*drawn, default=default)
    ends = sorted([default, default if found.own is None else found.own])
    assert ends[0] - 1e-12 <= found.value <= ends[1] + 1e-12


def test_two_hundred_doors_weigh_four_fifths() -> None:
    found = shrink_share(100, 200, default=0.30)
    assert found.weight == pytest.approx(0.8)
    assert found.value == pytest.approx(0.46)
    # The same campaign's talks among its opened doors, with the prior in opened doors.
    assert shrink_share(20, 60, default=0.25, prior=15).weight == pytest.approx(0.8)


def test_nothing_logged_gives_the_default() -> None:
    for found in (
        shrink_share(0, 0, default=0.3),
        shrink_mean(0.0, 0, default=12.0),
        shrink_spread(0.0, 0.0, 0, default=5.0),
    ):
        assert found.value == found.default
        assert found.own is None
        assert found.weight == 0.0


def test_mean_and_spread_of_minutes() -> None:
    minutes = [10.0, 14.0, 18.0, 6.0]
    total, squares = sum(minutes), sum(m * m for m in minutes)
    assert shrink_mean(total, 4, default=12.0, prior=4).value == pytest.approx(12.0)
    spread = shrink_spread(total, squares, 4, default=5.0, prior=4)
    assert spread.own == pytest.approx((80 / 3) ** 0.5)
    assert spread.value == pytest.approx(((25 + 80 / 3) / 2) ** 0.5)
    one = shrink_spread(10.0, 100.0, 1, default=5.0)
    assert (one.value, one.own) == (5.0, None)


def test_impossible_input_is_refused() -> None:
    with pytest.raises(InvalidCount):
        shrink_share(3, 2, default=0.3)
    with pytest.raises(InvalidParameter):
        shrink_share(1, 2, default=1.3)
    with pytest.raises(InvalidParameter):
        shrink_share(1, 2, default=0.3, prior=0.0)
    with pytest.raises(InvalidParameter):
        shrink_mean(3.0, 0, default=12.0)
    with pytest.raises(InvalidParameter):
        shrink_spread(10.0, 1.0, 2, default=5.0)
