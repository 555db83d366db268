"""Golden values from the aggregate table of Broockman and Kalla 2016 (opening x closing)."""

import csv
from pathlib import Path

import pytest

from conversations.statistics.paired import Directions, PairedSums, direction_shares, effect_size, mean_change

TABLE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "bk2016_door_rating_pairs.csv"

pytestmark = pytest.mark.skipif(
    not TABLE.exists(), reason="needs ../shared/data/bk2016_door_rating_pairs.csv beside the project"
)


@pytest.fixture(scope="module")
def pairs() -> list[tuple[int, int]]:
    with TABLE.open(newline="") as lines:
        rows = [
            (int(row["canvass_trans_ratingstart"]), int(row["canvass_trans_ratingend"]), int(row["n"]))
            for row in csv.DictReader(lines)
        ]
    return [(opening, closing) for opening, closing, n in rows for _ in range(n)]


def test_mean_change(pairs: list[tuple[int, int]]) -> None:
    found = mean_change(PairedSums.of(pairs))
    assert found.change.n == 179
    assert found.change.interval is not None
    numbers = (found.mean_open, found.mean_close, found.change.value, found.sd, found.change.statistic, found.d_z)
    assert numbers == pytest.approx((7.882682, 8.525140, 0.642458, 1.581347, 5.435557, 0.406273), abs=5e-7)
    ends = (found.change.interval.low, found.change.interval.high)
    assert ends == pytest.approx((0.409213, 0.875703), abs=5e-7)


def test_effect_size(pairs: list[tuple[int, int]]) -> None:
    assert effect_size(PairedSums.of(pairs)).d_av == pytest.approx(0.255826, abs=5e-7)


def test_directions(pairs: list[tuple[int, int]]) -> None:
    up = sum(closing > opening for opening, closing in pairs)
    down = sum(closing < opening for opening, closing in pairs)
    found = direction_shares(Directions(up, len(pairs) - up - down, down))
    assert (up, len(pairs) - up - down, down) == (49, 124, 6)
    expected = {
        "up": (0.273743, 0.213693, 0.343300),
        "same": (0.692737, 0.621693, 0.755683),
        "down": (0.033520, 0.015451, 0.071189),
    }
    for name, numbers in expected.items():
        share = getattr(found, name)
        assert (share.value, share.interval.low, share.interval.high) == pytest.approx(numbers, abs=5e-7)


def test_half_opened_at_ten_and_the_rest_moved_more(pairs: list[tuple[int, int]]) -> None:
    assert sum(opening == 10 for opening, _ in pairs) == 91
    below = mean_change(PairedSums.of(pair for pair in pairs if pair[0] < 10))
    assert below.change.n == 88
    assert below.change.value == pytest.approx(1.454545, abs=5e-7)
